"""Commitments: who pledged what, for whom, how much and by when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from onrecord.attribution.lexicon import pattern, table
from onrecord.attribution.sentences import sentences
from onrecord.model import Span
from onrecord.positions.conditions import conditions
from onrecord.positions.likeness import keywords, likeness
from onrecord.positions.statements import Statement
from onrecord.positions.voices import Speaking, Voices
from onrecord.resolution.expressions import find
from onrecord.when import bounds

State = Literal["open", "kept", "broken", "overtaken"]
SAME = 0.34
"""Likeness of words from which two pledges of one party are one."""
NEARLY = 0.17
"""The same for two that name one sum or number."""
QUOTED = 0.25
"""The same for what a page tells in its own words and then quotes the same person with."""
NEXT = 200
"""Characters behind a pledge within which more may be said of it."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """A pledge. ``what`` is its span in its statement's text; ``statements`` are all reports of it in order.

    ``amount`` and ``deadline`` are as printed, ``by`` is the deadline's last day (EDTF) where it names one.
    ``outcome`` is the id of the statement, or ``document@start`` of the sentence, that settled its state and
    ``because`` says how. ``tellings`` are the telling words of each report of it.
    """

    id: str
    party: str
    person: str
    what: Span
    words: str
    said: str | None
    document: str
    beneficiary: str | None = None
    amount: str | None = None
    deadline: str | None = None
    by: str | None = None
    statements: tuple[str, ...] = ()
    state: State = "open"
    outcome: str | None = None
    because: str = ""
    judged_by: str | None = None
    documents: tuple[str, ...] = ()
    tellings: tuple[frozenset[str], ...] = ()


def commitments(
    statements: Sequence[Statement], voices: Voices, passed_over: frozenset[str] = frozenset()
) -> list[Commitment]:
    """Return the pledges of those who speak for a party, oldest first, each once however often it is told.

    ``passed_over`` holds ids of statements that are a stance on the decision itself (*we will vote for it*):
    without a sum or a day those are no pledges.
    """
    found: list[Commitment] = []
    for statement in statements:
        voice = voices.of(statement)
        if voice and (voice.weight > 0 or (voice.capacity == "former" and voices.in_office(statement))):
            goes_on = any(_goes_on(statement, voice, one) for one in found)
            found += _pledges(statement, voice, voices, statement.id in passed_over, goes_on)
    return together(sorted(found, key=lambda c: (bounds(c.said or "..")[0] is None, c.said or "", c.id)))


def _goes_on(statement: Statement, voice: Speaking, pledge: Commitment) -> bool:
    """Whether a statement says when what its speaker has just pledged will be: “They will stand by ...”."""
    near = 0 <= statement.reach.start - pledge.what.end < NEXT
    same = statement.document == pledge.document and voice.person == pledge.person
    return same and near and bool(_GOES_ON.match(statement.quote))


def _pledges(
    statement: Statement, voice: Speaking, voices: Voices, stance: bool, goes_on: bool
) -> Iterable[Commitment]:
    explicit = bool(_explicit().search(statement.cue_words))
    if not _can_pledge(statement, explicit):
        return
    offers = [c.span.start for c in conditions(statement) if c.marker in table("commitments")["offer"]]
    pieces = [s for span in statement.content for s in sentences(statement.text, span.start, span.end)]
    for piece in pieces:
        words, first = piece.of(statement.text), piece == pieces[0]
        pledged = _tells_pledge(statement, words, voice, voices, explicit) or (goes_on and first)
        if not pledged or any(piece.start <= start < piece.end for start in offers):
            continue
        whole = len(pieces) == 1 or (statement.kind != "direct" and first)
        one = _pledge(
            statement, piece, voice, voices, statement.id if first else f"{statement.id}.{piece.start}"
        )
        given = explicit or statement.act == "promises" or _gives().search(words)
        if one.deadline or (one.amount and given) or (explicit and not stance and whole):
            yield one


def _can_pledge(statement: Statement, explicit: bool) -> bool:
    if statement.act not in ("promises", "says") or _WHETHER.match(statement.quote):
        return False
    return not (_negated(statement) if explicit else _like(_NOBODY).search(statement.cue_words))


def _tells_pledge(statement: Statement, words: str, voice: Speaking, voices: Voices, explicit: bool) -> bool:
    """Whether a sentence says, or its cue, that the speaker or the speaker's party will do something."""
    if statement.act == "promises" or explicit:
        return True
    own = _like(_OWN_FUTURE).search(words)
    if (own and not _like(_UNSURE).search(words[: own.start()])) or _subject_is(words, voice, voices):
        return True
    return statement.kind != "direct" and bool(_like(_THEIR_FUTURE).match(words))


