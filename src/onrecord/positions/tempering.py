"""What of the network's verdicts stands: it reads a sentence, what stands before it, and one proposition.

Seven things that it gets wrong are put right here. Which of a dossier's propositions is meant, where names
set them apart: words about one union say nothing on joining another. Or where their words do: who says
nothing of an invitation takes no side on it. That an outlet that reports, and somebody who takes up what
others claim, thereby holds nothing; nor does a party to whom only a claim ascribes it. That what somebody did
not say, or has not yet considered, is no stance of theirs. That who denies their own resistance is for, and
who denies that of others takes no side; that who refuses a partial offer, or certain terms, does not refuse
the whole. And that a yes *without waiting* for something does not depend on it. Nor is the network asked
about words of a text that has little in common with a proposition (:func:`touching`).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from onrecord.attribution.lexicon import pattern
from onrecord.positions.ascriptions import before_lean, lean_of
from onrecord.positions.denials import answers, denies_truth, is_denial, takes_up
from onrecord.positions.dossier import Dossier
from onrecord.positions.likeness import keywords
from onrecord.positions.relevance import holds, overlap
from onrecord.positions.stance import CLEAR, Side, Stance
from onrecord.positions.statements import Statement
from onrecord.resolution.lexicon import body_nouns, form_key, known

OWN = 0.1
"""How much of what sets a proposition apart a side on it must meet, where another is met better. On real
passages (dev part) a quarter of the sides named below it are right, of those above it more than half."""
BEFORE = 400
"""Characters before a statement that may say what it is about."""
NAMED_MET, MET = 0.4, 0.7
"""The part of a proposition's telling words that a text must have whose statements may be about it, where it
has one of its names (or there are none), and where it has not. Of real passages that take a side (dev part),
3 in 100 are let go. Asking for a name or a word near by as well, 1 in 10 were, and no more of the sides named
were right."""
SHORT = 1500
"""Characters of a text from which on it must have that many; of a shorter one as many as in proportion."""
Forms = dict[str, re.Pattern[str] | None]
"""By a proposition's id, a pattern for its names; None where it has none."""
_NAME = re.compile(r"[A-ZÀ-ÞŠŽČĆĐ][\w’'.-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-ZÀ-ÞŠŽČĆĐ][\w’'.-]*)*")
_BARE = re.compile(r"^(?:The|A|An)\s+|['’]s?$|\.$")
_NOT_SO = re.compile(r"(?i)(?:\b(?:no|not|never|nor|hardly)\b|n['’]t\b)[^.;:,!?]{0,40}$")
_WHETHER = re.compile(r"(?i)^\W*(?:whether|if)\b")


def tempered(
    found: Iterable[Stance], statements: Mapping[str, Statement], dossier: Dossier
) -> Iterator[Stance]:
    """Yield the stances that stand; one that its reporting words take back becomes *unclear*."""
    means, worded = meant(dossier), wording(dossier)
    texts = {one.id: one.text for one in dossier.propositions}
    for stance in found:
        statement = statements.get(stance.statement)
        if statement is None or not means(statement, stance.proposition):
            continue
        denied = _denies(statement, stance)
        if stance.stance in CLEAR and (
            unsaid(statement)
            or _only_tells(statement, statements)
            or _asks_whether(statement)
            or (denied and not _of_itself(statement))
            or (stance.stance == "against" and _refuses_less(statement, texts[stance.proposition]))
            or not worded(statement, stance.proposition, stance.stance)
        ):
            yield replace(stance, stance="unclear", condition=())
        elif denied:
            yield replace(stance, stance="for" if stance.stance == "against" else "against")
        elif stance.stance == "conditional" and not stance.condition and _waits_for_nothing(statement):
            yield replace(stance, stance="for")
        else:
            yield stance


def unsaid(statement: Statement) -> bool:
    """Whether it is told as not said, by the reporting words or at the head of the words themselves.

    That is “declined to say”, or “Tolm has never proposed it”.

    >>> from onrecord.model import Span
    >>> text = "Tolm has never proposed closing the port."
    >>> unsaid(Statement("s", "d", "p", text, (Span(23, 40),), (Span(0, 4),), (Span(5, 22),)))
    True
    """
    if _never_moved().match(statement.quote):
        return True
    if not statement.cue:
        return False
    start = max([span.end for span in statement.source if span.end <= statement.cue[0].start], default=0)
    lead = statement.text[max(start, statement.cue[0].start - 24) : statement.cue[0].start]
    return bool(_not_said().search(f"{lead} {statement.cue_words}"))


def _only_tells(statement: Statement, statements: Mapping[str, Statement]) -> bool:
    """Whether the words are told, or taken up, and not held."""
    outer = statements.get(statement.parent or "")
    charged = outer is not None and answers(outer, statement)
    reporting = statement.speaker_kind == "outlet" and statement.act == "says"
    return charged or reporting or (takes_up(statement) and not is_denial(statement))


def _asks_whether(statement: Statement) -> bool:
    return statement.act == "asks" and bool(_WHETHER.match(statement.quote))


