"""The outlet as a page names it itself, in what it prints around the report. Where two are left: none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from onrecord.model import SetAside, Span
from onrecord.reading.paragraphs import Paragraph

OWN = frozenset({"appeal", "advert", "correction", "disclaimer", "navigation"})
WORD = r"[A-Z][\w’'-]*(?:\.[A-Za-z]{2,6}\b)?"
NAME = re.compile(rf"(?:[Tt]he )?{WORD}(?: (?:of (?:the )?)?{WORD}){{0,3}}")
COPYRIGHT = re.compile(r"(?i)©|\bcopyright|reporting by|contributed to")
ACRONYM = re.compile(r"([A-Z]{4,12}) [a-z]+")  # "MERCNEWS distributes ..."
DOMAIN = re.compile(r"[A-Z]\w+\.[A-Za-z]{2,6}")
RIGHTS = re.compile(
    rf"(?:©|\([Cc]\)|[Cc]opyright)(?:\s+(?:[Cc]opyright|©))?\s+(?:\d{{4}}\s+)?(?P<name>{NAME.pattern})"
)
WIRE = re.compile(r"(?i)\b(?:press|agency|newswire|wire)$")  # holds rights in what others print
LONGEST = 1500
HEAD, FOOT = 4, 3  # how many paragraphs at either end may name the outlet alone


@lru_cache(maxsize=1)
def media() -> dict[str, frozenset[str]]:
    """Return the data file's lists: ``words`` that end names, ``never`` an outlet, ``before`` a name."""
    data = tomllib.loads(files("onrecord").joinpath("resources/en/outlets.toml").read_text("utf-8"))
    return {key: frozenset(values) for key, values in data.items()}


def own_name(text: str, passages: Sequence[SetAside], agency: str | None = None) -> str | None:
    """Return the one outlet that the passages around a report name.

    ``agency`` is the name in brackets at the head of the report; it counts when a passage repeats it.
    """
    around = [passage.span.of(text)[:LONGEST] for passage in passages if passage.reason in OWN]
    around = [piece for piece in around if not COPYRIGHT.search(piece)]
    if agency and any(agency in piece for piece in around):
        return agency
    names = {_bare(name) for piece in around for name in NAME.findall(piece) if _is_outlet(name)}
    names |= {found.group(1) for piece in around if (found := ACRONYM.match(piece))}
    if len(names) != 1:
        return None
    return _fullest(names.pop(), text)


def lines_naming(items: Iterable[Paragraph], outlet: str | None) -> list[Span]:
    """Return the lines that hold nothing but the outlet's name."""
    return [item.span for item in items if outlet and item.text == outlet]


def line_of_its_own(items: Sequence[Paragraph]) -> str | None:
    """Return the one outlet named by a line of its own at the head or the foot, or as holder of rights."""
    ends = [*items[:HEAD], *items[-FOOT:]]
    names = {
        item.text for item in ends if item.words > 1 and NAME.fullmatch(item.text) and _is_outlet(item.text)
    }
    if not names:
        held = (RIGHTS.search(item.text[:LONGEST]) for item in items[-FOOT:])
        names = {m["name"] for m in held if m and _is_outlet(m["name"]) and not WIRE.search(m["name"])}
    return names.pop() if len(names) == 1 else None


def _is_outlet(name: str) -> bool:
    bare = _bare(name)
    if bare.casefold() in media()["never"]:
        return False
    return bool(DOMAIN.fullmatch(bare)) or bare.split()[-1].casefold() in media()["words"]


def _bare(name: str) -> str:
    """Return a name without its article and the verb before it ("Follow Karsk Today")."""
    words = name.split()
    while len(words) > 1 and words[0].casefold() in media()["before"]:
        del words[0]
    return " ".join(words)


def _fullest(name: str, text: str) -> str:
    """Return the longest form in the text that ends in the name: "The Karsk Courier" for "Karsk Courier"."""
    ending = re.compile(rf"(?:The )?(?:{WORD} ){{0,2}}{re.escape(name)}(?!\w)")
    forms = {
        form for form in ending.findall(text) if form.split()[0].casefold() not in media()["before"] - {"the"}
    }
    longest = max(forms, key=lambda form: (len(form.split()), form), default=name)
    return longest.replace("the ", "", 1) if longest.startswith("the ") else longest
