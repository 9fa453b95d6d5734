"""How well copied text is found: copies planted in real texts, seeded.

    python -m benchmarks.copies TEXTS [--documents 150] [--copies 3] [--seed 1]

TEXTS is a JSON lines file with a ``text`` in each line. Documents that share text already are left out. Each
of the others is copied several times: 10 to 60 per cent of its sentences rewritten (a quarter of the words
replaced by others, some dropped, the halves around a comma swapped), blocks put in another order, up to half
cut, up to a third of foreign sentences put in. Prints pairwise precision, recall and F1 of the groups, recall
by the share that was rewritten, and how often the first text was named as such.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from onrecord.attribution.sentences import sentences
from onrecord.comparison.copies import Printed, find_copies
from onrecord.comparison.stories import fingerprints, story

Document = tuple[Printed, str, str, float]
"""What is printed of it, its text, the base it comes from, the share rewritten."""


def distinct(texts: list[str], least: int = 12) -> list[str]:
    """Return the texts of at least so many sentences that share next to nothing with one before."""
    seen: dict[tuple[str, ...], int] = {}
    kept = []
    for text in texts:
        words = text.lower().split()
        grams = {tuple(words[i : i + 6]) for i in range(len(words) - 5)}
        common = sum(gram in seen for gram in grams)
        seen |= dict.fromkeys(grams, 1)
        if common < 0.02 * len(grams) and len(list(sentences(text))) >= least:
            kept.append(text)
    return kept


def rewritten(sentence: str, vocabulary: list[str], rng: random.Random) -> str:
    """Return a sentence lightly rewritten."""
    words = []
    for word in sentence.split():
        chance = rng.random()
        if chance < 0.08:
            continue
        words.append(rng.choice(vocabulary) if chance < 0.33 and word.isalpha() else word)
    made = " ".join(words)
    if rng.random() < 0.4 and ", " in made:
        first, rest = made.split(", ", 1)
        made = f"{rest.rstrip('.')}, {first}."
    return made


def copied(
    parts: list[str], foreign: list[str], vocabulary: list[str], share: float, rng: random.Random
) -> str:
    """Return a text with so large a share of its sentences rewritten, cut, put in another order, mixed."""
    kept = sorted(rng.sample(range(len(parts)), max(5, round(len(parts) * rng.uniform(0.5, 1.0)))))
    changed = set(rng.sample(kept, round(share * len(kept))))
    made = [rewritten(parts[i], vocabulary, rng) if i in changed else parts[i] for i in kept]
    if rng.random() < 0.6:
        at = rng.randrange(1, len(made))
        made = made[at:] + made[:at]
    for sentence in rng.sample(foreign, min(len(foreign), round(rng.uniform(0, 0.33) * len(made)))):
        made.insert(rng.randrange(len(made) + 1), sentence)
    return "\n".join(made)


def planted(texts: list[str], others: list[str], copies: int, seed: int) -> list[Document]:
    """Return the texts and their copies, with dates; no sentence of ``others`` is put in twice."""
    rng = random.Random(seed)
    vocabulary = sorted({word for text in texts for word in text.split() if word.isalpha() and len(word) > 3})
    parts = [[s.of(text) for s in sentences(text)] for text in texts]
    pool = [s.of(text) for text in others for s in sentences(text)]
    rng.shuffle(pool)
    found: list[Document] = []
    for number, text in enumerate(texts):
        day = date(2024, 1, 1) + timedelta(rng.randrange(60))
        base = f"d{number:05d}"
        found.append((Printed(f"{base}-0", day.isoformat()), text, base, 0.0))
        for copy in range(1, copies + 1):
            share = rng.uniform(0.1, 0.6)
            foreign, pool = pool[:12], pool[12:]
            made = copied(parts[number], foreign, vocabulary, share, rng)
            when = (day + timedelta(rng.randrange(4))).isoformat()
            found.append((Printed(f"{base}-{copy}", when), made, base, share))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=150)
    parser.add_argument("--copies", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in args.texts.read_text("utf-8").splitlines()]
    texts = distinct(texts)
    documents = planted(texts[: args.documents], texts[args.documents :], args.copies, args.seed)
    began = time.process_time()
    stories = {printed.id: story(text) for printed, text, _, _ in documents}
    prints = [fingerprints(stories[printed.id]) for printed, _, _, _ in documents]
    found = list(find_copies([d[0] for d in documents], prints, stories.__getitem__))
    spent = time.process_time() - began
    base = {printed.id: name for printed, _, name, _ in documents}
    share = {printed.id: part for printed, _, _, part in documents}
    group = _groups(list(base), [(copy.first, copy.copy) for copy in found])
    right = said = true = 0
    by_share: dict[int, list[bool]] = defaultdict(list)
    for one, other in combinations(base, 2):
        is_, joined = base[one] == base[other], group[one] == group[other]
        right, said, true = right + (is_ and joined), said + joined, true + is_
        if is_ and one.endswith("-0"):
            by_share[int(share[other] * 10)].append(joined)
    precision, recall = right / max(said, 1), right / max(true, 1)
    print(f"{len(documents)} documents, {true} pairs that share text; {spent:.1f} s")
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}")
    for tenth, marks in sorted(by_share.items()):
        part = sum(marks) / len(marks)
        print(f"  {tenth * 10:2}-{tenth * 10 + 10} % rewritten: recall {part:.3f} of {len(marks)}")
    dated = [c for c in found if base[c.first] == base[c.copy] and "-0" in (c.first[-2:], c.copy[-2:])]
    named = sum(c.first.endswith("-0") for c in dated) / max(len(dated), 1)
    print(f"first named right: {named:.3f} of {len(dated)}")


def _groups(names: list[str], pairs: list[tuple[str, str]]) -> dict[str, str]:
    root = {name: name for name in names}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for one, other in pairs:
        root[find(other)] = find(one)
    return {name: find(name) for name in names}


if __name__ == "__main__":
    main()