def _pledge(statement: Statement, piece: Span, voice: Speaking, voices: Voices, name: str) -> Commitment:
    words = piece.of(statement.text)
    deadline, by = _deadline(words, statement)
    return Commitment(
        id=name,
        party=voice.party,
        person=voice.person,
        what=piece,
        words=words,
        said=statement.said,
        document=statement.document,
        beneficiary=_beneficiary(words, voice, voices),
        amount=_amount(words, statement),
        deadline=deadline,
        by=by,
        statements=(statement.id,),
        documents=(statement.document,),
        tellings=(frozenset(w for w in keywords(words) if not w[0].isdigit()),),
    )


def _beneficiary(words: str, voice: Speaking, voices: Voices) -> str | None:
    """Return the first other party that a sentence names and is not against, who only takes part last."""
    others = [
        (bool(_like(_BESIDE).search(words[:start])), party)
        for party, start, end in voices.mentions(words)
        if party != voice.party
        and not _like(_AGAINST).search(words[:start])
        and not _like(_NOT_ITSELF).match(words, end)
    ]
    return min(others, key=lambda other: other[0])[1] if others else None


def _subject_is(words: str, voice: Speaking, voices: Voices) -> bool:
    """Whether a sentence says that the speaker's own party will do something: “Valmere will keep ...”.

    Or that it has promised to: “Valmere itself has promised ...”.
    """
    first = next(voices.mentions(words), None)
    if first is None or first[0] != voice.party or _like(_UNSURE).search(words[: first[1]]):
        return False
    promised = _PROMISED_NEXT.match(words, first[2])
    return bool(
        _like(_WILL_NEXT).match(words, first[2]) or (promised and _explicit().match(promised["verb"]))
    )


def _negated(statement: Statement) -> bool:
    before = statement.text[max(0, statement.reach.start - 30) : statement.reach.start]
    before = re.split(r"[.!?”\n]", before)[-1]
    source = " ".join(span.of(statement.text) for span in statement.source)
    return bool(_like(_NOBODY).search(f"{before} {source} {_lead(statement)} {statement.cue_words}"))


def _lead(statement: Statement) -> str:
    """Return what stands between the source and the cue: “stopped short of”."""
    if not statement.cue:
        return ""
    cue = statement.cue[0].start
    start = max((span.end for span in statement.source if span.end <= cue), default=cue)
    return statement.text[max(start, cue - 40) : cue]


def _amount(words: str, statement: Statement) -> str | None:
    days = [one.span for one in find(words, statement.said or statement.published)]
    counts = (m for m in _count().finditer(words) if not any(d.start <= m.start() < d.end for d in days))
    match = _money().search(words) or next(counts, None)
    return " ".join(match.group().split()).rstrip(".,") if match else None


