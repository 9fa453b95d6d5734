"""How well statements, speakers, dates and relays are found, against gold statements marked by hand.

    python benchmarks/statements.py [--tagger rules] [--wrong]

Without a folder it reads the shipped demonstration. Parties are compared after linking all documents, as
a record does. A gold line is ``{"document", "quote", "parts", "content", "kind", "speaker", "said", "via",
"optional"}``; see the demonstration's own in ``resources/demo/gold``.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from onrecord.attribution import DEFAULT_TAGGER, load_tagger
from onrecord.model import SAYINGS, Document, Party, Report
from onrecord.pipeline import process
from onrecord.reading import read
from onrecord.resolution.linking import link

Gold = dict[str, Any]
EMPTY_WORDS = frozenset(["the", "a", "an", "of", "in", "for", "to", "and", "at"])


@dataclass
class Tally:
    """Hits and totals by figure, and a line for each miss."""

    hits: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    totals: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: list[str] = field(default_factory=list)

    def add(self, figure: str, hit: bool, miss: str) -> None:
        """Count one case."""
        self.totals[figure] += 1
        self.hits[figure] += hit
        if not hit:
            self.wrong.append(f"{figure}: {miss}")

    def share(self, figure: str) -> float:
        """Return hits by total."""
        return self.hits[figure] / max(1, self.totals[figure])


def words(name: str) -> set[str]:
    """Return the folded words of a name, without articles."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return set(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))) - EMPTY_WORDS


def same_party(gold: Gold | None, report: Report, parties: dict[str, Party]) -> bool:
    """Say whether the speaker found is the one marked: all of a person's printed words, most of a group's.

    ``parties`` are those of all documents, linked, as a record shows them.
    """
    if gold is None or report.speaker is None:
        return gold is None and report.speaker is None
    found = parties.get(report.speaker.party.id, report.speaker.party)
    want, have = words(gold["name"]), words(found.name)
    if gold["kind"] == "person":
        return want <= have or (have <= want and len(have) > 1)
    within = min(len(want), len(have)) > 1 and (want <= have or have <= want)
    return within or len(want & have) / max(1, len(want | have)) >= 0.5


def same_date(gold: str, found: str) -> bool:
    """Say whether the day, or the month where only that is marked, is right."""
    want, have = gold.rstrip("~"), found.rstrip("~")
    return have.startswith(want) or want == have


def places(document: Document, gold: Gold) -> list[set[int]]:
    """Return where the marked parts stand: by offsets, or every place of the words where there are none."""
    if "content" in gold:
        return [{i for s, e in gold["content"] for i in range(s, e)}]
    found = [re.finditer(re.escape(part), document.text) for part in gold["parts"]]
    return [{i for match in matches for i in range(*match.span())} for matches in zip(*found, strict=False)]


def compare(
    document: Document,
    reports: list[Report],
    gold: list[Gold],
    noise: list[Gold],
    parties: dict[str, Party],
    tally: Tally,
) -> None:
    """Hold one document's reports against its gold."""
    spans = [{i for s, e in r.attribution.content for i in range(s, e)} for r in reports]
    used: set[int] = set()
    for want in gold:
        best = max(
            ((len(p & s) / len(p | s), k) for p in places(document, want) for k, s in enumerate(spans)),
            default=(0.0, -1),
        )
        found = best[0] >= 0.5
        here = f"{document.path.rsplit('/', 1)[-1]}: {want['quote'][:90]}"
        if want.get("optional"):
            used |= {best[1]} if found else set()
            continue
        tally.add("found", found, here)
        tally.add(
            "party",
            found and same_party(want["speaker"], reports[best[1]], parties),
            _pair(here, want, reports, best),
        )
        if want["said"] and not want["said"].endswith("~"):
            hit = found and same_date(want["said"], reports[best[1]].said.edtf)
            said = reports[best[1]].said if found else None
            tally.add("date", hit, f"{here} WANT {want['said']} HAVE {said}")
        if found:
            used.add(best[1])
            tally.add("kind", want["kind"] == reports[best[1]].attribution.kind, here)
            via = {frozenset(words(hop["name"])) for hop in want["via"]}
            have = {frozenset(words(hop.party.name)) for hop in reports[best[1]].via}
            tally.add("via", via == have, f"{here} WANT {list(map(set, via))} HAVE {list(map(set, have))}")
    aside = {i for row in noise for place in places(document, row) for i in range(min(place), max(place) + 1)}
    for k, report in enumerate(reports):
        if report.attribution.act in SAYINGS and report.parent is None:
            tally.add("precision", k in used, f"{document.path.rsplit('/', 1)[-1]}: {report.quote[:90]}")
        tally.add("not from noise", not spans[k] <= aside, report.quote[:90])
        twice = any(len(spans[k] & s) > 0.9 * len(spans[k] | s) for s in spans[:k])
        tally.add("not twice", not twice, report.quote[:90])


def _pair(here: str, want: Gold, reports: list[Report], best: tuple[float, int]) -> str:
    speaker = reports[best[1]].speaker if best[0] >= 0.5 else None
    wanted = want["speaker"]["name"] if want["speaker"] else None
    return f"{here} WANT {wanted} HAVE {speaker.party.name if speaker else None}"


def rows(path: Path) -> Iterator[Gold]:
    """Read JSON lines."""
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def measure(folder: Path, tagger: str) -> Tally:
    """Read a folder of ``articles``, ``transcripts`` and ``gold`` and compare."""
    gold: dict[str, list[Gold]] = defaultdict(list)
    noise: dict[str, list[Gold]] = defaultdict(list)
    for row in rows(folder / "gold" / "statements.jsonl"):
        gold[row["document"]].append(row)
    for row in rows(folder / "gold" / "noise.jsonl"):
        noise[row["document"]].append(row)
    tally, found = Tally(), load_tagger(tagger)
    documents = {name: next(iter(read(next(folder.glob(f"*/{name}"))))) for name in gold}
    done = {name: process(d, found) for name, d in documents.items() if isinstance(d, Document)}
    resolved = [p.resolved for p in done.values()]
    parties = link((a for r in resolved for a in r.aliases), (t for r in resolved for t in r.tenures))
    for name, one in done.items():
        compare(one.document, list(one.resolved.reports), gold[name], noise[name], parties, tally)
    return tally


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", nargs="?", type=Path, help="articles/, transcripts/ and gold/ (the demonstration)"
    )
    parser.add_argument("--tagger", default=DEFAULT_TAGGER)
    parser.add_argument("--wrong", action="store_true", help="a line for each miss, too")
    arguments = parser.parse_args()
    with as_file(files("onrecord") / "resources" / "demo") as demo:
        tally = measure(arguments.folder or demo, arguments.tagger)
    for line in tally.wrong if arguments.wrong else ():
        print(line)
    for figure, total in tally.totals.items():
        print(f"{figure:15} {tally.share(figure):.3f} ({tally.hits[figure]}/{total})")


if __name__ == "__main__":
    main()
