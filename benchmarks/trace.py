"""How often `onrecord trace` grades a quote right: python benchmarks/trace.py TRANSCRIPTS_DIR [--quotes
1000].

A seeded generator takes sentences from the transcripts and quotes them: as they are, with one word changed,
dropped or added, two parts spliced, with an ellipsis, with brackets, in another speaker's mouth; and it
quotes sentences of transcripts that are held out, which the others do not have. Prints precision and recall
of each grade. Texts without turns are searched, and quoted by nobody.

``--short 200`` quotes four words in a row, too, with the transcripts joined to ones of
60,000 words; prints how many were found verbatim in a turn of that speaker.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.attribution import load_tagger
from onrecord.attribution.sentences import sentences
from onrecord.comparison.passages import Transcript, Voice, searchable, transcript_of
from onrecord.comparison.shelf import Shelf
from onrecord.comparison.trace import Quote, Trace, trace
from onrecord.comparison.voices import same_voice
from onrecord.model import Issue, Span
from onrecord.pipeline import process
from onrecord.reading import expand, read_unit

HELD_OUT = 10
"""Every so many-th transcript is held out of the search, and quoted as never said."""
NOISE = 0.3
_UNFIT = re.compile(r"[()\[\]~*\\…“”\"]|\.\.|\w-\s|--")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a transcript, its words joined by one space, and where it stands."""

    words: tuple[str, ...]
    transcript: int
    turn: int
    span: Span


@dataclass(frozen=True)
class Planted:
    """A quote, how it was made, the grade it must get, and the word that was altered, if one was."""

    text: str
    how: str
    grade: str
    source: Sentence
    speaker: Voice
    altered: str | None = None


Maker = Callable[["Corpus", random.Random], Planted | None]


class Corpus:
    """The transcripts, searched and held out, and their sentences."""

    def __init__(self, folder: str) -> None:
        started = time.perf_counter()
        everything = [t for unit in sorted(expand([folder])) for t in _read(unit)]
        self.seconds = time.perf_counter() - started
        self.searched = [t for i, t in enumerate(everything) if i % HELD_OUT]
        self.held_out = [t for i, t in enumerate(everything) if i % HELD_OUT == 0]
        started = time.perf_counter()
        self.shelf = Shelf(self.searched)
        self.shelf_seconds = time.perf_counter() - started
        self.spoken = "\n".join(f" {' '.join(t.words.keys)} " for t in self.searched)
        self.vocabulary = sorted({k for t in self.searched[::7] for k in t.words.keys if k.isalpha()})
        self.voices = sorted({v for t in self.searched for v in t.voices if _known(v)}, key=lambda v: v.label)

    def sentence(self, rng: random.Random, least: int, *, held_out: bool = False) -> Sentence:
        """Return a random sentence of a known speaker, of ``least`` to 40 words."""
        transcripts = self.held_out if held_out else self.searched
        while True:
            number = rng.randrange(len(transcripts))
            found = _sentences(transcripts[number], number, rng)
            fitting = [s for s in found if least <= len(s.words) <= 40]
            if fitting:
                return rng.choice(fitting)


def _read(unit: str) -> list[Transcript]:
    tagger = load_tagger("rules")
    documents = (d for d in read_unit(unit) if not isinstance(d, Issue))
    return [transcript_of(d, process(d, tagger).resolved.reports) for d in documents]


def _known(voice: Voice) -> bool:
    return voice.kind == "person" and voice.label != "Q"


def _sentences(transcript: Transcript, number: int, rng: random.Random) -> list[Sentence]:
    turns = [i for i, voice in enumerate(transcript.voices) if _known(voice)]
    if not turns:
        return []
    turn = rng.choice(turns)
    places = [i for i, t in enumerate(transcript.turns.tolist()) if t == turn]
    if not places:
        return []
    words = transcript.words
    span = Span(words.starts[places[0]], min(words.ends[places[-1]] + 1, len(transcript.text)))
    return [
        Sentence(tuple(s.of(transcript.text).split()), number, turn, Span(*s))
        for s in map(Span._make, sentences(transcript.text, *span))
        if not _UNFIT.search(s.of(transcript.text))
    ]


def _plain(word: str) -> str:
    return word.strip(".,;:?!—–-'’").lower()


def _planted(
    corpus: Corpus, how: str, grade: str, words: list[str], source: Sentence, altered: str | None = None
) -> Planted:
    voice = corpus.searched[source.transcript].voices[source.turn]
    return Planted(" ".join(words), how, grade, source, voice, altered)


def verbatim(corpus: Corpus, rng: random.Random) -> Planted:
    source = corpus.sentence(rng, 6)
    return _planted(corpus, "verbatim", "verbatim", list(source.words), source)


def changed(corpus: Corpus, rng: random.Random) -> Planted:
    source = corpus.sentence(rng, 6)
    words = list(source.words)
    at = rng.choice([i for i, word in enumerate(words) if any(map(str.isalnum, word))])
    words[at] = rng.choice([w for w in rng.sample(corpus.vocabulary, 5) if w != _plain(words[at])])
    return _planted(corpus, "changed", "altered", words, source, words[at])


