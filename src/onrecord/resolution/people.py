"""Persons of a document by surname: full names first, then what is said with the surname alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from onrecord.resolution import offices
from onrecord.resolution.figures import Figure
from onrecord.resolution.lexicon import given_names
from onrecord.resolution.runs import Name
from onrecord.resolution.spelling import same_person, sound

_VOWELS = frozenset("AEIOUY")


class People:
    """Persons by surname; full names first, then what is said with the surname alone."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.by_word: dict[str, list[Figure]] = {}
        self.in_office: list[Figure] = []

    def full(self, name: Name) -> Figure:
        """Return the figure of a full name, a new one if none agrees."""
        for figure in self.by_word.get(sound(name.words[-1]), ()):
            if same_person(figure.words, name.words):
                if _fuller(name, figure):
                    figure.name, figure.words = _shown(name), name.words
                self._note(figure, name)
                figure.full += 1
                return figure
        figure = Figure("person", _shown(name), name.words, full=1)
        self._note(figure, name)
        self._put(figure)
        return figure

    def _put(self, figure: Figure) -> None:
        self.figures.append(figure)
        for word in {sound(w) for w in figure.words}:
            self.by_word.setdefault(word, []).append(figure)

    def _note(self, figure: Figure, name: Name) -> None:
        if name.gender in "mf":
            figure.gender[name.gender] += 3
        given = next((given_names()[w] for w in name.words[:-1] if w in given_names()), "u")
        if given in "mf":
            figure.gender[given] += 1

    def find(self, name: Name, holder: Sequence[str] = ()) -> Figure | None:
        """Return the figure of a name: by the full name, else by the surname if it leaves one, else a
        new one.

        ``holder`` are the folded words of who holds the office before a lone surname: "President Biden" is no
        relative who is named in full, nor is "Biden" after that.
        """
        if not name.words:
            return None
        if len(name.words) > 1:
            for figure in self.by_word.get(sound(name.words[-1]), ()):
                if same_person(figure.words, name.words):
                    return figure
            return self.full(name) if name.kind == "person" else None
        candidates = self.by_word.get(sound(name.words[0]), [])
        last = [f for f in candidates if sound(f.words[-1]) == sound(name.words[0])]
        candidates = last or candidates
        exact = [f for f in candidates if name.words[0] in f.words]
        candidates = exact or candidates
        if name.gender in "mf":
            candidates = [f for f in candidates if f.sex in (name.gender, "u")]
        if holder:
            candidates = [f for f in candidates if len(f.words) == 1 or same_person(f.words, holder)]
        elif not name.titled:
            candidates = [f for f in candidates if any(f is one for one in self.in_office)] or candidates
        if len(candidates) > 1:
            candidates = _foremost(candidates, name)
        if len(candidates) == 1:
            if name.gender in "mf":
                candidates[0].gender[name.gender] += 2
            return candidates[0]
        if candidates or name.kind != "person":
            return None
        figure = Figure("person", _shown(name), name.words)
        self._note(figure, name)
        self._put(figure)
        if holder:
            self.in_office.append(figure)
        return figure

    def famous(self, name: Name, day: date | None, countries: Collection[str]) -> Figure | None:
        """Return a new figure for a lone surname that one holder of a highest office of the time bears.

        Of most countries only where the text names one of ``countries`` so: other people are called Davis.
        """
        if name.kind != "unclear" or len(name.words) != 1 or len(name.printed) < 4:
            return None
        named = (o for o in offices.named(name.words, day) if not o.listed or o.country in countries)
        held = [o for o in named if o.role.head in offices.HIGHEST]
        if len(offices.people(held)) != 1:
            return None
        figure = Figure("person", name.printed, name.words)
        self._put(figure)
        return figure


def _shown(name: Name) -> str:
    """Return a name printed in capitals in ordinary letters, initials aside: "JD Vale"."""
    if not name.printed.isupper() or len(name.printed) <= 3:
        return name.printed
    initials = (len(word) < 3 and _VOWELS.isdisjoint(word) for word in name.printed.split())
    pairs = zip(name.printed.split(), initials, strict=True)
    return " ".join(word if short else word.title() for word, short in pairs)


def _fuller(name: Name, figure: Figure) -> bool:
    """Whether a full name is the better one to go by: the longer, or the one that begins as names do."""
    begins, began = name.words[0] in given_names(), figure.words[0] in given_names()
    if begins != began:
        return begins
    return len(figure.words) < len(name.words) <= 4


def _foremost(candidates: list[Figure], name: Name) -> list[Figure]:
    """Keep the one whose full name is printed most often, of equals the one named last before."""
    most = max(f.full for f in candidates)
    kept = [f for f in candidates if f.full == most]
    at, called = name.span.start, [f for f in kept if f.forms[name.printed]]
    if len(called) == 1 and len(kept) > 1:
        return called
    before = [f for f in kept if any(a < at for a in f.at)]
    return [max(before, key=lambda f: max(a for a in f.at if a < at))] if len(kept) > 1 and before else kept
