"""Report versus denial: somebody says something of a party, and the party says that it is not so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from onrecord.attribution.lexicon import pattern, table
from onrecord.attribution.sentences import sentences
from onrecord.positions.ascriptions import Ascription, ascriptions
from onrecord.positions.counts import Count
from onrecord.positions.likeness import keywords, likeness
from onrecord.positions.statements import Statement, latest_days
from onrecord.positions.voices import Voices

NEAR = 900
"""Characters before a denial in which a charge is looked for that the denial only points at."""
BEFORE, AFTER = timedelta(days=60), timedelta(days=3)
ALIKE, SAME_CHARGE = 0.3, 0.5
CONTEXT, ECHO = 300, 3
"""A denial answers a charge of which it repeats half the words, ``ECHO`` at least, verbs and times among them
(*was told of it last week*), if it, or the ``CONTEXT`` characters before it, speak of the same thing."""


_NEGATED = re.compile(r"(?i)(?:\b(?:not|never|neither|nor)|n['’]t)\b")
_NEGATES_NEXT = re.compile(
    rf"{_NEGATED.pattern}\s+(?:\w+\s+)?$"
    r"|\b(?:(?:declin|refus|fail)\w*\s+to|no longer|stop(?:s|ped) short of|short of)\s+(?:\w+\s+or\s+)?$"
)
_UNDENIED = re.compile(
    r"(?i)(?:(?:\b(?:not|never|hardly)|n['’]t)\s+(?:(?:a|an|so|all|entirely|simply|just)\s+)?"
    r"|\b(?:if|whether|unless|hopes?|hoping)\b[^.,;]*|(?:\bcannot|n['’]t|\bnot)\s+(?:say|tell"
    r"|claim)\b[^.,;]*)$"
)
"""What stands before words that deny and takes the denying away: “not false”, “if it is not true”."""
_OWN_VERB = re.compile(r"(?i)(?:has |have |had )?(?:claim|report|charge)s?")


@dataclass(frozen=True, slots=True)
class Denial:
    """A report about a party, and that party's denial of it. All are ids of statements, oldest first.

    ``charges`` say it, ``denials`` deny it, ``stands`` stand by it afterwards; ``reported_by`` and
    ``denied_by`` name who. ``state`` is *settled* where one side admitted or withdrew it.
    """

    party: str
    charges: tuple[str, ...]
    denials: tuple[str, ...]
    stands: tuple[str, ...]
    reported_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    state: Literal["open", "settled"]
    why: str


@dataclass(frozen=True, slots=True)
class _Denying:
    """What one speaker denies in one document: the statements, their telling words, what they point at.

    ``said`` are all words but the hollow ones, ``before`` the telling words of what stands right before.
    """

    party: str
    statements: tuple[Statement, ...]
    words: frozenset[str]
    pointing: bool
    nouns: frozenset[str]
    said: frozenset[str]
    before: frozenset[str]

    @property
    def first(self) -> Statement:
        """The earliest of the statements in the text."""
        return self.statements[0]


def denials(statements: Sequence[Statement], voices: Voices) -> list[Denial]:
    """Pair what is reported about parties with their denials, one entry for each charge and party.

    A denial answers a charge in the same document when it speaks of the same thing, or only points at it
    (*those reports*) nearby; and charges in other documents, up to 60 days before, that say the same.
    """
    by_id = {statement.id: statement for statement in statements}
    denying = _denying(statements, voices)
    refuting = {s.id for d in denying for s in d.statements}
    latest = latest_days(statements)
    charged: dict[str, list[Ascription]] = defaultdict(list)
    for statement in statements:
        if statement.id not in refuting:
            for one in ascriptions(statement, voices):
                charged[one.party].append(one)
    groups: list[_Group] = []
    for denial in denying:
        here = _answered_here(denial, charged[denial.party], by_id)
        timely = [a for a in charged[denial.party] if _in_time(by_id[a.statement], denial.first, latest)]
        there = _answered_elsewhere(denial, here, timely, by_id)
        if here or there:
            _add(groups, _Group(denial.party, {a.statement for a in (*here, *there)}, [denial]))
    for denial in denying:
        _join(groups, denial)
    return [_made(group, by_id, voices) for group in groups]


def is_denial(statement: Statement) -> bool:
    """Whether a statement denies something: by its act, its cue, or its own words."""
    if _undenied(statement):
        return False
    cue = bool(_any_of("cues").search(statement.cue_words))
    if statement.act == "denies" or (cue and _any_of("charges").search(statement.quote)):
        return True
    return any(_denying_words(span.of(statement.text)[:400]) for span in statement.content)


def _denying_words(words: str) -> bool:
    return any(not _UNDENIED.search(words[: match.start()]) for match in _any_of("denying").finditer(words))


def _undenied(statement: Statement) -> bool:
    """Whether the denying itself is denied: *did not deny that*."""
    start = statement.cue[0].start if statement.cue else 0
    lead = statement.text[max(0, start - 24) : start]
    return bool(_NEGATED.search(statement.cue_words) or _NEGATES_NEXT.search(lead))


def denies_truth(statement: Statement) -> bool:
    """Whether a statement passes on, in other words than its speaker's, what that speaker says is not so."""
    words = statement.cue_words
    if _undenied(statement):
        return False
    refutes = bool(_any_of("refutes").search(words))
    turned = bool(_any_of("cues").search(words)) and bool(
        _any_of("charges").search(f"{words} {statement.quote[:60]}")
    )
    return statement.kind == "indirect" and (refutes or turned)


