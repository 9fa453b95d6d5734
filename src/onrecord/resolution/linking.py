"""The same party across documents: pairwise decisions that explain themselves, and one name for all.

Blocked by surname (Papadakis et al. 2020), so that linking is near linear in the number of parties.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model import Alias, Party, Tenure
from onrecord.resolution.lexicon import form_key, known
from onrecord.resolution.roles import Role, bag_of, implied, parse_role
from onrecord.resolution.spelling import fold, same_person, sound, words
from onrecord.when import bounds


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the documents say of one party: its forms, how often each, and the offices printed."""

    party: Party
    forms: tuple[tuple[str, int], ...] = ()
    tenures: tuple[Tenure, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two parties are one: ``score`` in [0, 1], with the reasons that made it."""

    verdict: Literal["same", "different", "unclear"]
    score: float
    reasons: tuple[str, ...]


def evidence(aliases: Iterable[Alias], tenures: Iterable[Tenure]) -> list[Evidence]:
    """Gather what many documents say of each party, in order of first appearance."""
    forms: dict[Party, Counter[str]] = {}
    for alias in aliases:
        forms.setdefault(alias.party, Counter())[alias.form] += 1
    held: dict[Party, dict[Tenure, None]] = defaultdict(dict)
    for tenure in tenures:
        forms.setdefault(tenure.holder, Counter())
        held[tenure.holder][tenure] = None
    return [Evidence(p, tuple(sorted(f.items())), tuple(held[p])) for p, f in forms.items()]


def same_party(a: Evidence, b: Evidence) -> Decision:
    """Decide whether two parties are one.

    Persons: one full name, spelling folded, is one person; two given names are two people; a surname
    alone is the person of that surname whose offices agree. Others: one folded name, or one known
    country or body.
    """
    if _person(a) != _person(b):
        return Decision("different", 0.0, (f"{a.party.kind} and {b.party.kind}",))
    if a.party.disambiguation != b.party.disambiguation:
        return Decision("different", 0.0, ("kept apart by hand",))
    if not _person(a):
        return _same_body(a.party, b.party)
    one, other = words(a.party.name), words(b.party.name)
    if not one or not other or (sound(one[-1]) != sound(other[-1]) and not same_person(one, other)):
        return Decision("different", 0.0, ("different surnames",))
    offices = _offices(a, b)
    if len(one) > 1 and len(other) > 1:
        if not same_person(one, other):
            return Decision("different", 0.0, (f"different given names: {one[0]}, {other[0]}",))
        reason = "same full name" if one == other else "same full name in two spellings"
        return Decision("same", 0.97 if one == other else 0.9, (reason, *offices.reasons))
    if offices.verdict == "different":
        return Decision("different", 0.2, ("same surname", *offices.reasons))
    if len(one) == len(other):
        return Decision("same", 0.8, ("same surname, given name nowhere printed", *offices.reasons))
    score = 0.85 if offices.verdict == "same" else 0.6
    return Decision(
        "same" if offices.verdict == "same" else "unclear", score, ("same surname", *offices.reasons)
    )


def link(aliases: Iterable[Alias], tenures: Iterable[Tenure]) -> dict[str, Party]:
    """Return party id -> the party it is, over many documents; every id given is a key. Pure, near linear.

    A party known by a surname or an office alone goes to the one party that fits; where several fit it
    stays itself. The canonical name is the fullest, of equals the one most printed.
    """
    known_parties = evidence(aliases, tenures)
    blocks: dict[str, list[Evidence]] = defaultdict(list)
    for item in known_parties:
        blocks[_block(item)].append(item)
    canonical: dict[str, Party] = {}
    for block in blocks.values():
        for group in _groups(block):
            name = _canonical(group)
            canonical.update((item.party.id, name) for item in group)
    _link_offices(known_parties, canonical)
    return canonical


def _person(item: Evidence) -> bool:
    return item.party.kind == "person"


def _block(item: Evidence) -> str:
    name = words(item.party.name)
    if _person(item):
        return f"person {sound(name[-1])}" if name else "person"
    entry = known().get(form_key(item.party.name))
    return f"body {entry.name.lower()}" if entry else f"{item.party.kind} {' '.join(name)}"


def _same_body(a: Party, b: Party) -> Decision:
    one, other = known().get(form_key(a.name)), known().get(form_key(b.name))
    if one is not None and other is not None and one.name == other.name:
        return Decision("same", 0.95, (f"both stand for {one.name}",))
    if words(a.name) == words(b.name) and (a.kind == b.kind or a.kind != "unnamed" != b.kind):
        return Decision("same", 0.9, ("same name",))
    return Decision("different", 0.0, ("different names",))


def _offices(a: Evidence, b: Evidence) -> Decision:
    """Compare printed offices: one office of one body speaks for the same person, two bodies against."""
    pairs = [(x, y) for x in a.tenures[:40] for y in b.tenures[:40]]
    if not pairs:
        return Decision("unclear", 0.5, ())
    for x, y in pairs:
        if _head(x.office) == _head(y.office) and _bodies(x) & _bodies(y):
            return Decision("same", 0.9, (f"both {x.office}",))
    if any(_bodies(x) & _bodies(y) for x, y in pairs):
        return Decision("same", 0.7, ("offices of the same body",))
    if any(_head(x.office) == _head(y.office) and _overlap(x, y) for x, y in pairs):
        return Decision("different", 0.2, ("the same kind of office for different bodies",))
    return Decision("unclear", 0.4, ("offices of different bodies",))


def _role(office: str) -> Role | None:
    return parse_role(office)


def _head(office: str) -> str:
    role = _role(office)
    return role.head if role else fold(office)


def _bodies(tenure: Tenure) -> frozenset[str]:
    return implied(bag_of(tenure.organisation.name)) if tenure.organisation else frozenset()


def _overlap(x: Tenure, y: Tenure) -> bool:
    first, last = bounds(x.since or "..")[0], bounds(x.until or "..")[1]
    begin, end = bounds(y.since or "..")[0], bounds(y.until or "..")[1]
    return not (last and begin and last < begin) and not (end and first and end < first)


def _groups(block: Sequence[Evidence]) -> list[list[Evidence]]:
    """Group a block: full names first, then each surname alone to the one group that fits."""
    full = [item for item in block if not _person(item) or len(words(item.party.name)) > 1]
    short = [item for item in block if _person(item) and len(words(item.party.name)) < 2]
    groups: list[list[Evidence]] = []
    by_given: dict[str, list[list[Evidence]]] = defaultdict(list)
    for item in sorted(full, key=lambda i: -len(words(i.party.name)[0]) if _person(i) else 0):
        looked_up, filed = _given_keys(item)
        near = {id(g): g for key in looked_up for g in by_given[key]}
        fitting = [g for g in near.values() if same_party(item, g[0]).verdict == "same"]
        home = fitting[0] if len(fitting) == 1 else []
        if not home:
            groups.append(home)
        home.append(item)
        for key in filed:
            if not any(g is home for g in by_given[key][-1:]):
                by_given[key].append(home)
    for item in short:
        verdicts = [(same_party(item, _merged(g)).verdict, g) for g in groups]
        fitting = [g for v, g in verdicts if v == "same"] or [g for v, g in verdicts if v == "unclear"]
        if len(fitting) == 1:
            fitting[0].append(item)
        else:
            groups.append([item])
    return groups


def _given_keys(item: Evidence) -> tuple[set[str], set[str]]:
    """Return the keys to look a full name up by and those to file it under: given names, initials for
    initials."""
    if not _person(item):
        return {""}, {""}
    given = words(item.party.name)[:-1]
    sounds = {sound(w) for w in given}
    initial = f"{given[0][0]}."
    return (sounds | {initial} if len(given[0]) == 1 else sounds), sounds | {initial}


def _merged(group: Sequence[Evidence]) -> Evidence:
    if len(group) == 1:
        return group[0]
    tenures = dict.fromkeys(t for item in group for t in item.tenures[:20])
    return Evidence(group[0].party, group[0].forms, tuple(tenures))


def _canonical(group: Sequence[Evidence]) -> Party:
    if not _person(group[0]):
        entry = known().get(form_key(group[0].party.name))
        if entry is not None and group[0].party.kind != "unnamed":
            return Party(entry.name, entry.kind, group[0].party.disambiguation)
    weight = Counter[Party]()
    for item in group:
        weight[item.party] += sum(count for _, count in item.forms) or 1
    return max(weight, key=lambda p: (len(words(p.name)) > 1, weight[p], len(p.name), p.name))


def _link_offices(items: Sequence[Evidence], canonical: dict[str, Party]) -> None:
    """Give an office named without its holder to the one person whom other documents print with that
    office."""
    holders: dict[tuple[str, frozenset[str]], dict[Party, None]] = defaultdict(dict)
    for item in items:
        if _person(item):
            for tenure in item.tenures:
                if tenure.organisation is not None and "former" not in tenure.source:
                    key = (_head(tenure.office), bag_of(tenure.organisation.name))
                    holders[key][canonical[item.party.id]] = None
    for item in items:
        role = _role(item.party.name) if item.party.kind == "office" else None
        if role is not None and role.bag and not role.former:
            found = holders.get((role.head, role.bag), {})
            if len(found) == 1:
                canonical[item.party.id] = next(iter(found))