def dropped(corpus: Corpus, rng: random.Random) -> Planted:
    source = corpus.sentence(rng, 7)
    words = list(source.words)
    del words[rng.choice([i for i in range(1, len(words) - 1) if any(map(str.isalnum, words[i]))])]
    return _planted(corpus, "dropped", "altered", words, source, "")


def added(corpus: Corpus, rng: random.Random) -> Planted:
    source = corpus.sentence(rng, 6)
    words, at = list(source.words), rng.randrange(len(source.words) + 1)
    words.insert(at, rng.choice(corpus.vocabulary))
    return _planted(corpus, "added", "altered", words, source, words[at])


def spliced(corpus: Corpus, rng: random.Random) -> Planted | None:
    """Join the beginning of one sentence and the end of another of the same turn, at least eight words
    apart."""
    one = corpus.sentence(rng, 8)
    transcript = corpus.searched[one.transcript]
    found = [
        s for s in _sentences(transcript, one.transcript, random.Random(rng.random())) if len(s.words) >= 8
    ]
    others = [s for s in found if s.turn == one.turn and s.span.start > one.span.end]
    if not others:
        return None
    other = rng.choice(others)
    ours, theirs = rng.randrange(5, len(one.words) + 1), rng.randrange(0, len(other.words) - 5 + 1)
    if len(one.words) - ours + theirs + len(transcript.text[one.span.end : other.span.start].split()) < 8:
        return None
    first, second = list(one.words[:ours]), list(other.words[theirs:])
    words = [*second, *first] if rng.random() < 0.2 else [*first, *second]
    return _planted(corpus, "spliced", "spliced", words, one)


def ellipsis(corpus: Corpus, rng: random.Random) -> Planted:
    source = corpus.sentence(rng, 12)
    words = list(source.words)
    start = rng.randrange(4, len(words) - 6)
    stop = rng.randrange(start + 2, len(words) - 3)
    words[start:stop] = [rng.choice(("…", "...", "[…]", ". . ."))]
    return _planted(corpus, "ellipsis", "verbatim", words, source)


def brackets(corpus: Corpus, rng: random.Random) -> Planted:
    source = corpus.sentence(rng, 7)
    words, at = list(source.words), rng.randrange(1, len(source.words))
    names = ("[Ukraine]", "[the allies]", "[President Biden]", "[NATO]")
    if rng.random() < 0.5 and _plain(words[at]) in ("he", "she", "they", "it", "that", "this", "them"):
        words[at] = rng.choice(names)
    else:
        words.insert(at, rng.choice(names))
    return _planted(corpus, "brackets", "verbatim", words, source)


def wrong_speaker(corpus: Corpus, rng: random.Random) -> Planted | None:
    source = corpus.sentence(rng, 8)
    transcript = corpus.searched[source.transcript]
    right, wrong = transcript.voices[source.turn], rng.choice(corpus.voices)
    key = f" {' '.join(_keys(' '.join(source.words)))} "
    if corpus.spoken.count(key) != 1 or same_voice(wrong, right) is not False:
        return None
    return Planted(" ".join(source.words), "wrong speaker", "other speaker", source, wrong)


def never_said(corpus: Corpus, rng: random.Random) -> Planted | None:
    """Quote a held-out sentence of which no five words in a row stand in any transcript that is searched."""
    source = corpus.sentence(rng, 8, held_out=True)
    keys = _keys(" ".join(source.words))
    rows = [f" {' '.join(keys[i : i + 5])} " for i in range(len(keys) - 4)]
    if any(row in corpus.spoken for row in rows):
        return None
    voice = corpus.held_out[source.transcript].voices[source.turn]
    return Planted(" ".join(source.words), "never said", "not found", source, voice)


def _keys(text: str) -> list[str]:
    from onrecord.comparison.words import words_of

    return words_of(text, [Span(0, len(text))]).keys


MAKERS: tuple[Maker, ...] = (
    *(verbatim, changed, dropped, added, spliced, ellipsis, brackets),
    *(wrong_speaker, never_said),
)
_SWAPS = (("’", "'"), ("do not", "don't"), ("don't", "do not"), ("we're", "we are"), ("it is", "it's"))


SHORT = 4
LONG = 60_000


def joined(transcripts: list[Transcript], least: int = LONG) -> list[Transcript]:
    """Return the transcripts, so many joined to one that it has at least so many words."""
    made: list[Transcript] = []
    text, turns, voices, words = "", list[Span](), list[Voice](), 0
    for one in transcripts:
        for turn, voice in enumerate(one.voices):
            low, high = np.searchsorted(one.turns, [turn, turn + 1])
            if low < high:
                start = len(text)
                text += one.text[one.words.starts[low] : one.words.ends[high - 1]] + "\n\n"
                turns.append(Span(start, len(text) - 2))
                voices.append(voice)
        words += len(one.words)
        if words >= least:
            made.append(searchable(f"{len(made)}.md", text, None, turns, voices))
            text, turns, voices, words = "", [], [], 0
    return made