def _waits_for_nothing(statement: Statement) -> bool:
    match = _unconditional().search(statement.quote)
    return bool(match and not _NOT_SO.search(statement.quote[: match.start()]))


def _denies(statement: Statement, stance: Stance) -> bool:
    """Whether a stance is that of the words denied, not of the denial."""
    return denies_truth(statement) and lean_of(statement.quote) == stance.stance


def _of_itself(statement: Statement) -> bool:
    """Whether who denies something denies it of their own side: nobody else is named before its verb."""
    own = {_full(name) for name in (statement.speaker, statement.affiliation) if name}
    return own >= {_full(name) for name in _named(before_lean(statement.quote))}


def _refuses_less(statement: Statement, proposition: str) -> bool:
    """Whether the words refuse a part of something, and the proposition is not on a part."""
    less, lesser = _less()
    return bool(less.search(statement.reach.of(statement.text))) and not lesser.search(proposition)


def touching(dossier: Dossier) -> Callable[[Statement, str], bool]:
    """Return a test whether a statement may be about a proposition (its id), by names and words of its text.

    There is a name of the proposition in it or in what it follows, or its whole text has enough of the
    proposition's telling words.
    """
    forms = _forms_of(dossier)
    named, met = _named_near(forms), _met(dossier, forms)
    return lambda statement, proposition: named(statement, proposition) or met(statement.text, proposition)


def bearing(dossier: Dossier) -> Callable[[Statement], bool]:
    """Return a test whether a statement bears on any of a dossier's propositions without being judged.

    There is a name of the proposition, or a telling word in a text that has enough of them, in it or in what
    it follows.
    """
    forms = _forms_of(dossier)
    named, met = _named_near(forms), _met(dossier, forms)
    words = {one.id: keywords(one.text) for one in dossier.propositions}

    def test(statement: Statement) -> bool:
        reach = statement.reach
        near = keywords(statement.text[max(0, reach.start - BEFORE) : reach.end])
        return any(
            named(statement, id) or (bool(near & wanted) and met(statement.text, id))
            for id, wanted in words.items()
        )

    return test


def _named_near(forms: Forms) -> Callable[[Statement, str], bool]:
    """Return a test whether a name of a proposition is in a statement or in what it follows."""
    last = last_place()

    def test(statement: Statement, proposition: str) -> bool:
        reach, pattern = statement.reach, forms[proposition]
        return pattern is not None and reach.start - last(statement.text, pattern, reach.end) <= BEFORE

    return test


def _met(dossier: Dossier, forms: Forms) -> Callable[[str, str], bool]:
    """Return a test whether a text has enough of a proposition's telling words."""
    words = {one.id: keywords(one.text) for one in dossier.propositions}
    keywords_of = cache(keywords)

    @cache
    def test(text: str, proposition: str) -> bool:
        wanted, pattern = words[proposition], forms[proposition]
        named = pattern is None or pattern.search(text) is not None
        least = (NAMED_MET if named else MET) * len(wanted) * min(1, len(text) / SHORT)
        return len(keywords_of(text) & wanted) >= max(1, least)

    return test


def _forms_of(dossier: Dossier) -> Forms:
    """Return for each proposition (its id) a pattern for its names, None where it has none."""
    names = {one.id: _names(one.text, dossier) for one in dossier.propositions}
    every = frozenset().union(*names.values())
    return {id: _forms(own, every, dossier) if own else None for id, own in names.items()}


def wording(dossier: Dossier) -> Callable[[Statement, str, Side], bool]:
    """Return a test whether a statement can take a side on a proposition (its id) rather than on one beside
    it, by words.

    It cannot where it meets nothing of what sets this one apart, and clearly more of another one: if this one
    is the other with more to it, or if the side is *against*. For who wants the narrower wants the plain one,
    too, on the same conditions; who refuses it may yet want the plain one.
    """
    texts = {one.id: one.text for one in dossier.propositions}

    def test(statement: Statement, proposition: str, side: Side) -> bool:
        own, others = texts[proposition], [text for name, text in texts.items() if name != proposition]
        said = statement.reach.of(statement.text)
        if not others or overlap(said, own, others) >= OWN:
            return True
        plainer = [other for other in others if side == "against" or holds(own, other)]
        return overlap(said, own) + OWN >= max((overlap(said, other) for other in plainer), default=0)

    return test