def _deadline(words: str, statement: Statement) -> tuple[str | None, str | None]:
    """Return a deadline as printed and as EDTF (None where it names no day)."""
    said = statement.said if statement.said and not statement.said.startswith("XXXX") else None
    said = (said or statement.published or "").rstrip("~?%").rpartition("/")[2] or None
    for one in find(words, said):
        lead = _before_date().search(words[: one.span.start])
        end = bounds(one.edtf)[1]
        now = bounds(said)[0] if said else None
        if lead and end and (now is None or end >= now):
            return words[lead.start() : one.span.end], end.isoformat() if len(one.edtf) > 7 else one.edtf
    match = _relative().search(words)
    return (match.group(), None) if match else (None, None)


def together(found: Iterable[Commitment]) -> list[Commitment]:
    """Bring tellings of one pledge together: the same party, like words, and no other sum or day."""
    kept: list[Commitment] = []
    for one in found:
        for place, other in enumerate(kept):
            if _same(one, other):
                kept[place] = replace(
                    other,
                    statements=(*other.statements, *(s for s in one.statements if s not in other.statements)),
                    documents=(*other.documents, *one.documents),
                    tellings=(*other.tellings, *one.tellings),
                    amount=other.amount or one.amount,
                    deadline=other.deadline or one.deadline,
                    by=other.by or one.by,
                    beneficiary=other.beneficiary or one.beneficiary,
                )
                break
        else:
            kept.append(one)
    return kept


def _same(one: Commitment, other: Commitment) -> bool:
    if one.party != other.party:
        return False
    if one.document in other.documents and one.person == other.person and _BACK.match(one.words):
        return True
    if (one.by and other.by and one.by != other.by) or _sums_differ(one, other):
        return False
    alike = max(likeness(keywords(one.words), told) for told in (keywords(other.words), *other.tellings))
    if _numbers(one) & _numbers(other) and one.said and other.said and one.said[:7] == other.said[:7]:
        return alike >= NEARLY
    if one.amount and other.amount and one.amount.casefold() == other.amount.casefold():
        return alike >= NEARLY
    if one.person == other.person and one.document in other.documents and _quoted(one) != _quoted(other):
        return alike >= QUOTED
    return alike >= SAME


def _quoted(pledge: Commitment) -> bool:
    return bool(_MARK.search(pledge.words))


def _sums_differ(one: Commitment, other: Commitment) -> bool:
    """Whether both name a sum in figures, and not the same: 4 million is not 4 billion."""
    first, last = (frozenset(_FIGURE.findall((pledge.amount or "").lower())) for pledge in (one, other))
    return bool(first and last and first != last)


def _numbers(one: Commitment) -> frozenset[str]:
    found = re.findall(rf"(?i)(?<![\w-]){_number()}(?![\w-])", one.words)
    return frozenset(n.casefold() for n in found) - {"one", "half", "two"} - _numbers_of_day(one)


def _numbers_of_day(one: Commitment) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", one.deadline or "") + re.findall(r"\d+", one.by or ""))


