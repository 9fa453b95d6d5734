"""Ascriptions: what a report says that a party of the dossier, other than the speaker's, holds or did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.attribution.lexicon import pattern, table
from onrecord.attribution.sentences import sentences
from onrecord.model import Span
from onrecord.positions.likeness import keywords
from onrecord.positions.statements import Statement
from onrecord.positions.voices import Voices

Lean = Literal["for", "against", "neither"]
LEANS: tuple[Lean, ...] = ("against", "for", "neither")
_Mention = tuple[str, str | None, int, int]
"""A party, its voice if it is one, and where a sentence names it."""
_REACH = 120
"""How far after its subject, in characters, the word may stand that tells what the party did."""
_NAMES = r"(?:(?-i:[A-ZÀ-Þ])[\w.-]*(?:,|\s+and|\s+or)\s+(?:the\s+)?)*$"
"""What may stand between a preposition and the last of the parties behind it."""
_BREAK = r"[.;:!?]|\b(?:%begins_clause%)\b"
_JOINING = re.compile(r"(?:\s*,\s*|\s+and\s+|\s+or\s+|\s*,\s*and\s+|\s+)(?:the\s+)?$")
_FROM = rf"(?i)\b(?:%attitudes%)[^.;,]{{0,40}}?\b(?:from|by|in)\s+(?:the\s+)?{_NAMES}"


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
    if not found and _like(_ANAPHOR).search(statement.quote[:60]):
        context = Span(max(0, statement.reach.start - 400), statement.reach.start)
        told = lean_of(statement.quote)
        for party in voices.named_in(context.of(statement.text)):
            if told and party != own:
                words = keywords(statement.quote[:600]) - voices.name_words
                found[party] = Ascription(statement.id, party, None, statement.reach, told, words)
    parties = frozenset(found)
    return [replace(one, parties=parties) for one in found.values()]


_ANAPHOR = r"(?i)^\W*(?:that\s+)?(?:%together%)\b"


def _sentences(statement: Statement) -> Iterator[Span]:
    for span in statement.content:
        yield from sentences(statement.text, span.start, span.end)


def _subjects(text: str, sentence: Span, voices: Voices) -> Iterator[tuple[str, str | None, Lean]]:
    """Yield the parties that a sentence makes the subject of an act or a view."""
    words = sentence.of(text)
    mentions = voices.mentions_and_voices(words)
    for place, (party, voice, start, _) in enumerate(mentions):
        lean = None if _like(_NOT_MEANT).search(words[:start]) else _lean_told(words, mentions, place)
        if lean:
            yield party, voice, lean


def _lean_told(words: str, mentions: Sequence[_Mention], place: int) -> Lean | None:
    """Return what a sentence tells of a party at its mention; None where the party is not the subject."""
    before, joined = words[: mentions[place][2]], _joined(words, mentions, place)
    ahead = _predicate(words, mentions, place)
    lean, told = _told(ahead)
    subject = bool(lean and _subject_like(before, ahead, lean))
    alone = subject and not joined and before.endswith(", ")
    if other := (None if alone else _held_by(before)) or _done_by(before):
        return other
    if not lean or not (subject or joined):
        return None
    asked = words.rstrip('”"’ ').endswith("?") and _like(_ASKS).search(before)
    if asked or _like(_SUPPOSED).search(before):
        return "neither"
    return _turned(lean) if _NOR.search(before) and lean != "neither" else told


def _joined(words: str, mentions: Sequence[_Mention], place: int) -> bool:
    """Whether nothing but “and”, “or” or a comma stands between a mention and the next one."""
    if place + 1 == len(mentions):
        return False
    return bool(_JOINING.fullmatch(words[mentions[place][3] : mentions[place + 1][2]]))


def _held_by(before: str) -> Lean | None:
    """Return what is told of the party behind “resistance from”; None where no such words stand there."""
    held = _like(_FROM).search(before)
    if held is None:
        return None
    return (not _like(_LITTLE).search(before[: held.start()]) and lean_of(held.group())) or "neither"


def _done_by(before: str) -> Lean | None:
    """Return what is told of the party behind “blocked by”; None where no such words stand there."""
    done = _BY.search(before)
    lean = lean_of(done["verb"]) if done else None
    if done and lean and _like(_NEGATES).search(before[: done.start("verb")]):
        return _turned(lean)
    return lean


def _predicate(words: str, mentions: Sequence[_Mention], place: int) -> str:
    """Return what follows a mention in its own clause, without an aside right behind it."""
    party, _, _, end = mentions[place]
    aside = _like(_ASIDE).match(words[end : end + _REACH])
    begin = end + (aside.end() if aside else 0)
    after = words[begin : end + _REACH]
    stop = _like(_BREAK).search(after)
    return _own_clause(words, begin, after[: stop.start()] if stop else after, party, mentions)


def _own_clause(words: str, begin: int, ahead: str, party: str, mentions: Sequence[_Mention]) -> str:
    """Return what follows a mention up to where another party is the subject: “Tolm said that Orsk ...”."""
    for other, _, start, end in mentions:
        if begin <= start < begin + len(ahead) and other != party:
            apart = words[begin:start]
            lead = re.sub(r"\bthe\s*$", "", apart).split()
            last = lead[-1].lower().strip(",") if lead else ""
            joins = last in ("", "and", "or", "nor")
            if last in table("ascriptions")["prepositions"] or (joins and not (last and lean_of(apart))):
                continue
            if _FINITE.match(words, end) and (lean_of(words[end : end + 40])):
                return apart
    return ahead


def _turned(lean: Lean) -> Lean:
    """Return what a denied verb tells: who does not support is against, who does not oppose is neither."""
    return "against" if lean == "for" else "neither"


def _told(ahead: str) -> tuple[Lean | None, Lean | None]:
    """Return what the first verb of a view tells by itself, and what it tells with the words around it."""
    found = [(verb, lean) for lean in LEANS[:2] if (verb := _acts(lean).search(ahead))]
    if not found:
        other = lean_of(ahead)
        return other, other
    verb, lean = min(found, key=lambda pair: pair[0].start())
    behind = ahead[verb.end() :]
    if lean == "for" and (more := _TO_DO.match(behind)) and _acts("against").match(behind, more.end()):
        lean = "against"
    return lean, _in_context(lean, ahead[: verb.start()], verb.group(), behind)


def _in_context(lean: Lean, lead: str, verb: str, behind: str) -> Lean:
    """Return what is left of a verb's lean where the words around it deny it, take it back or hedge it."""
    undone = _undone(lead, verb, behind) if lean == "against" else None
    if undone is not None:
        kept = _like(_NEGATES).search(lead[:undone]) or _like(_REFUSES).search(lead)
        return "against" if kept else "neither"
    if negated := _like(_NEGATES).search(lead):
        left_open = _like(_SAYING).search(negated.group()) or _NOT_YET.search(lead)
        return "neither" if left_open else _turned(lean)
    return "neither" if _like(_HEDGED).search(lead) else lean


