"""What became of pledges: kept, broken or overtaken, by a later report or by a judgement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from onrecord.attribution.lexicon import pattern, table
from onrecord.attribution.sentences import sentences
from onrecord.model import Span, Spans
from onrecord.positions.commitments import Commitment, State
from onrecord.positions.dossier import Dossier
from onrecord.positions.likeness import keywords, likeness
from onrecord.positions.stance import UNDO
from onrecord.positions.voices import Voices
from onrecord.resolution.expressions import find
from onrecord.when import bounds

ALIKE = 0.36
"""Likeness of words from which a sentence is about a pledge."""
_BACK = re.compile(r"(?i)^\W*(?:that|this|the|those|these|it|they|all)\b")
_PART = r"(?i)\b(?:%part%)\b"
_DENIED = r"(?i)(?:\b(?:%denied%)|n['’]t)\b"
"""What makes a deed told one that is wished, planned or denied."""
_AHEAD = r"(?i)\b(?:%ahead%)\b[^,.;]*\b(?:is|are)\s+(?:\w+ly\s+)?$"
"""What makes it one still to come: “when they are delivered”."""
_NOT_BROKEN = r"(?i)(?:\b(?:%not_broken%)|n['’]t)\b[^,;:]{0,40}$"
"""What makes a failure one that is feared or denied: “had not failed to”."""
_BEGUN = r"(?i)\b(?P<what>%works%)\b[^.;,]*?\b(?:began|begun|started)\b"
_UNDONE = re.compile(r"(?i)\b(?:failed to|ha(?:s|ve) yet to)\s+(?:\w+ly\s+)?(?P<verb>\w+)")
_NOT_YET = r"(?i)\b(?:%not_yet%)\b"
"""What is no failure before the day that was promised."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document as a place where the outcome of a pledge may be told."""

    id: str
    text: str
    published: str | None
    set_aside: Spans = ()

    @property
    def day(self) -> date | None:
        """The last day on which it may have been published."""
        return bounds(self.published)[1] if self.published else None


@dataclass(frozen=True, slots=True)
class _Telling:
    document: Text
    span: Span
    words: frozenset[str]
    state: State
    day: date | None


def with_outcomes(
    found: Sequence[Commitment], texts: Iterable[Text], dossier: Dossier, as_of: date | None = None
) -> list[Commitment]:
    """Return the pledges with their states.

    A sentence of a later document that is about a pledge and says that it was done keeps it, or breaks it
    if that was after the day promised; one that says that it failed breaks it. A pledge made in the first
    person is overtaken when its maker leaves office before it falls due.
    """
    tellings: dict[str, list[_Telling]] = defaultdict(list)
    every = list(texts)
    last = as_of or max((text.day for text in every if text.day), default=None)
    for text in every:
        if as_of is None or (text.day and text.day <= as_of):
            for telling in _tellings(text):
                for word in telling.words:
                    tellings[word].append(telling)
    voices = Voices(dossier)
    return [_settled(one, tellings, dossier, voices, last) for one in found]


def _tellings(text: Text) -> Iterable[_Telling]:
    aside = list(text.set_aside)
    before = ""
    for span in sentences(text.text):
        if any(2 * (min(s.end, span.end) - max(s.start, span.start)) > span.end - span.start for s in aside):
            continue  # most of it; a dateline is only its head
        words = span.of(text.text)
        state = _state_told(words)
        if state:
            context = f"{before} {words}" if _BACK.match(words) else words
            yield _Telling(text, span, keywords(context), state, _day_of(words, text))
        before = words


def _state_told(words: str) -> State | None:
    if words.rstrip("”\"’') ").endswith("?"):
        return None
    failed: tuple[State, State] = ("broken", "overtaken")
    for state in failed:
        told = _any_of(state).search(words)
        if told and not _like(_NOT_BROKEN).search(words[: told.start()]):
            return state
    done = _any_of("kept").search(words) or _any_of("happened").search(words)
    if (
        done
        and not _like(_PART).search(words)
        and not _like(_DENIED).search(words, max(0, done.start() - 60), done.start())
        and not _like(_AHEAD).search(words[: done.start()])
    ):
        return "kept"
    return None


def _day_of(words: str, text: Text) -> date | None:
    """Return the first day that a sentence names, of those that its page can tell of: the page's own day is
    not that of the deed."""
    days = [bounds(one.past)[1] for one in find(words, text.published) if not one.past.startswith("XXXX")]
    return min((day for day in days if day and (text.day is None or day <= text.day)), default=None)


def _settled(
    one: Commitment,
    tellings: Mapping[str, list[_Telling]],
    dossier: Dossier,
    voices: Voices,
    last: date | None,
) -> Commitment:
    about = frozenset(word for words in one.tellings for word in words)
    said = bounds(one.said)[1] if one.said and not one.said.startswith("XXXX") else None
    seen: dict[tuple[str, Span], _Telling] = {}
    for word in about:
        for telling in tellings.get(word, ()):
            seen[telling.document.id, telling.span] = telling
    near = [
        telling
        for telling in seen.values()
        if _later(telling.document, said, one) and _closeness(one, telling) >= ALIKE
        if not _of_another(one, telling, voices) and _settles(one, telling, about)
    ]
    near.sort(key=lambda t: (t.document.day or date.max, t.document.id, t.span))
    gone = _left_office(one, dossier, last)
    if near:
        best = max(near, key=lambda t: (_closeness(one, t), t.state != "kept", -t.span.start))
        return _told(one, best)
    if gone:
        return replace(one, state="overtaken", because=gone)
    return one


