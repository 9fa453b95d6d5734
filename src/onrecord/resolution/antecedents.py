"""Pronouns as sources -> whom they stand for."""

from __future__ import annotations

import re

from onrecord.model import Party
from onrecord.resolution import pronouns
from onrecord.resolution.figures import Figure, Found
from onrecord.resolution.groups import collective, is_plural_role
from onrecord.resolution.roles import parse_role
from onrecord.resolution.runs import Name
from onrecord.resolution.scenes import Scene, of_figure

_NEAR = 2
"""How many sentences back a pronoun reaches for a source that is no named person."""
_NOUN_PHRASE = re.compile(
    r"(?:\b(?:a|an|one|the|two|three|four|five|six|some|several|many|most|other|\d+)\s+[^,.;:“”\"\n]{2,60}|\b[A-Z][\w’'-]*\s+[a-z]+)$"
)


def stands_for(scene: Scene, word: str, at: int) -> Found | None:
    """Return whom a pronoun at an offset stands for; None if no one stands out."""
    if word in pronouns.RELATIVE:
        return _antecedent(scene, word, at)
    if word in pronouns.MASCULINE or word in pronouns.FEMININE:
        sex = "m" if word in pronouns.MASCULINE else "f"
        unnamed = _unnamed(scene, sex, at)
        if unnamed is not None:
            return of_figure(unnamed, 0.65, f"“{word}”: {unnamed.name} was the source before")
        figure, lead = scene.attention.person(at, sex, scene.quoting)
        if figure is None:
            return None
        return of_figure(
            figure, 0.8 if lead >= 1 else 0.65, f"“{word}”: {figure.name} was named or quoted last"
        )
    if word in pronouns.FIRST and not scene.attention.inside_quote(at):
        author = _author(scene.byline or "")
        return Found(None, Party(author, "person"), 0.6, "“I” of the author") if author else None
    if word in pronouns.PLURAL or word in pronouns.NEUTER:
        return _impersonal(scene, word, at)
    return None


def _author(byline: str) -> str | None:
    """Return the one person whom a byline names in full; what stands behind a comma must be a role."""
    name, _, behind = byline.partition(",")
    alone = " and " not in name and (not behind or parse_role(behind.strip()) is not None)
    return name.strip() if alone and len(name.split()) > 1 else None


def _unnamed(scene: Scene, sex: str, at: int) -> Figure | None:
    """Return the one unnamed person who was the source in the sentences before, nobody named since."""
    before = ((p, f) for p, f in reversed(scene.attention.speakers) if p < at)
    position, figure = next(before, (at, None))
    distance = scene.attention.sentence(at) - scene.attention.sentence(position)
    if figure is None or figure.kind != "unnamed" or not 0 < distance <= _NEAR:
        return None
    if not figure.roles or is_plural_role(figure.name) or figure.roles[0][0].gender not in ("u", sex):
        return None
    since = scene.cast.within(position + len(figure.name), at)
    return (
        None
        if any(f is not None and f.kind == "person" and f.sex in ("u", sex) for _, f in since)
        else figure
    )


def _impersonal(scene: Scene, word: str, at: int) -> Found | None:
    """“it” and “they”: the body, country or group that was a source in this or the sentence before."""
    here = scene.attention.sentence(at)
    subject = _subject(scene, here, at) if word in pronouns.NEUTER else None
    if subject is not None:
        return of_figure(subject, 0.6, f"“{word}”: {subject.name} is the subject of the sentence")
    for position, figure in reversed(scene.attention.speakers):
        near = position < at and here - scene.attention.sentence(position) <= _NEAR
        if near and figure.kind != "person" and (word in pronouns.PLURAL or figure.kind != "group"):
            return of_figure(figure, 0.55, f"“{word}”: {figure.name} was the source before")
    return None


def _subject(scene: Scene, sentence: int, at: int) -> Figure | None:
    """Return the country or body that a sentence begins with."""
    start = scene.attention.sentence_starts[sentence] if sentence >= 0 else 0
    for name, figure in scene.cast.within(start, min(at, start + 5)):
        if (
            figure is not None
            and figure.kind in ("country", "organisation", "outlet")
            and not name.possessive
        ):
            return figure
    return None


def _antecedent(scene: Scene, word: str, at: int) -> Found | None:
    """“who”: the name that ends where it begins."""
    before = (
        scene.cast.text[:at].rstrip(" ,\u00a0")
        if at < 200
        else scene.cast.text[at - 200 : at].rstrip(" ,\u00a0")
    )
    edge = at - (min(at, 200) - len(before))
    best: tuple[Name, Figure] | None = None
    for name, figure in scene.cast.within(edge - 90, edge):
        if figure is not None and (word != "who" or figure.kind in ("person", "group", "unnamed")):
            best = (name, figure)
    if best is not None and (best[0].span.end >= edge - 1 or _role_gap(scene, best[0], edge)):
        return of_figure(best[1], 0.75, f"“{word}” follows {best[1].name}")
    if word != "who":
        return None
    noun = _NOUN_PHRASE.search(scene.cast.text[max(0, edge - 80) : edge])
    return collective(scene.cast, noun[0]) if noun else None


def _role_gap(scene: Scene, name: Name, edge: int) -> bool:
    gap = scene.cast.text[name.span.end : edge].strip(" ,")
    return bool(gap) and (parse_role(gap) is not None or re.fullmatch(r"\d{1,3}|\([^)]*\)?", gap) is not None)