def _undone(lead: str, verb: str, behind: str) -> int | None:
    """Return where in the words before a refusal it begins to be taken back, None where it is not."""
    if before := _like(_UNDOES).search(f"{lead}|"):
        return before.start()
    return len(lead) if _like(_UNDOING).fullmatch(verb) and _like(_UNDONE).match(behind) else None


def _subject_like(before: str, ahead: str, lean: Lean) -> bool:
    """Whether a mention can be the subject: no preposition before it, and no noun that it only qualifies."""
    before = re.sub(r"\bthe\s*$", "", before)
    lead = before.rstrip().rsplit(None, 1)[-1].lower().strip("“\"',(") if before.strip() else ""
    if lead == "of" and _like(_HEAD_OF).search(before):
        return True
    verb = _like(_VERB_SOON).match(ahead) or _acts(lean).match(ahead.strip())
    return lead not in table("ascriptions")["prepositions"] and bool(verb)


_NOT_MEANT = r"(?i)(?:\b(?:%sets_apart%)|(?<!to )\bbut not)\s+(?:the\s+)?$"
"""What stands before a party of which something is told not to be so: “Tolm, unlike Orsk, ...”."""
_ASIDE = r"(?i)\s*(?:\((?:[^()]{2,60})\)|,\s+(?:%begins_aside%)\b[^,.;:()]{0,60},)(?=\s)"
"""Words between a subject and its verb: “Tolm, unlike Orsk, opposes ...”."""
_BY = re.compile(rf"(?i)\b(?P<verb>\w+ed)(?:\s+\w+ly)?\s+by\s+(?:both\s+)?(?:the\s+)?{_NAMES}")
_FINITE = re.compile(r"(?:['’]s\s+\w+)?\s+(?!to\b)(?:\w+ly\s+)?\w+")
_NEGATES = r"(?i)(?:\b(?:%negates%)|n['’]t)\b(?:\s+(?!and\b|or\b|but\b)[\w’'-]+){0,3}\s*$"
_HEDGED = r"(?i)\b(?:%hedges%)(?:\s+\w+){0,2}\s*$"
_SAYING = r"(?i)\b(?:%saying%)\b"
_NOT_YET = re.compile(r"(?i)\b(?:has|have|had)(?:\s+not|n['’]t)\b(?!.*\b(?:not|never|n['’]t)\b)")
_UNDOING = r"(?i)%undoing%"
_GAP = r"(?:\s+(?:%between%))*\s*"
_UNDOES = rf"(?i)\b(?:%undoes%){_GAP}\|"
"""What takes back a refusal told right behind it: “dropped its opposition”."""
_UNDONE = rf"(?i){_GAP}\b(?:%refusals%)"
_REFUSES = r"(?i)\b(?:%refuses%)\s+to\b"
_TO_DO = re.compile(r"(?i)\s+(?:to\s+|an?\s+|the\s+)?")
_LITTLE = r"(?i)\b(?:%little%)\s+(?:\w+\s+)?$"
_SUPPOSED = r"(?i)\b(?:%supposes%)\s+(?:the\s+)?$"
_ASKS = r"(?i)\b(?:%asks%)\s+(?:the\s+)?$"
_NOR = re.compile(r"(?i)\bneither\s+(?:the\s+)?(?:[\w.-]+\s+nor\s+(?:the\s+)?)?$")
_HEAD_OF = r"(?i)\b(?:%heads%)\s+of(?:\s+the)?\s*$"
_VERB_SOON = (
    r"(?i)(?:['’]s)?(?:\s+\w+){0,3}?(?:\s+and\s+(?:the\s+)?\w+)?\s*,?\s*"
    r"(?:(?:%auxiliaries%)(?:n['’]t)?|can(?:not|['’]t)?|\w+(?:ed|s|ing|ly)|to)\b"
)


def _like(shape: str) -> re.Pattern[str]:
    return pattern(shape, "ascriptions", "words")


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


def _acts(lean: Lean) -> re.Pattern[str]:
    listed = "other" if lean == "neither" else lean
    return pattern(rf"(?i)\b(?:%{listed}%)\b", "disputes", "acts")