_MARK = re.compile('[“”"«»]')
_FIGURE = re.compile(r"(\d[\d.,]*)\s?([mbt])?")
"""A figure and how its unit begins: m, mn and million are alike, whatever the currency."""
_BACK = re.compile(r"^\W*(?:They|It|Those|These|All)\b")
_GOES_ON = re.compile(r"^\W*(?:They|It|Those|These|All)\b(?:\s\w+){0,3}\s(?:will|shall)\b")
_UNMEANT = r"(?!\s*(?:%unmeant%)\b)"
"""What behind “will” is nothing that anybody pledges."""
_NO_DEED = rf"(?!be\b(?! \w+ing\b)){_UNMEANT}"
"""That, and what somebody will be: “will be ready”, not “will be sending”."""
_OWN_FUTURE = (
    r"\b(?:(?:I|[Ww]e)(?:['’]ll\b| will\b| shall\b| are going to\b| intend to\b)"
    rf"|(?:[Mm]y|[Oo]ur) (?:own )?(?:%own_bodies%)(?: will\b| shall\b| is going to\b)){_UNMEANT}"
)
_UNSURE = r"(?i)(?:(?:\b(?:%unsure%)\b|n['’]t\b)[^.,;:–—]*|\b(?:what|how|when|why|where)\s+)$"
"""What stands before a future that its speaker does not vouch for: “I don't think that we will ...”."""
_BESIDE = r"(?i)\b(?:%beside%)\W+(?:the\s+)?$"
_WILL_NEXT = (
    r"['’]?s?\s+(?:government\s+|ministry\s+)?(?:will|shall|would|is going to|are going to)\s+"
    rf"{_NO_DEED}"
)
_THEIR_FUTURE = (
    r"(?i)\W*(?:that\s+)?(?:(?:his|her|its|their)\s+(?:own\s+)?(?:%own_bodies%)|we)\s+"
    rf"(?:will|would|shall)\s+{_NO_DEED}"
)
_PROMISED_NEXT = re.compile(r"\s+(?:itself\s+)?(?:(?:has|have)\s+)?(?:also\s+|already\s+)?(?P<verb>\w+)")
_NOBODY = r"(?i)(?:\b(?:%nobody%)|n[’']t)\b"
_WHETHER = re.compile(r"(?i)\W*(?:whether|if)\b")
_AGAINST = r"(?i)\b(?:%against%)\W+(?:the\s+)?$"
_NOT_ITSELF = r"(?i)\s?(?:%not_itself%)"
"""What follows a party's name that stands for something else of it: its money (US$, US dollars), its war."""


def _like(shape: str) -> re.Pattern[str]:
    return pattern(shape, "commitments", "around_pledge")


@cache
def _explicit() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, table('commitments')['explicit']))})\b")


@cache
def _money() -> re.Pattern[str]:
    lists = table("commitments")
    number = _number()
    symbols = "".join(map(re.escape, lists["symbols"]))
    units = "|".join(lists["money"])
    short = r"(?:[\s-]?(?:bn|mn|tn|[kmb])\b)?"
    return re.compile(
        rf"(?i)(?:(?:(?<![A-Za-z])(?-i:US|AU|NZ|CA|HK|[AC]))?[{symbols}]\s?{number}{short}"
        rf"|{number}(?:\s?(?:bn|mn|tn)|(?<=\d)[kmb])?\s+(?:\w+\s+)?(?:{units})\b)"
    )


@cache
def _gives() -> re.Pattern[str]:
    """A sum of money that somebody will give: “will provide an additional $53 million”."""
    return _like(
        r"(?i)(?:['’]ll|\b(?:will|shall|going to|intend to))\s+(?:be\s+)?(?:\w+ly\s+)?(?:%giving%)\s"
        rf"[^.,;:!?]{{0,60}}?{_money().pattern.removeprefix('(?i)')}"
    )


@cache
def _count() -> re.Pattern[str]:
    number = rf"(?<![\w-])(?<!the )(?<!these )(?<!those ){_number()}"
    no_count = r"(?!\s+(?:of|years?|months?|weeks?|days?|hours?|times?|percent)\b)"
    return re.compile(rf"(?i){number}{no_count}\s+(?:[\w-]+\s+){{0,3}}?[a-z-]{{3,}}s\b")


@cache
def _number() -> str:
    word = "|".join(table("commitments")["numbers"])
    return rf"(?:\d(?:[\d.,]*\d)?|{word})(?:[ -](?:{word}))*"


@cache
def _before_date() -> re.Pattern[str]:
    leads = sorted(table("commitments")["deadline"], key=len, reverse=True)
    return re.compile(
        rf"(?i)\b(?:{'|'.join(map(re.escape, leads))})(?:\s+the)?(?:\s+[\w-]+\s+of(?:\s+the)?)?"
        r"(?:\s+(?:early|mid|late)\b)?[\s-]*$"
    )


def _relative() -> re.Pattern[str]:
    return pattern(r"(?i)\b(?:%relative%)", "commitments")