def _settles(one: Commitment, telling: _Telling, about: frozenset[str]) -> bool:
    """Whether a sentence tells an end: not that work on it began, nor that another thing failed, nor, before
    the day promised, that it is not yet done."""
    words = telling.span.of(telling.document.text)
    if telling.state == "kept":
        begun = _like(_BEGUN).search(words)
        return not begun or bool(keywords(f"{begun['what']} begin begun start") & about)
    if telling.state != "broken":
        return True
    undone = _UNDONE.search(words)
    if (
        undone
        and undone["verb"].lower() not in table("commitments")["outcome"]["doing"]
        and not keywords(undone["verb"]) & about
    ):
        return False
    due = bounds(one.by)[1] if one.by else None
    early = due is not None and telling.document.day is not None and telling.document.day <= due
    return not (early and _like(_NOT_YET).search(words))


def _of_another(one: Commitment, telling: _Telling, voices: Voices) -> bool:
    """Whether a sentence names a party that neither pledged nor was promised anything, and not the one that
    pledged."""
    named = set(voices.named_in(telling.span.of(telling.document.text)))
    return bool(named - {one.party, one.beneficiary}) and one.party not in named


def _told(one: Commitment, telling: _Telling) -> Commitment:
    due = bounds(one.by)[1] if one.by else None
    state = telling.state
    because = " ".join(telling.span.of(telling.document.text).split())
    if state == "kept" and due and telling.day and telling.day > due:
        state = "broken"
        because = f"{because} (on {telling.day}, after {due})"
    return replace(one, state=state, outcome=f"{telling.document.id}@{telling.span.start}", because=because)


def _left_office(one: Commitment, dossier: Dossier, last: date | None) -> str | None:
    """Say that the maker of a personal pledge left, before it was due, the office in which it was made.

    ``last`` is the last day of which anything is known.
    """
    if not re.search(r"\b(?:I|I['’]ll|my)\b", one.words):
        return None
    due, said = (bounds(day)[end] if day else None for end, day in enumerate((one.by, one.said)))
    for voice in (v for party in dossier.parties if party.name == one.party for v in party.voices):
        since, until = (
            bounds(day)[end] if day else None for end, day in enumerate((voice.since, voice.until))
        )
        if voice.name != one.person or until is None or (due and due <= until):
            continue
        in_office = said is None or (said <= until and (since is None or since <= said))
        if in_office and (last is None or until <= last):
            return f"{voice.name} left the office of {voice.office} on {voice.until}"
    return None


def _later(document: Text, said: date | None, one: Commitment) -> bool:
    """Whether a document came out after a pledge: pages of the same days tell of the pledge itself."""
    if said is None or document.day is None:
        return document.id not in one.documents
    return document.day - said > timedelta(days=3)


def _closeness(one: Commitment, telling: _Telling) -> float:
    """Return how much a sentence is about a pledge: as much as about the closest of its tellings."""
    alike = [(likeness(w, telling.words), len(w & telling.words)) for w in one.tellings]
    return max((share for share, words in alike if words >= 3), default=0.0)


def _like(shape: str) -> re.Pattern[str]:
    return pattern(shape, "commitments", "around_outcome")


@cache
def _any_of(name: str) -> re.Pattern[str]:
    listed = sorted(table("commitments")["outcome"][name], key=len, reverse=True)
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, listed))})\b")


def judged(found: Iterable[Commitment], judgements: Iterable[Mapping[str, object]]) -> list[Commitment]:
    """Return the pledges with the states that people judged; *none* drops one, *undo* the judgement.

    A judgement has ``subject`` (the id of a commitment, or of a statement that tells of it and of no other)
    and ``value`` with ``state`` and, if known, ``outcome`` (a statement's id).
    """
    latest = {str(row["subject"]): (place, row) for place, row in enumerate(judgements)}
    pledges, kept = list(found), []
    ids = {one.id for one in pledges}
    for one in pledges:
        names = (one.id, *(i for i in one.statements if i not in ids))
        own = [latest[i] for i in names if i in latest]
        row = max(own, key=lambda pair: pair[0])[1] if own else None
        value = row["value"] if row else {}
        assert isinstance(value, Mapping)
        if row is None or value["state"] == UNDO:
            kept.append(one)
        elif value["state"] != "none":
            shown = one.outcome if value["state"] == one.state else None
            outcome = str(value["outcome"]) if value.get("outcome") else shown
            note = str(row.get("note") or "judged")
            kept.append(
                replace(
                    one, state=value["state"], outcome=outcome, because=note, judged_by=str(row["author"])
                )
            )
    return kept
