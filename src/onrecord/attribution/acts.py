"""What a source does: says, denies, asks ... told from the cue and the form of the content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from onrecord.attribution.lexicon import table
from onrecord.model import Act, Attribution, Spans

_WORD = re.compile(r"n['’]t\b|[^\W\d_]+(?:-[^\W\d_]+)*?(?=n['’]t\b)|['’]?[^\W\d_]+(?:-[^\W\d_]+)*")
_PROMISE = re.compile(
    r"\b(?:I|we)(?:['’]ll| will| do)?(?: \w+)? (?:promise|pledge|vow|guarantee|swear)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Rule:
    """An ``act`` for cues that hold one of ``phrases`` or ``words``, all in base forms.

    ``triggers`` are the words and the first words of the phrases.
    """

    act: Act
    phrases: tuple[tuple[str, ...], ...]
    words: frozenset[str]
    begins: frozenset[str]
    holds: frozenset[str]
    unless: frozenset[str]
    triggers: frozenset[str]

    def triggered(self, together: frozenset[str]) -> bool:
        """Say whether the cue may hold a phrase or word of the rule, and nothing that forbids it."""
        return not self.triggers.isdisjoint(together) and self.unless.isdisjoint(together)

    def fits(self, content: list[str]) -> bool:
        """Say whether what the rule asks of the content holds."""
        return (not self.begins or (bool(content) and content[0] in self.begins)) and (
            not self.holds or not self.holds.isdisjoint(content)
        )


def with_act(text: str, attribution: Attribution) -> Attribution:
    """Return the attribution with its act."""
    return replace(
        attribution, act=act_of(text, attribution.cue, attribution.content, attribution.kind == "direct")
    )


def act_of(text: str, cue: Spans, content: Spans, direct: bool = False) -> Act:
    """Return the act of an attribution from its cue and content; *says* where nothing tells otherwise.

    >>> from onrecord.model import Span
    >>> act_of("Mara Vell refused to resign.", (Span(10, 17),), (Span(18, 27),))
    'decides'
    """
    forms = [_bases(word) for word in _words(text, cue)]
    together = frozenset().union(*forms)
    fitting = [rule for rule in _rules() if rule.triggered(together)]
    if any(rule.begins or rule.holds for rule in fitting):
        words = list(_words(text, content))
        fitting = [rule for rule in fitting if rule.fits(words)]
    for rule in fitting:
        if any(_stands_in(phrase, forms) for phrase in rule.phrases):
            return rule.act
    for bases in forms:
        for rule in fitting:
            if rule.words & bases:
                return rule.act
    return _act_of_form(text, content, direct)


def _act_of_form(text: str, content: Spans, direct: bool) -> Act:
    """What a plain "said" does: its quotation may be a question or a promise in so many words."""
    quote = " ".join(span.of(text) for span in content)
    if direct and quote.rstrip("\"'”’ ,").endswith("?"):
        return "asks"
    return "promises" if direct and _PROMISE.search(quote) else "says"


def _words(text: str, spans: Spans) -> Iterator[str]:
    for start, end in spans:
        for word in _WORD.finditer(text, start, end):
            yield word.group().lower().replace("’", "'")


def _stands_in(phrase: tuple[str, ...], forms: list[frozenset[str]]) -> bool:
    last = len(forms) - len(phrase)
    return any(all(word in forms[i + k] for k, word in enumerate(phrase)) for i in range(last + 1))


@lru_cache(maxsize=10_000)
def _bases(word: str) -> frozenset[str]:
    """Return every base form that a word may be an inflection of, itself included."""
    found = {word, table("acts")["irregular"].get(word, word)}
    if word.endswith("ies") or word.endswith("ied"):
        found.add(word[:-3] + "y")
    for ending in ("s", "es", "d", "ed", "ing"):
        if word.endswith(ending) and len(word) - len(ending) > 1:
            stem = word[: -len(ending)]
            found |= {stem, stem + "e"} if ending == "ing" else {stem}
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return frozenset(found)


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(map(_rule, table("acts")["rules"]))


def _rule(row: dict[str, Any]) -> Rule:
    phrases = tuple(tuple(phrase.split()) for phrase in row.get("phrases", ()))
    words, begins, holds, unless = (
        frozenset(row.get(name, "").split()) for name in ("words", "begins", "holds", "unless")
    )
    triggers = words | {phrase[0] for phrase in phrases}
    return Rule(row["act"], phrases, words, begins, holds, unless, triggers)
