"""How often a pronoun or a description leads to the right party, against coreference marked by hand.

    python benchmarks/coreference.py GUM_COREF [--wrong]

Reads the news part of GUM (Zeldes 2017, ``*.conll``: number, token, bracketed entities). Every "he", "she",
"they", "it" and every "the minister" outside quotations whose chain holds a name stands in turn as the source
of a saying; the party that resolution gives it is held against the chain. Prints by kind how often one was
chosen, how often that was right, and how often it abstained.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.attribution import load_tagger
from onrecord.attribution.quotes import quotations
from onrecord.model import Attribution, Span, Tagged
from onrecord.reading import read_text
from onrecord.resolution import resolve
from onrecord.resolution.spelling import words

PRONOUNS = {"he": "he, she", "she": "he, she", "they": "they", "it": "it"}
CLOSE = frozenset(".,;:!?)]}%’'…")
OPEN = frozenset("([{$")
ENTITY = re.compile(r"\(?(?P<id>[a-z]+-\d+)(?:-[^()]*)?\)?")
LONGEST = 6  # of a description, in words


@dataclass(frozen=True)
class Mention:
    """One marked mention with its chain's id (``person-12``)."""

    span: Span
    chain: str


def document(path: Path) -> tuple[str, list[Mention]]:
    """Put the tokens of a file together to a text, with the mentions in it."""
    text, starts, ends = "", [], []
    open_: dict[str, list[int]] = defaultdict(list)
    mentions: list[Mention] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) < 3:
            text += "\n" if text and not text.endswith("\n") and not line.startswith("#") else ""
            continue
        token, marks = parts[1], parts[2]
        tight = token[0] in CLOSE or token in ("n't",) or (text and text[-1] in OPEN)
        text += "" if not text or text.endswith("\n") or tight else " "
        starts.append(len(text))
        text += token
        ends.append(len(text))
        for mark in re.findall(r"\([^()]+\)?|[^()]+\)", marks if marks != "_" else ""):
            found = ENTITY.match(mark)
            if found and mark.startswith("("):
                open_[found["id"]].append(starts[-1])
            if found and mark.endswith(")") and open_[found["id"]]:
                mentions.append(Mention(Span(open_[found["id"]].pop(), ends[-1]), found["id"]))
    return text, mentions


def asked(text: str, mentions: list[Mention]) -> Iterator[tuple[str, Mention, list[str]]]:
    """Yield the pronouns and descriptions to resolve: kind, mention, and the names of its chain."""
    chains: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        printed = mention.span.of(text)
        capitals = [
            w for w in printed.split() if w[0].isupper() and w not in ("The", "He", "She", "It", "They")
        ]
        if capitals and len(printed.split()) < 2 * len(capitals) + 2:
            chains[mention.chain].append(" ".join(capitals))
    quoted = quotations(text)
    for mention in sorted(mentions, key=lambda m: m.span):
        printed = mention.span.of(text)
        if any(q.start <= mention.span.start < q.end for q in quoted) or not chains[mention.chain]:
            continue
        kind = PRONOUNS.get(printed.lower())
        plain = printed.split()
        described = plain[0].lower() == "the" and plain[1:] and all(w.islower() for w in plain[1:])
        if (
            kind is None
            and described
            and len(plain) <= LONGEST
            and mention.chain.startswith(("person", "organ"))
        ):
            kind = "the ..."
        if kind:
            yield kind, mention, chains[mention.chain]


def verdict(text: str, mention: Mention, names: list[str], mentions: Tagged) -> tuple[str, str]:
    """Return ``right``, ``wrong`` or ``abstains``, and what was chosen."""
    end = mention.span.end
    close = re.compile(r"[.!?\n]").search(text, end)
    content = Span(min(end + 1, len(text)), close.start() if close else len(text))
    saying = Attribution(content=(content,), source=(mention.span,))
    report = resolve(read_text(text), Tagged((saying,), mentions.mentions)).reports[0]
    if report.speaker is None:
        return "abstains", "nobody"
    have = set(words(report.speaker.party.name))
    known = [set(words(name)) for name in names]
    right = any(have <= want or want <= have for want in known if want)
    return ("right" if right else "wrong"), report.speaker.party.name


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="with GUM_news_*.conll")
    parser.add_argument("--wrong", action="store_true", help="a line for each miss, too")
    arguments = parser.parse_args()
    tagger, counts = load_tagger("default"), Counter[tuple[str, str]]()
    for path in sorted(arguments.folder.glob("*.conll")):
        text, mentions = document(path)
        tagged = tagger(text)
        for kind, mention, names in asked(text, mentions):
            result, chosen = verdict(text, mention, names, tagged)
            counts[kind, result] += 1
            if arguments.wrong and result != "right":
                around = " ".join(text[max(0, mention.span.start - 90) : mention.span.end + 40].split())
                print(f"{kind} {result}: {path.stem} …{around}… WANT {names[0]} HAVE {chosen}")
    for kind in sorted({kind for kind, _ in counts}):
        right, wrong, abstains = (counts[kind, r] for r in ("right", "wrong", "abstains"))
        share = right / max(1, right + wrong)
        print(
            f"{kind:8} right {share:.3f} of {right + wrong} chosen, abstains {abstains} of"
            f" {right + wrong + abstains}"
        )


if __name__ == "__main__":
    main()