def short(transcripts: list[Transcript], number: int, seed: int) -> None:
    """Quote four words in a row from each, and print how many were found, and how long that took."""
    rng = random.Random(seed)
    shelf, found, times = Shelf(transcripts), 0, []
    made = 0
    while made < number:
        one = rng.choice(transcripts)
        at = rng.randrange(len(one.words) - SHORT)
        voice = one.voices[int(one.turns[at])]
        if not _known(voice) or one.turns[at] != one.turns[at + SHORT - 1]:
            continue
        made += 1
        text = " ".join(one.text[one.words.starts[at] : one.words.ends[at + SHORT - 1]].split())
        started = time.process_time()
        held = trace(Quote(text, (Span(0, len(text)),), speaker=voice), shelf)
        times.append(time.process_time() - started)
        found += held.grade == "verbatim"
    sizes = [len(one.words) for one in transcripts]
    print(f"\n{SHORT} words in {len(sizes)} transcripts of {min(sizes):,} to {max(sizes):,} words:")
    print(
        f"{found} of {number} verbatim, {1000 * sum(times) / number:.0f} ms of a processor a quote on average"
    )


def noisy(text: str, rng: random.Random) -> str:
    """Return a quote as another desk might print it: no word is changed."""
    for one, other in _SWAPS:
        text = text.replace(f"{one} " if one != "’" else one, f"{other} " if one != "’" else other)
    return text.replace(" — ", " - ") if rng.random() < 0.5 else text.replace(",", "")


def plant(corpus: Corpus, number: int, seed: int) -> list[Planted]:
    """Return ``number`` quotes, the kinds in turn; the same seed gives the same."""
    rng = random.Random(seed)
    made: list[Planted] = []
    while len(made) < number:
        found = MAKERS[len(made) % len(MAKERS)](corpus, rng)
        if found:
            made.append(found)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--quotes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--wrong", action="store_true", help="Print what was graded wrong.")
    parser.add_argument("--short", type=int, default=0, help="Quote so many rows of four words, too.")
    options = parser.parse_args()
    corpus = Corpus(str(Path(options.folder)))
    words = sum(len(t.words) for t in corpus.searched)
    print(
        f"{len(corpus.searched)} texts, {words:,} words, read in {corpus.seconds:.0f} s, "
        f"index in {corpus.shelf_seconds:.1f} s; {len(corpus.held_out)} held out"
    )
    rng = random.Random(options.seed)
    pairs: Counter[tuple[str, str]] = Counter()
    by_how: defaultdict[str, Counter[str]] = defaultdict(Counter)
    times = []
    for item in plant(corpus, options.quotes, options.seed):
        held = corpus.held_out if item.grade == "not found" else corpus.searched
        said = held[item.source.transcript].published if rng.random() < 0.5 else None
        text = noisy(item.text, rng) if rng.random() < NOISE else item.text
        quote = Quote(text, (Span(0, len(text)),), speaker=item.speaker, said=said)
        started = time.process_time()
        found = trace(quote, corpus.shelf)
        times.append(time.process_time() - started)
        pairs[item.grade, found.grade] += 1
        by_how[item.how][found.grade] += 1
        if item.altered is not None and found.grade == "altered":
            by_how[item.how]["exactly marked" if _exact(item, text, found) else "marked otherwise"] += 1
        if options.wrong and found.grade != item.grade:
            print(f"{item.how}: {found.grade} {found.score} {item.speaker.label}: {text}")
            for difference in found.differences:
                if not difference.harmless:
                    print(f"    {difference.what}: {difference.quote.of(text)!r}")
    _report(pairs, by_how, times)
    if options.short:
        short(joined(corpus.searched), options.short, options.seed)


def _exact(item: Planted, text: str, found: Trace) -> bool:
    marked = [d.quote.of(text) for d in found.differences if not d.harmless]
    return len(marked) == 1 and _plain(marked[0]) == _plain(item.altered or "")


def _report(
    pairs: Counter[tuple[str, str]], by_how: defaultdict[str, Counter[str]], times: list[float]
) -> None:
    print("\ngrade           precision  recall  quotes")
    for grade in ("verbatim", "altered", "spliced", "other speaker", "not found"):
        right = pairs[grade, grade]
        given = sum(n for (_, got), n in pairs.items() if got == grade)
        wanted = sum(n for (want, _), n in pairs.items() if want == grade)
        print(f"{grade:15} {right / max(given, 1):9.3f} {right / max(wanted, 1):7.3f} {wanted:7}")
    print("\nmade by         graded")
    for how, counts in by_how.items():
        print(f"{how:15} " + ", ".join(f"{name} {n}" for name, n in counts.most_common()))
    times.sort()
    mean, late = 1000 * sum(times) / len(times), 1000 * times[int(len(times) * 0.99)]
    print(f"\n{mean:.0f} ms of a processor a quote on average, {late:.0f} ms at the 99th percentile")


if __name__ == "__main__":
    main()
