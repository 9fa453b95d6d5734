"""Speaker turns: who is printed as speaking, and from where to where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span, Turn
from onrecord.reading.labels import CLOCK, find_labels, words

CLOSING = re.compile(
    r"(?im)[ \t]*(?:[*_\\]*(?:end|\(end\))[*_]*\s*(?:\d{1,2}[:.]\d\d\b.{0,30})?|\\?#\s?#?\s?#?"
    r"|[*\\][* \\]{0,20}|-{2,20}|_{3,20}|[*_]{0,3}\d{1,2}[:.]\d\d ?[ap]\.?m\.?.{0,20}|#{1,6}\s.{1,200}"
    rf"|\*\*[^*\n]{{1,120}}\*\*|{CLOCK}|end of (?:transcript|interview)"
    r"|\d{1,2}(?::\d\d){1,2}[.,]\d{3} --> .{5,80}|(?<=\n\n)\d{1,4})[ \t]*$"  # a subtitle's time and number
)
BLANK = " \t\n\xa0\u200b>*_"
REPEATED_RUN = 3
LEAST_REPEATED_WORDS = 40


def turns_of(text: str, start: int, title: str | None) -> tuple[Turn, ...]:
    """Return the turns printed from offset ``start`` on; empty when the text is no transcript.

    >>> text = "MS. OKORO:  Good day.\\n\\nQ    Will you sign?\\n\\nMS. OKORO:  We will.\\n"
    >>> [(turn.label.of(text), turn.content.of(text)) for turn in turns_of(text, 0, "Press Briefing")]
    [('MS. OKORO', 'Good day.'), ('Q', 'Will you sign?'), ('MS. OKORO', 'We will.')]
    """
    labels = find_labels(text, start, opening=is_spoken_title(title))
    ends = [label.span.start for label in labels[1:]] + [len(text)]
    pairs = ((label, _content(text, label.after, end)) for label, end in zip(labels, ends, strict=False))
    return tuple(Turn(label.span, content) for label, content in pairs if content.start < content.end)


def printed_twice(text: str, turns: Sequence[Turn]) -> frozenset[int]:
    """Return the indices of turns that repeat earlier ones: runs of several, word for word.

    A single "Thank you." said again is no repeat; a transcript that is printed twice is.
    """
    keys = [(turn.label.of(text), " ".join(turn.content.of(text).split()).strip(BLANK)) for turn in turns]
    seen: set[tuple[tuple[str, str], ...]] = set()
    repeated: set[int] = set()
    for first in range(len(keys) - REPEATED_RUN + 1):
        run = tuple(keys[first : first + REPEATED_RUN])
        if run in seen and sum(said.count(" ") for _, said in run) >= LEAST_REPEATED_WORDS:
            repeated.update(range(first, first + REPEATED_RUN))
        seen.add(run)
    return frozenset(repeated)


def is_spoken_title(title: str | None) -> bool:
    """Say whether a title announces a transcript.

    >>> is_spoken_title("Remarks by President Vale"), is_spoken_title("Vale remarks on trade")
    (True, False)
    """
    return bool(title) and (title or "").casefold().startswith(tuple(words()["openings"]))


def single_turn(text: str, body: int, title: str | None) -> tuple[Turn, ...]:
    """Return one turn over all of the body, for a speech whose title names its only speaker.

    The label is the speaker's name where the text prints it; without that there is no turn.
    """
    name = speaker_in_title(title) if is_spoken_title(title) else None
    if not name:
        return ()
    gap = r"(?:[\s\xa0]|\\_|\\\n\s{0,8}\\ ){1,12}"
    regex = re.compile(gap.join(re.escape(word) for word in name.split()))
    found = regex.search(text, body) or regex.search(text)
    if not found:
        return ()
    line_end = text.find("\n", found.end())
    start = body if body >= found.end() else line_end if line_end >= 0 else len(text)
    content = _content(text, start, len(text))
    return (Turn(Span(*found.span()), content),) if content.start < content.end else ()


def speaker_in_title(title: str | None) -> str | None:
    """Return the one speaker whom a title names.

    >>> speaker_in_title("Remarks by President Ana Vale on Trade")
    'President Ana Vale'
    >>> speaker_in_title("Remarks by Vale and Roe") is None
    True
    """
    found = re.search(r"(?i) by |^remarks of ", title or "")
    particles = words()["particles"]
    name: list[str] = []
    for word in (title or "")[found.end() :].split() if found else ():
        plain = word.strip(",:;.")
        if plain == "and":
            return None
        ends = bool(name) and (plain.endswith("ing") or (word[0].islower() and plain not in particles))
        if ends or not (word[0].isupper() or plain in particles):
            break
        name.append(word.rstrip(",:;"))
        if word[-1] in ",:;":
            break
    while name and name[-1][0].islower():
        name.pop()
    return " ".join(name) if len(name) > 1 else None


def _content(text: str, start: int, end: int) -> Span:
    """Return the words of a turn without blanks, bold marks, and the headings or times that follow them."""
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while True:
        while end > start and (text[end - 1] in BLANK or text[end - 1] == "["):
            end -= 1
        line = text.rfind("\n", start, end) + 1
        if line <= start or not CLOSING.fullmatch(text, line, end):
            return Span(start, max(start, end))
        end = line
