"""Ascriptions: what a report says that a party of the dossier, other than the speaker's, holds or did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from onrecord.attribution.lexicon import table
from onrecord.attribution.sentences import sentences
from onrecord.model import Span
from onrecord.positions.likeness import keywords
from onrecord.positions.statements import Statement
from onrecord.positions.voices import Voices

Lean = Literal["for", "against", "neither"]
LEANS: tuple[Lean, ...] = ("against", "for", "neither")
_REACH = 120
"""How far after its subject, in characters, the word may stand that tells what the party did."""
_BREAK = re.compile(r"[.;:!?]|\b(?:which|who|whom|after|because|although|since)\b")
_JOINING = re.compile(r"(?:\s*,\s*|\s+and\s+|\s+or\s+|\s*,\s*and\s+|\s+)(?:the\s+)?$")
_FROM = re.compile(
    r"(?i)\b(?:pushback|resistance|opposition|objections?|pressure|reluctance|hesitation|support|backing|doubts?)[^.;,]{0,40}?\b(?:from|by|in)\s+(?:the\s+)?"
    r"(?:(?-i:[A-ZÀ-Þ])[\w.-]*(?:,|\s+and|\s+or)\s+(?:the\s+)?)*$"
)


@dataclass(frozen=True, slots=True)
class Ascription:
    """A statement in which somebody tells what ``party`` (or its ``voice``) holds or did.

    ``span`` is the sentence in the document's text, ``lean`` what its verb alone tells, ``words`` its telling
    words without names, ``parties`` all that the statement says it of.
    """

    statement: str
    party: str
    voice: str | None
    span: Span
    lean: Lean
    words: frozenset[str]
    parties: frozenset[str] = frozenset()


def ascriptions(statement: Statement, voices: Voices) -> list[Ascription]:
    """Return what a statement ascribes to parties other than the speaker's own, in text order."""
    speaking = voices.of(statement)
    own = speaking.party if speaking and speaking.weight > 0 else None
    found: dict[str, Ascription] = {}
    for span in _sentences(statement):
        for party, voice, lean in _subjects(statement.text, span, voices):
            if party != own and party not in found:
                words = keywords(span.of(statement.text)) - voices.name_words
                found[party] = Ascription(statement.id, party, voice, span, lean, words)
    if not found and _ANAPHOR.search(statement.quote[:60]):
        context = Span(max(0, statement.reach.start - 400), statement.reach.start)
        told = lean_of(statement.quote)
        for party in voices.named_in(context.of(statement.text)):
            if told and party != own:
                words = keywords(statement.quote[:600]) - voices.name_words
                found[party] = Ascription(statement.id, party, None, statement.reach, told, words)
    parties = frozenset(found)
    return [replace(one, parties=parties) for one in found.values()]


_ANAPHOR = re.compile(
    r"(?i)^\W*(?:that\s+)?(?:the (?:two|three|four) "
    r"(?:governments|countries|capitals|members|allies|states)|both)\b"
)


def _sentences(statement: Statement) -> Iterator[Span]:
    for span in statement.content:
        yield from sentences(statement.text, span.start, span.end)


def _subjects(text: str, sentence: Span, voices: Voices) -> Iterator[tuple[str, str | None, Lean]]:
    """Yield the parties that a sentence makes the subject of an act or a view."""
    words = sentence.of(text)
    mentions = sorted(voices.mentions_and_voices(words), key=lambda m: m[2])
    for place, (party, voice, start, end) in enumerate(mentions):
        after = words[end : end + _REACH]
        stop = _BREAK.search(after)
        ahead = after[: stop.start()] if stop else after
        following = next((m[2] for m in mentions[place + 1 :]), len(words))
        joined = bool(_JOINING.fullmatch(words[end:following])) if following < len(words) else False
        lean = lean_of(ahead)
        if _FROM.search(words[:start]):
            yield party, voice, lean_of(words[max(0, start - 60) : start]) or "neither"
        elif lean and (_subject_like(words[:start], ahead, lean) or joined):
            yield party, voice, lean


def _subject_like(before: str, ahead: str, lean: Lean) -> bool:
    """Whether a mention can be the subject: no preposition before it, and no noun that it only qualifies."""
    before = re.sub(r"\bthe\s*$", "", before)
    lead = before.rstrip().rsplit(None, 1)[-1].lower().strip("“\"',(") if before.strip() else ""
    if lead == "of" and _HEAD_OF.search(before):
        return True
    verb = _VERB_SOON.match(ahead) or _acts(lean).match(ahead.strip())
    return lead not in table("ascriptions")["prepositions"] and bool(verb)


_HEAD_OF = re.compile(
    r"(?i)\b(?:chief|head|leaders?|president|minister|ministry|government|members?|chair)\s+of(?:\s+the)?\s*$"
)


_VERB_SOON = re.compile(
    r"(?i)(?:['’]s)?(?:\s+\w+){0,3}?(?:\s+and\s+(?:the\s+)?\w+)?\s*,?\s*"
    r"(?:ha[sd]|have|is|are|was|were|will|would|had been|\w+(?:ed|s|ing|ly)|to)\b"
)


def lean_of(words: str) -> Lean | None:
    """Return what the verbs of a sentence tell of a view or an act: the first kind of which it has one."""
    return next((lean for lean in LEANS if _acts(lean).search(words)), None)


def before_lean(words: str) -> str:
    """Return the words that stand before the verb which tells a view or an act, where its subject is.

    >>> before_lean("that the two towns were blocking the road")
    'that the two towns were '
    """
    lean = lean_of(words)
    match = _acts(lean).search(words) if lean else None
    return words[: match.start()] if match else words


@cache
def _acts(lean: Lean) -> re.Pattern[str]:
    listed = table("disputes")["acts"]["other" if lean == "neither" else lean]
    return re.compile(rf"(?i)\b(?:{'|'.join(listed)})\b")