def meant(dossier: Dossier) -> Callable[[Statement, str], bool]:
    """Return a test whether a statement can mean a proposition (its id) rather than its rivals in a dossier.

    Two propositions are rivals where each names somebody whom the other does not. A statement that names only
    the rival's means the rival. One that names neither's may mean either; but where only the names set two
    propositions apart (membership of one union, or of another), it means whichever was named last before it.
    """
    names = {one.id: _names(one.text, dossier) for one in dossier.propositions}
    texts = {one.id: one.text for one in dossier.propositions}
    every = frozenset().union(*names.values())
    apart = {
        (own, other): (names[own] - names[other], names[other] - names[own])
        for own in names
        for other in names
        if names[own] - names[other] and names[other] - names[own]
    }
    only = [sets for pair, sets in apart.items() if _alike(texts[pair[0]], texts[pair[1]])]
    rivals: dict[str, list[tuple[re.Pattern[str], re.Pattern[str], bool]]] = {}
    for (own, _), (mine, theirs) in apart.items():
        before = [(a, b, True) for a, b in only if a <= mine and b <= theirs]
        rivals.setdefault(own, []).extend(
            (_forms(a, every, dossier), _forms(b, every, dossier), told)
            for a, b, told in [(mine, theirs, False), *before]
        )
    last = last_place()

    def test(statement: Statement, proposition: str) -> bool:
        text, reach = statement.text, statement.reach
        for mine, theirs, before in rivals.get(proposition, ()):
            own, other = last(text, mine, reach.end), last(text, theirs, reach.end)
            if own < reach.start and (other > own if before else other >= reach.start):
                return False
        return True

    return test


def _alike(one: str, other: str) -> bool:
    """Whether two propositions say the same, but for names."""
    first, second = (keywords(text) - keywords(" ".join(_named(text))) for text in (one, other))
    return bool(first) and first == second


def last_place() -> Callable[[str, re.Pattern[str], int], float]:
    """Return a search for the last place before ``end`` where a pattern begins in a text, minus infinity if
    nowhere; every text is searched once for every pattern."""

    @cache
    def places(text: str, pattern: re.Pattern[str]) -> list[int]:
        return [match.start() for match in pattern.finditer(text)]

    def last(text: str, pattern: re.Pattern[str], end: int) -> float:
        found = places(text, pattern)
        before = bisect_left(found, end)
        return found[before - 1] if before else -math.inf

    return last


def _names(text: str, dossier: Dossier) -> frozenset[str]:
    """Return the names in a proposition, each by the fullest form known."""
    parties = {form: party.name for party in dossier.parties for form in (party.name, *party.also)}
    return frozenset(parties.get(name) or _full(name) for name in _named(text, parties))


def _named(text: str, also: Container[str] = ()) -> Iterator[str]:
    """Yield the names in a text; the capital at its start makes none, unless it is known or in ``also``."""
    for match in _NAME.finditer(text):
        name = _BARE.sub("", match.group())
        if name and (match.start() or " " in name or name in also or form_key(name) in known()):
            yield name


def _full(name: str) -> str:
    """Return a name by the fullest form known."""
    entry = known().get(form_key(name))
    return entry.name if entry else name


def _forms(wanted: frozenset[str], every: frozenset[str], dossier: Dossier) -> re.Pattern[str]:
    """Return a pattern for names in all the forms known: adjectives, and nouns that fit no other name."""
    forms = set(wanted) | {form for form, entry in known().items() if entry.name in wanted}
    forms |= {form for party in dossier.parties if party.name in wanted for form in party.also}
    forms |= {
        noun
        for noun, bodies in body_nouns().items()
        if len(own := every & set(bodies)) == 1 and own <= wanted
    }
    return _any_of(tuple(sorted(forms, key=lambda form: (-len(form), form))))


@cache
def _any_of(forms: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for forms in any case, but short capitals only as they are, or with full stops."""
    every = [*forms, *(f"{'.'.join(form)}." for form in forms if _short(form))]
    any_case, exact = (
        "|".join(r"\s+".join(map(re.escape, form.split())) for form in every if _short(form) == short)
        for short in (False, True)
    )
    kinds = [part for part in (any_case and f"(?i:{any_case})", exact) if part]
    return re.compile(rf"\b(?:{'|'.join(kinds)})(?!\w)")


def _short(form: str) -> bool:
    return form.isupper() and len(form) <= 3


def _not_said() -> re.Pattern[str]:
    negation = r"(?:\b(?:not|never|neither|nor|nobody|no one|nothing)\b|n['’]t\b)"
    shape = rf"(?i){negation}(?:\s+\w+){{0,3}}?\s+(?:%verbs%)\b|\b(?:%refusals%)"
    return pattern(shape, "ascriptions", "unsaid")


def _never_moved() -> re.Pattern[str]:
    verb = r"(?:ha[sd]|have|did|is|are|was|were)(?:n['’]t|\s+not|\s+never)(?:\s+(?:yet|ever|even))?"
    shape = rf"(?i)\W*(?:that\s+)?(?:(?!would\b)[\w’'.-]+\s+){{1,4}}?{verb}\s+(?:%moves%)\b"
    return pattern(shape, "ascriptions", "unsaid")


def _unconditional() -> re.Pattern[str]:
    return pattern(r"(?i)\b(?:%condition_dropped%)", "disputes")


def _less() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for the refusal of less than the whole, and for a proposition on a part."""
    refusal = r"(?i)\b(?:%refuses%)\b(?:[^.;,]{0,40}?\b(?:%words%)|[^.;]{0,12}?\b(?:%terms%))\b"
    part = r"(?i)\b(?:only|%words%|%terms%)\b"
    return pattern(refusal, "ascriptions", "lesser"), pattern(part, "ascriptions", "lesser")