def answers(outer: Statement, inner: Statement) -> bool:
    """Whether the words of ``inner``, inside those of ``outer``, are a report or claim that is only answered.

    All that is told behind a denying cue is; in somebody's own words, only the sentence that denies: “Those
    reports are wrong. The president has said that …” stands by the president's words.
    """
    if outer.kind != "direct" or takes_up(outer):
        return takes_up(outer) or is_denial(outer)
    told = (s for span in outer.content for s in sentences(outer.text, span.start, span.end))
    return any(s.start <= inner.reach.start < s.end and _denying_words(s.of(outer.text)) for s in told)


def takes_up(statement: Statement) -> bool:
    """Whether the cue only names what others claim: *addressed assertions that*, *asked about reports*.

    A cue that is the speaker's own verb (*claims*) does not, nor does an attitude (*opposition*).
    """
    if statement.act == "believes" or (statement.source and _OWN_VERB.fullmatch(statement.cue_words)):
        return False
    return bool(_any_of("charges").search(statement.cue_words))


def _denying(statements: Iterable[Statement], voices: Voices) -> list[_Denying]:
    grouped: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        voice = voices.of(statement)
        if voice is not None and voice.weight > 0 and is_denial(statement):
            grouped[voice.party, statement.document, statement.speaker or ""].append(statement)
    made = []
    for (party, _, _), own in grouped.items():
        own.sort(key=lambda s: s.reach)
        text = " ".join(s.quote[:600] for s in own)
        nouns = frozenset(n for m in _SUCH.finditer(text) for n in keywords(m.group(1)))
        words = keywords(text) - voices.name_words
        pointing = bool(_any_of("pointing").search(text))
        start = own[0].reach.start
        before = keywords(own[0].text[max(0, start - CONTEXT) : start]) - voices.name_words
        made.append(_Denying(party, tuple(own), words, pointing, nouns, _whole_words(text), before))
    return made


_SUCH = re.compile(r"(?i)\b(?:no |any )?such (?:an? )?(\w+)")


def _answered_here(
    denial: _Denying, charges: Iterable[Ascription], by_id: Mapping[str, Statement]
) -> list[Ascription]:
    """Return the charges in the denial's own document that it answers."""
    here = [one for one in charges if by_id[one.statement].document == denial.first.document]
    same = [
        one
        for one in here
        if likeness(one.words, denial.words) >= ALIKE and len(one.words & denial.words) >= 2
    ]
    if same or not denial.pointing:
        return same
    named = [one for one in here if denial.nouns & one.words]
    if named or (denial.nouns and not denial.nouns & _general()):
        return named
    near = [one for one in here if _distance(denial, by_id[one.statement]) <= NEAR and one.lean != "for"]
    before = [one for one in near if by_id[one.statement].reach.start < denial.statements[-1].reach.start]
    return before or near


def _distance(denial: _Denying, charge: Statement) -> int:
    return min(
        max(s.reach.start - charge.reach.end, charge.reach.start - s.reach.end, 0) for s in denial.statements
    )


def _answered_elsewhere(
    denial: _Denying,
    here: Sequence[Ascription],
    charges: Iterable[Ascription],
    by_id: Mapping[str, Statement],
) -> list[Ascription]:
    """Return of the charges those in other documents that say what the denial, or one beside it, says."""
    voices = {one.voice for one in here if one.voice}
    found = []
    for one in charges:
        statement = by_id[one.statement]
        if statement.document == denial.first.document:
            continue
        if voices and one.voice and one.voice not in voices:
            continue
        shared = len(one.words & denial.words)
        told = set(_tellers(statement))
        alike = likeness(one.words, denial.words) >= SAME_CHARGE and shared >= 2
        if (
            alike
            or _echoes(denial, one, statement)
            or any(_same(one, k) or _retold(one, k, told, by_id) for k in here)
        ):
            found.append(one)
    return found


def _echoes(denial: _Denying, one: Ascription, charge: Statement) -> bool:
    """Whether a denial repeats a charge that it need not name: “nobody told him of it last week”."""
    own = _whole_words(one.span.of(charge.text))
    echo = len(denial.said & own)
    return bool((denial.words | denial.before) & one.words) and echo >= max(ECHO, len(own) / 2)


def _whole_words(text: str) -> frozenset[str]:
    """Return the words of a text as they stand, but names and hollow ones."""
    return frozenset(_PLAIN.findall(text)) - _listed("hollow")


