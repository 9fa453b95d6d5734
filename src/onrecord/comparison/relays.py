"""Hops -> a chain per report, a tree per utterance, and the documents of the record that a chain leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.comparison.origins import outlet_key
from onrecord.comparison.sameness import Sameness
from onrecord.comparison.sayings import Saying

_LEAD = 0.3
"""A lower score than that of an utterance is enough where the chain names the outlet."""
_SURE = 0.6
_BEFORE = 60
"""How many days before the page the document it rests on may have been published."""


@dataclass(slots=True)
class Branch:
    """One who carried a saying, the reports (ids) that end here, and who carried it on."""

    name: str
    reports: list[str] = field(default_factory=list)
    further: list[Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lead:
    """A hop of a report that leads to a document in the record, and to the report there."""

    report: str
    position: int
    document: str
    source: str
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Relayed:
    """A report (id) and the way it came: ``via`` whom, nearest to the speaker first, to which ``page``.

    ``source`` is the report that it rests on, where that is known; ``via`` are then those after it.
    """

    id: str
    speaker: str | None
    via: tuple[str, ...]
    page: str
    source: str | None = None


def chains(reports: Iterable[Relayed]) -> dict[str, tuple[str, ...]]:
    """Return for each report (id) through whom it came, from who said it to the page.

    Where one rests on another of these reports, its chain is that one's, carried on.

    >>> first = Relayed("r-1", "officials", ("Foreign Policy",), "The Karsk Courier")
    >>> chains([first, Relayed("r-2", None, (), "The Tolm Herald", "r-1")])["r-2"]
    ('officials', 'Foreign Policy', 'The Karsk Courier', 'The Tolm Herald')
    """
    known = {one.id: one for one in reports}
    return {name: _chain(one, known, frozenset()) for name, one in known.items()}


def _chain(one: Relayed, known: dict[str, Relayed], passed: frozenset[str]) -> tuple[str, ...]:
    source = known.get(one.source) if one.source else None
    if source is None or source.id in passed:  # two pages of one day may each lead to the other
        before: tuple[str, ...] = (one.speaker or "not named",)
    else:
        before = _chain(source, known, passed | {one.id})
    for name in (*one.via, one.page):
        if len(before) == 1 or outlet_key(name) != outlet_key(before[-1]):
            before = (*before, name)
    return before


def tree(chains: Iterable[tuple[Sequence[str], str]]) -> list[Branch]:
    """Return chains, each with its report's id, as trees: what they have in common from the start is one.

    >>> roots = tree([(("Orm", "Herald", "Courier"), "s-1"), (("Orm", "Herald"), "s-2")])
    >>> roots[0].name, roots[0].further[0].reports, roots[0].further[0].further[0].name
    ('Orm', ['s-2'], 'Courier')
    """
    root = Branch("")
    for names, report in chains:
        at = root
        for name in names:
            at = _branch(at, name)
        at.reports.append(report)
    return root.further


def _branch(at: Branch, name: str) -> Branch:
    for further in at.further:
        if outlet_key(further.name) == outlet_key(name):
            return further
    at.further.append(Branch(name))
    return at.further[-1]


Shelf = dict[str, dict[str, list[Saying]]]


def leads(
    relayed: Sequence[tuple[Saying, Sequence[str]]],
    printed: Iterable[tuple[str | None, Saying]],
    sameness: Sameness,
) -> list[Lead]:
    """Return the hops that lead to a document in the record: of that outlet, earlier, with the saying.

    A document whose outlet is not known counts when the saying in it is the same beyond doubt. ``relayed``
    are reports with the names of their hops, ``printed`` all reports with the outlet of their document.
    """
    shelf = _shelf(printed, {outlet_key(name) for _, via in relayed for name in via})
    found = []
    for saying, via in relayed:
        for position, name in enumerate(via):
            best = _best(saying, shelf.get(outlet_key(name), {}), sameness, _LEAD)
            where = f"printed by {name} before"
            if best is None and position == 0 and saying.party and saying.published:
                best, where = (
                    _best(saying, shelf.get("", {}), sameness, _SURE),
                    "printed before, outlet unknown",
                )
            if best:
                value, source = best
                because = f"{where}, with the same saying ({value:.2f})"
                found.append(Lead(saying.id, position, source.document, source.id, round(value, 3), because))
    return found


def _shelf(printed: Iterable[tuple[str | None, Saying]], wanted: set[str]) -> Shelf:
    shelf: Shelf = {}
    for outlet, saying in printed:
        key = outlet_key(outlet) if outlet else ""
        if key in wanted or (not key and saying.party and saying.published):
            for stem in saying.stems:
                shelf.setdefault(key, {}).setdefault(stem, []).append(saying)
    return shelf


def _best(
    saying: Saying, held: dict[str, list[Saying]], sameness: Sameness, least: float
) -> tuple[float, Saying] | None:
    rarest = sorted(saying.stems, key=lambda stem: (sameness.rarity.held[stem], stem))[:6]
    near = {one.id: one for stem in rarest for one in held.get(stem, ())[:200] if _may_rest(saying, one)}
    scored = [(sameness.value(saying, one, least), one) for one in near.values()]
    enough = [(value, one) for value, one in scored if value >= least]
    return max(enough, key=lambda item: (item[0], item[1].id), default=None)


def _may_rest(saying: Saying, source: Saying) -> bool:
    parties = (saying.party, source.party)
    if source.document == saying.document or (None not in parties and parties[0] != parties[1]):
        return False
    if saying.published is None or source.published is None:
        return True
    return 0 <= saying.published - source.published <= _BEFORE
