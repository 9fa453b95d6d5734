"""Ascriptions: what a report says that a party of the dossier, other than the speaker's, holds or did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_Mention = tuple[str, str | None, int, int]
"""A party, its voice if it is one, and where a sentence names it."""
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
    mentions = voices.mentions_and_voices(words)
    for place, (party, voice, start, _) in enumerate(mentions):
        lean = None if _NOT_MEANT.search(words[:start]) else _lean_told(words, mentions, place)
        if lean:
            yield party, voice, lean


def _lean_told(words: str, mentions: Sequence[_Mention], place: int) -> Lean | None:
    """Return what a sentence tells of a party at its mention; None where the party is not the subject."""
    party, _, start, end = mentions[place]
    before, following = words[:start], mentions[place + 1][2] if place + 1 < len(mentions) else len(words)
    aside = _ASIDE.match(words[end : end + _REACH])
    begin = end + (aside.end() if aside else 0)
    after = words[begin : end + _REACH]
    stop = _BREAK.search(after)
    ahead = _own_clause(words, begin, after[: stop.start()] if stop else after, party, mentions)
    joined = following < len(words) and bool(_JOINING.fullmatch(words[end:following]))
    lean, told = _told(ahead)
    subject = bool(lean and _subject_like(before, ahead, lean))
    from_it, by_it = _FROM.search(before), _BY.search(before)
    if from_it and not (subject and not joined and before.endswith(", ")):
        return (not _LITTLE.search(before[: from_it.start()]) and lean_of(from_it.group())) or "neither"
    if by_it and (passive := lean_of(by_it["verb"])):
        return _turned(passive) if _NEGATES.search(before[: by_it.start("verb")]) else passive
    if not lean or not (subject or joined):
        return None
    asked = words.rstrip('”"’ ').endswith("?") and _ASKS.search(before)
    if asked or _SUPPOSED.search(before):
        return "neither"
    return _turned(lean) if _NOR.search(before) and lean != "neither" else told


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
    first: tuple[int, Lean, re.Match[str]] | None = None
    for view in LEANS[:2]:
        match = _acts(view).search(ahead)
        if match and (first is None or match.start() < first[0]):
            first = match.start(), view, match
    if first is None:
        other = lean_of(ahead)
        return other, other
    start, lean, match = first
    behind = ahead[match.end() :]
    if lean == "for" and (more := _TO_DO.match(behind)) and _acts("against").match(behind, more.end()):
        lean = "against"
    lead = ahead[:start]
    negated = _NEGATES.search(lead)
    undone = _UNDOES.search(f"{lead}|") or (_UNDOING.fullmatch(match.group()) and _UNDONE.match(behind))
    if lean == "against" and undone and _acts("against").search(ahead, match.start()):
        kept = _NEGATES.search(lead[: undone.start()] if undone.re is _UNDOES else lead) or _REFUSES.search(
            lead
        )
        return lean, "against" if kept else "neither"
    if negated:
        return lean, "neither" if _SAYING.search(negated.group()) or _NOT_YET.search(lead) else _turned(lean)
    if _HEDGED.search(lead):
        return lean, "neither"
    return lean, lean


def _subject_like(before: str, ahead: str, lean: Lean) -> bool:
    """Whether a mention can be the subject: no preposition before it, and no noun that it only qualifies."""
    before = re.sub(r"\bthe\s*$", "", before)
    lead = before.rstrip().rsplit(None, 1)[-1].lower().strip("“\"',(") if before.strip() else ""
    if lead == "of" and _HEAD_OF.search(before):
        return True
    verb = _VERB_SOON.match(ahead) or _acts(lean).match(ahead.strip())
    return lead not in table("ascriptions")["prepositions"] and bool(verb)


_NOT_MEANT = re.compile(
    r"(?i)(?:\b(?:unlike|not|rather than|instead of|except(?: for)?|let alone|as opposed to|apart from)"
    r"|(?<!to )\bbut not)"
    r"\s+(?:the\s+)?$"
)
"""What stands before a party of which something is told not to be so: “Tolm, unlike Orsk, ...”."""
_ASIDE = re.compile(
    r"(?i)\s*(?:\((?:[^()]{2,60})\)|,\s+(?:\w+ed by|unlike|like|along with|together with|as well as|alongside"
    r"|which|whose|who|where|not|however|meanwhile|too|for its part|in turn|despite|rather than)"
    r"\b[^,.;:()]{0,60},)(?=\s)"
)
"""Words between a subject and its verb: “Tolm, unlike Orsk, opposes ...”."""
_BY = re.compile(
    r"(?i)\b(?P<verb>\w+ed)(?:\s+\w+ly)?\s+by\s+(?:both\s+)?(?:the\s+)?"
    r"(?:(?-i:[A-ZÀ-Þ])[\w.-]*(?:,|\s+and|\s+or)\s+(?:the\s+)?)*$"
)
_FINITE = re.compile(r"(?:['’]s\s+\w+)?\s+(?!to\b)(?:\w+ly\s+)?\w+")
_NEGATES = re.compile(
    r"(?i)(?:\b(?:not(?! (?:only|just|merely|simply)\b)|never|cannot|no longer|neither|hardly|nothing)"
    r"|n['’]t)\b(?:\s+(?!and\b|or\b|but\b)[\w’'-]+){0,3}\s*$"
)
_HEDGED = re.compile(
    r"(?i)\b(?:may|might|could|yet to|unlikely to|fail(?:s|ed)? to|(?:stop(?:s"
    r"|ped)? )?short of)(?:\s+\w+){0,2}\s*$"
)
_SAYING = re.compile(
    r"(?i)\b(?:sa(?:y|id|ying)|comment|decided?|told|tell|that|whether|if|announced?|yet|know)\b"
)
_NOT_YET = re.compile(r"(?i)\b(?:has|have|had)(?:\s+not|n['’]t)\b(?!.*\b(?:not|never|n['’]t)\b)")
_UNDOING = re.compile(r"(?i)drop\w*|give up|den(?:y|ied)")
_GAP = (
    r"(?:\s+(?:that|it|he|she|they|had|has|have|was|were|been|ever|its|his|her|their|the|any|all|own"
    r"|earlier|previous"
    r"|initial|last|remaining|long-?standing|threat(?:s|ened)?|to|of|main|formal))*\s*"
)
_UNDOES = re.compile(
    r"(?i)\b(?:drop\w*|lift\w*|withdr[ae]w\w*|g[ai]v(?:e|en|ing) up|end(?:s|ed|ing)|abandon\w*|stop(?:s"
    r"|ped)|ceas(?:es|ed)"
    rf"|overc[ao]me|waiv(?:es|ed)|remov(?:es|ed)|den(?:y|ies|ied|ying)){_GAP}\|"
)
"""What takes back a refusal told right behind it: “dropped its opposition”."""
_UNDONE = re.compile(rf"(?i){_GAP}\b(?:oppos|resist|block|delay|reject|veto|object|stall)")
_REFUSES = re.compile(r"(?i)\b(?:refus\w+|reluctan\w+|declin\w+)\s+to\b")
_TO_DO = re.compile(r"(?i)\s+(?:to\s+|an?\s+|the\s+)?")
_LITTLE = re.compile(r"(?i)\b(?:lack of|no|without|little|absence of|loss of)\s+(?:\w+\s+)?$")
_SUPPOSED = re.compile(r"(?i)\b(?:if|whether|unless|until|once|should|lest)\s+(?:the\s+)?$")
_ASKS = re.compile(r"(?i)\b(?:does|do|did|will|would|has|have|is|are|can|could|why|when)\s+(?:the\s+)?$")
_NOR = re.compile(r"(?i)\bneither\s+(?:the\s+)?(?:[\w.-]+\s+nor\s+(?:the\s+)?)?$")
_HEAD_OF = re.compile(
    r"(?i)\b(?:chief|head|leaders?|president|minister|ministry|government|members?|chair)\s+of(?:\s+the)?\s*$"
)


_VERB_SOON = re.compile(
    r"(?i)(?:['’]s)?(?:\s+\w+){0,3}?(?:\s+and\s+(?:the\s+)?\w+)?\s*,?\s*"
    r"(?:(?:ha[sd]|have|is|are|was|were|will|would|had been|do|does|did|ca|could|may|might|must|should"
    r"|shall|wo)(?:n['’]t)?"
    r"|can(?:not|['’]t)?|\w+(?:ed|s|ing|ly)|to)\b"
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