_PLAIN = re.compile(r"\b[^\W\d_A-ZÀ-Þ][^\W\d_]{3,}")


def _same(one: Ascription, other: Ascription) -> bool:
    """Whether two charges are one: of the same two parties with the same lean, or in like words."""
    if len(one.parties & other.parties) >= 2 and one.lean == other.lean != "neither":
        return True
    return likeness(one.words, other.words) >= SAME_CHARGE and len(one.words & other.words) >= 3


def _retold(one: Ascription, here: Ascription, told: set[str], by_id: Mapping[str, Statement]) -> bool:
    """Whether two charges come from the same teller and speak of the same thing."""
    return len(one.words & here.words) >= 2 and bool(told & set(_tellers(by_id[here.statement])))


def _in_time(charge: Statement, denial: Statement, latest: Mapping[str, date]) -> bool:
    """Whether a charge can be what is denied, as far as dates tell; ``latest`` by document."""
    told, denied = (one.day or latest.get(one.document) for one in (charge, denial))
    return told is None or denied is None or denied - BEFORE <= told <= denied + AFTER


@dataclass(slots=True)
class _Group:
    party: str
    charges: set[str]
    denials: list[_Denying]


def _add(groups: list[_Group], new: _Group) -> None:
    """Put a denial with the groups that share a charge with it."""
    for group in [g for g in groups if g.party == new.party and g.charges & new.charges]:
        new.charges |= group.charges
        new.denials += group.denials
        groups.remove(group)
    groups.append(new)


def _join(groups: list[_Group], denial: _Denying) -> None:
    """Join a denial that found no charge of its own with the group that it belongs to.

    That is one of its own document when it speaks of a report, or one in the same words within a week.
    """
    if any(denial in group.denials for group in groups):
        return
    for group in groups:
        if group.party != denial.party:
            continue
        together = any(d.first.document == denial.first.document for d in group.denials)
        speaks = any(_any_of("charges").search(s.quote[:300]) for s in denial.statements)
        if (together and (speaks or denial.pointing)) or any(_alike(d, denial) for d in group.denials):
            group.denials.append(denial)
            return


def _alike(one: _Denying, other: _Denying) -> bool:
    days = one.first.day, other.first.day
    near = None in days or abs((days[0] - days[1]).days) <= 7  # type: ignore[operator]
    return near and likeness(one.words, other.words) >= 0.6 and len(one.words & other.words) >= 2


def _made(group: _Group, by_id: Mapping[str, Statement], voices: Voices) -> Denial:
    charges, against = group.charges, {s.id for d in group.denials for s in d.statements}

    def ordered(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(ids, key=lambda i: (str(by_id[i].day or "9999"), by_id[i].path, by_id[i].reach)))

    documents = {by_id[i].document for i in charges | against}
    beside = [s for s in by_id.values() if s.document in documents and s.id not in charges | against]
    stands = [s.id for s in beside if _any_of("stands_by").search(s.reach.of(s.text)[:300])]
    told = [*beside, *(by_id[i] for i in charges)]
    settled = any(_settles(s, group, by_id, voices) for s in told)
    reporters = dict.fromkeys(name for i in ordered(charges) for name in _tellers(by_id[i]))
    deniers = dict.fromkeys(by_id[i].speaker or "?" for i in ordered(against))
    why = f"reported in {Count.of(by_id[i] for i in charges)}; denied by {', '.join(deniers)}"
    return Denial(
        group.party,
        ordered(charges),
        ordered(against),
        ordered(stands),
        tuple(reporters),
        tuple(deniers),
        "settled" if settled else "open",
        why,
    )


def _settles(statement: Statement, group: _Group, by_id: Mapping[str, Statement], voices: Voices) -> bool:
    """Whether those who reported it withdraw it, or the party admits it, in words like the report's."""
    withdraws, admits = (bool(_any_of(x).search(statement.cue_words)) for x in ("withdraws", "admits"))
    if _undenied(statement) or not (withdraws or admits):
        return False
    charges, voice = [by_id[i] for i in group.charges], voices.of(statement)
    reporters = {name for one in charges for name in (*_tellers(one), one.outlet) if name}
    if not (withdraws and statement.speaker in reporters) and (voice is None or voice.party != group.party):
        return False
    own = keywords(statement.quote[:400])
    return any(likeness(own, keywords(one.quote[:400])) >= 0.6 and len(own) >= 4 for one in charges)


def _tellers(statement: Statement) -> list[str]:
    return [*([statement.speaker] if statement.speaker else []), *statement.via]


def _any_of(name: str) -> re.Pattern[str]:
    whole = name in ("cues", "refutes", "charges", "admits", "withdraws", "stands_by")
    return pattern(rf"(?i)\b(?:%{name}%)\b" if whole else rf"(?i)(?:%{name}%)", "disputes")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("disputes")[name])


@cache
def _general() -> frozenset[str]:
    """Nouns that may point at any charge: *no such thing*."""
    return frozenset({"thing", "kind", "sort"})
