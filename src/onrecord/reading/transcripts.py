"""Speaker turns: who is printed as speaking, and from where to where.

A label is a name before a colon at the start of a line (``MS. OKORO:``, ``**PRESIDENT VALE:**``, ``Ana Roe:``) or a
reporter's ``Q``. Names in capitals are taken at their word; names in ordinary letters must come back, or they
are the colons of ordinary prose.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.model import Span, Turn

MARK = r"(?:\*{1,3}|_{1,3})?"
LETTERS = r"[^\W\d_]"
LABEL = re.compile(
    rf"^[ \t\xa0>]{{0,8}}{MARK}(?P<name>\\?\[?{LETTERS}[^\n:*()]{{0,58}}?(?:[ \xa0]?\([^()\n:]{{1,40}}\))?){MARK}"
    rf"[ \xa0]?:{MARK}(?=[\s*]|$)",
    re.MULTILINE,
)
QUESTION = re.compile(
    rf"^[ \t\xa0>]{{0,8}}{MARK}(?P<name>[QA]){MARK}(?:[.:]{MARK}(?=\s)|[ \t]*\xa0[ \t\xa0]*|[ \t]{{2,}}|\t| (?=\S))",
    re.MULTILINE,
)
WORD = re.compile(rf"{LETTERS}[\w.’'-]*")
CLOSING = re.compile(
    r"(?im)^[ \t]*(?:[*_\\]*(?:end|\(end\))[*_]*\s*(?:\d{1,2}[:.]\d\d\b.{0,30})?|\\?#\s?#?\s?#?|[*\\ ]*\*[* \\]*|-{2,}|_{3,}"
    r"|[*_]*\d{1,2}[:.]\d\d ?[ap]\.?m\.?.{0,20}|#{1,6}\s.{1,200}|\*\*[^*\n]{1,120}\*\*|end of (?:transcript|interview))[ \t]*$"
)
LEAST_TURNS = 4
LEAST_CAPITAL_TURNS = 3


@dataclass(frozen=True, slots=True)
class Label:
    """A possible label: its span, where the words after it begin, and its name in one spelling."""

    span: Span
    after: int
    name: str

    @property
    def capital(self) -> bool:
        """Whether the name is in capitals, a form of address aside (``Mr. KIRBY``)."""
        words = [word for word in WORD.findall(self.name) if len(word) > 1 and not word.endswith(".")]
        return bool(words) and sum(word == word.upper() for word in words) >= max(1, len(words) - 1)

    @property
    def question(self) -> bool:
        """Whether it is a bare ``Q`` or ``A``."""
        return self.name in ("Q", "A")


@lru_cache(maxsize=1)
def words() -> Mapping[str, frozenset[str]]:
    """Return the word lists of the data file: ``never`` labels, ``address`` forms and title ``openings``."""
    data = tomllib.loads(files("onrecord").joinpath("resources/en/transcripts.toml").read_text("utf-8"))
    return {key: frozenset(value) for key, value in data.items()}


def turns_of(text: str, start: int, title: str | None) -> tuple[Turn, ...]:
    """Return the turns printed from offset ``start`` on; empty when the text is no transcript.

    >>> text = "MS. OKORO:  Good day.\\n\\nQ    Will you sign?\\n\\nMS. OKORO:  We will.\\n"
    >>> [(turn.label.of(text), turn.content.of(text)) for turn in turns_of(text, 0, None)]
    [('MS. OKORO', 'Good day.'), ('Q', 'Will you sign?'), ('MS. OKORO', 'We will.')]
    """
    labels = _kept(_candidates(text, start), opening=is_spoken_title(title))
    ends = [label.span.start for label in labels[1:]] + [len(text)]
    pairs = ((label, _content(text, label.after, end)) for label, end in zip(labels, ends, strict=False))
    return tuple(Turn(label.span, content) for label, content in pairs if content.start < content.end)


def is_spoken_title(title: str | None) -> bool:
    """Say whether a title announces a transcript.

    >>> is_spoken_title("Remarks by President Vale on Trade"), is_spoken_title("Vale remarks on trade")
    (True, False)
    """
    return bool(title) and any(
        (title or "").casefold().startswith(opening) for opening in words()["openings"]
    )


def single_turn(text: str, body: int, title: str | None) -> tuple[Turn, ...]:
    """Return one turn over all of the body, for a speech whose title names its only speaker.

    The label is the speaker's name where the text prints it; without that there is no turn.
    """
    name = speaker_in_title(title) if is_spoken_title(title) else None
    if not name:
        return ()
    gap = r"(?:[\s\xa0]|\\_|\\\n\s*\\ )+"
    found = re.search(gap.join(re.escape(word) for word in name.split()), text)
    if not found:
        return ()
    start = body if body >= found.end() else max(body, text.find("\n", found.end()))
    content = _content(text, start, len(text))
    return (Turn(Span(*found.span()), content),) if content.start < content.end else ()


def speaker_in_title(title: str | None) -> str | None:
    """Return the one speaker whom a title names.

    >>> speaker_in_title("Remarks by President Ana Vale on Trade"), speaker_in_title("Remarks by Vale and Roe")
    ('President Ana Vale', None)
    """
    _, by, rest = (title or "").partition(" by ")
    name: list[str] = []
    for word in rest.split() if by else ():
        plain = word.strip(",:;.")
        if name and word[0].islower() and plain not in words()["particles"]:
            if plain == "and":
                return None
            break
        if name and (plain.endswith("ing") or not (plain[:1].isupper() or plain in words()["particles"])):
            break
        name.append(word.rstrip(",:;"))
        if word[-1] in ",:;":
            break
    while name and name[-1][0].islower():
        name.pop()
    return " ".join(name) or None


def _candidates(text: str, start: int) -> list[Label]:
    found = [*LABEL.finditer(text, start), *QUESTION.finditer(text, start)]
    labels = {match.start("name"): _label(match) for match in found}
    return [label for _, label in sorted(labels.items()) if label]


def _label(match: re.Match[str]) -> Label | None:
    name = " ".join(match["name"].strip("\\[] \xa0").split())
    if name.casefold() in words()["never"] or len(name.split()) > 8:
        return None
    printed = match["name"]
    left = len(printed) - len(printed.lstrip("\\[ \xa0"))
    right = len(printed.rstrip("\\] \xa0"))
    return Label(Span(match.start("name") + left, match.start("name") + right), match.end(), name)


def _kept(labels: Sequence[Label], *, opening: bool) -> list[Label]:
    """Return the labels that are speakers, judging them together."""
    capital = [label for label in labels if label.capital and not label.question]
    counts = Counter(label.name for label in labels)
    questions = [label for label in labels if label.question]
    named = [label for label in labels if _name_like(label) and counts[label.name] > 1]
    repeated = [label for label in capital if counts[label.name] > 1]
    if len(repeated) >= LEAST_CAPITAL_TURNS or (capital and (opening or len(questions) > 1)):
        kept = [*capital, *(label for label in questions if label.name == "Q")]
    elif len(named) >= LEAST_TURNS and len({label.name for label in named}) > 1:
        kept = [*named, *(label for label in questions if label.name == "Q"), *capital]
    elif _interview(questions):
        kept = questions
    else:
        return []
    spans = {label.span.start: label for label in kept}
    return [spans[start] for start in sorted(spans)]


def _name_like(label: Label) -> bool:
    parts = label.name.split()
    return len(parts) <= 6 and all(part[0].isupper() or part in words()["particles"] for part in parts)


def _interview(questions: Sequence[Label]) -> bool:
    """Say whether Q and A take turns throughout."""
    names = [label.name for label in questions]
    changes = sum(first != second for first, second in itertools.pairwise(names))
    return len(names) >= LEAST_TURNS and changes >= 0.8 * (len(names) - 1)


def _content(text: str, start: int, end: int) -> Span:
    """Return the words of a turn without blanks, bold marks, and the headings or times that follow them."""
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while True:
        end = start + len(text[start:end].rstrip(" \t\n\xa0>*_\u200b"))
        line = text.rfind("\n", start, end) + 1
        if line <= start or not CLOSING.match(text, line, end):
            return Span(start, max(start, end))
        end = line
