"""Common nouns that stand for a body: "the alliance", "the newspaper", "her campaign"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.model import Party, PartyKind
from onrecord.resolution.antecedents import stands_for
from onrecord.resolution.figures import Figure, Found
from onrecord.resolution.groups import GENERIC, is_plural_role
from onrecord.resolution.lexicon import body_nouns, words_of
from onrecord.resolution.outlets import outlet_of
from onrecord.resolution.parties import Cast
from onrecord.resolution.scenes import Scene, of_figure
from onrecord.resolution.spelling import fold

_NEAR = 4  # how many sentences back "the company" reaches
_OWNED = re.compile(r"[a-z]['’]s?\s")
_GOVERNS = re.compile(r"(?:['’]s)?\s+government\b", re.I)
_POSSESSED = re.compile(r"(his|her|its|their)\s+((?:[\w’'-]+\s+){0,3}[\w-]+)", re.I)


def body(scene: Scene, phrase: str, at: int) -> Found | None:
    """“the alliance”, “the newspaper”, “the agency”: the last body named that the noun fits, if one does."""
    match = re.fullmatch(
        r"(?:the|this|that|its)\s+(?:[\w’'-]+\s+){0,3}?([\w-]+(?: agency| outlet)?)", phrase, re.I
    )
    if match is None or match[0][:1].isdigit():
        return None
    noun = match[1].lower()
    if noun in words_of("outlets") and _OWNED.search(phrase):
        return None  # "the company's site"
    figure = noun_figure(scene, noun, at) or (_last_outlet(scene) if noun in words_of("outlets") else None)
    if figure is not None and match[1][0].isupper() and not set(_capitals(phrase)) <= set(figure.words):
        return None  # "the Farmers' Party", and it is the Land Party that was named
    if figure is None and noun in words_of("generic") and GENERIC.fullmatch(phrase):
        figure = _foremost_body(scene, at)
    return (
        of_figure(figure, 0.75, f"“{phrase}”: {figure.name} is the body named that it fits")
        if figure
        else None
    )


def _capitals(phrase: str) -> list[str]:
    """Return the words of a phrase with a capital, behind its first, folded."""
    return [fold(word.rstrip("'’")) for word in phrase.split()[1:] if word[0].isupper()]


def owned(scene: Scene, phrase: str, at: int) -> Found | None:
    """“her campaign”, “his advisers”: whose is read off the pronoun."""
    match = _POSSESSED.fullmatch(phrase)
    if match is None:
        return None
    owner = stands_for(scene, match[1].lower(), at)
    noun = match[2]
    if owner is None or not (noun.split()[-1].lower() in words_of("bodies") or is_plural_role(noun)):
        return None
    whose = (
        owner.figure.words[-1].title() if owner.figure and owner.party.kind == "person" else owner.party.name
    )
    name = f"{whose}’s {noun}"
    kind: PartyKind = "unnamed" if is_plural_role(noun) else "organisation"
    return Found(None, Party(name, kind), 0.6, f"“{phrase}”: of {owner.party.name}", None, owner.party.name)


def _foremost_body(scene: Scene, at: int) -> Figure | None:
    """Return the organisation that was the source in the sentences before, else the one named there last if
    no other is named as often."""
    here = scene.attention.sentence(at)
    for position, figure in reversed(scene.attention.speakers):
        close = here - scene.attention.sentence(position) <= _NEAR
        if position < at and close and _organised(figure) and figure.at:
            return figure
    first = scene.attention.sentence_starts[max(0, here - _NEAR)] if scene.attention.sentence_starts else 0
    near = [f for _, f in scene.cast.within(first, at) if f is not None and _organised(f)]
    if not near:
        return None
    rivals = {id(f): len(f.at) for f in near}
    last = near[-1]
    return last if all(len(last.at) > n or i == id(last) for i, n in rivals.items()) else None


def _organised(figure: Figure) -> bool:
    return figure.kind in ("organisation", "office")


def _last_outlet(scene: Scene) -> Figure | None:
    """Return the last organisation that was a source, when nothing named looks like an outlet."""
    bodies = (
        f
        for _, f in reversed(scene.attention.speakers)
        if f.kind in ("organisation", "outlet") and not f.known
    )
    return next(bodies, None)


def noun_figure(scene: Scene, noun: str, at: int) -> Figure | None:
    """Return the body that a common noun stands for at an offset: the last one named before that it fits."""
    if noun in scene.nouns:
        options = scene.nouns[noun]
    else:
        options = sorted(
            [
                *((a, f) for f in _fitting_bodies(scene.cast, noun) for a in f.at),
                *(_governments(scene.cast) if noun == "government" else ()),
            ],
            key=lambda o: o[0],
        )
        scene.nouns[noun] = options
    before = [f for a, f in options if a < at]
    if before:
        return _steady(before)
    return options[0][1] if len({id(f) for _, f in options}) == 1 else None


def _governments(cast: Cast) -> Iterable[tuple[int, Figure]]:
    """Yield where the text speaks of a country's government, and the country."""
    for name, figure in zip(cast.names, cast.owner, strict=True):
        if figure is not None and figure.kind == "country" and _GOVERNS.match(cast.text, name.span.end):
            yield name.span.start, figure


def _steady(before: list[Figure]) -> Figure:
    """Prefer the body named most, where one outweighs the others three to one; else the last one named."""
    last = before[-1]
    most = max(before, key=before.count) if len(before) < 60 else last
    return most if before.count(most) >= 3 * before.count(last) else last


def _may_be(outlet: Figure, noun: str) -> bool:
    """Whether an outlet can be spoken of by that noun: no newspaper is "the agency"."""
    listed = outlet_of(outlet.name)
    return listed is None or not noun.endswith("agency") or listed.kind == "agency"


def _fitting_bodies(cast: Cast, noun: str) -> Iterable[Figure]:
    outlets = noun in words_of("outlets") or noun.split(maxsplit=1)[0] in words_of("outlets")
    named = body_nouns().get(noun, ())
    for figure in cast.figures:
        if figure.kind == "person":
            continue
        if (
            figure.name in named
            or (outlets and figure.kind == "outlet" and _may_be(figure, noun))
            or (noun in words_of("bodies") and noun in figure.words and figure.kind == "organisation")
        ):
            yield figure
