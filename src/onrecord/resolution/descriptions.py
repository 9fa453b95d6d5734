"""Definite descriptions: which person of the cast "the alliance chief" or "the senator" stands for."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.resolution import offices
from onrecord.resolution.figures import Figure
from onrecord.resolution.lexicon import body_nouns, covers
from onrecord.resolution.parties import Cast
from onrecord.resolution.roles import Role, bag_of, implied

_HEADS_OF_BODIES = frozenset(
    {"secretary_general", "chair", "head", "director", "high_representative", "spokesperson"}
)
_DEPUTY = re.compile(r"(?i)(?:\w+\s+)?(?:deputy|assistant|under|shadow)\b")
_SPARE = frozenset({"chief", "top", "press", "campaign", "leader", "head", "party"})


def described(cast: Cast, role: Role, at: int, bodies: dict[str, Figure | None]) -> tuple[list[Figure], str]:
    """Return the persons that a description at ``at`` may stand for, best evidence only, and what that was.

    ``bodies`` tells what a common noun stands for at that place ("alliance" -> NATO); a person fits if
    a printed role is of a class that the description covers and everything it says of whose office it
    is agrees.
    """
    named = cast.plain(replace(role, bag=_named(role, bodies)))
    classes = _classes(role) & _HEADS_OF_BODIES if role.bag and not named.bag else _classes(role)
    role = named
    people = [f for f in cast.people() if _sex_fits(f, role)]
    exact = [f for f in people if _holds(f, role, frozenset({role.head}), cast)]
    fitting = exact or [f for f in people if _holds(f, role, classes, cast)]
    reason = "the only role in the text that fits"
    if not fitting and role.bag:
        fitting = [f for f in people if _loose(f, role, classes) and any(a < at for a in f.at)]
        reason = "the only such role in the text, whose body it does not name"
        loose = len(fitting) > 1
    else:
        loose = False
    fitting = _by_tense(fitting, role)
    if len(fitting) > 1 and (loose or not role.bag):
        before = [f for f in fitting if any(a < at for a in f.at)]
        if before:
            fitting = [max(before, key=lambda f: max(a for a in f.at if a < at))]
            reason = "the last one named with such a role"
    return fitting, reason


def holder(cast: Cast, role: Role, bodies: dict[str, Figure | None]) -> list[offices.Office]:
    """Return the offices of the table that the description names on the day of publication; none for a former
    holder of one."""
    if role.former or _DEPUTY.match(role.title):
        return []
    heads = frozenset(h for h in _classes(role) if h not in ("official", "diplomat", "politician"))
    if role.head in ("leader", "head"):
        heads &= offices.HIGHEST | {"director", "chair"}
    return offices.holders(heads, _named(role, bodies) - _SPARE, cast.day)


def _named(role: Role, bodies: dict[str, Figure | None]) -> frozenset[str]:
    """Return the role's bag with common nouns ("alliance") replaced by the body they stand for."""
    named: set[str] = set()
    for word in role.bag:
        figure = bodies.get(word)
        if figure is not None and figure.kind != "person":
            named |= bag_of(figure.name)
        elif word not in body_nouns():
            named.add(word)
    return frozenset(named)


def _classes(role: Role) -> frozenset[str]:
    if role.head == "diplomat" and role.top:
        return frozenset({"minister", "secretary", "high_representative"})
    return covers()[role.head]


def _sex_fits(figure: Figure, role: Role) -> bool:
    return role.gender == "u" or figure.sex in (role.gender, "u")


def _holds(figure: Figure, role: Role, classes: frozenset[str], cast: Cast) -> bool:
    """Whether a printed role, or one from the table of offices, fits the description in class and body."""
    printed = [r for r, _ in figure.roles]
    known = [o.role for o in figure.offices if o.held(cast.day) or (role.former and o.until)]
    if " " in role.title and not _DEPUTY.match(role.title):  # "the minister" may be a deputy
        printed = [r for r in printed if not _DEPUTY.match(r.title)]
    for held in (*printed, *known):
        if held.head in classes and role.bag - _SPARE <= implied(held.bag | figure.attributes) | figure.bag():
            return True
    if role.head == "politician":  # "the Republican", "the Democrat"
        return bool(bag_of(role.title) & figure.bag())
    return False


def _loose(figure: Figure, role: Role, classes: frozenset[str]) -> bool:
    """Whether a role fits in class and the text never says whose it is."""
    return (
        any(r.head in classes and not r.bag for r, _ in figure.roles)
        and not (figure.offices or figure.attributes)
        and not role.former
    )


def _by_tense(fitting: list[Figure], role: Role) -> list[Figure]:
    """Keep former holders for "the former …", if there are any; else those who hold some office now."""
    if role.former:
        return [f for f in fitting if any(r.former for r, _ in f.roles)] or fitting
    return [f for f in fitting if not f.roles or not all(r.former for r, _ in f.roles)]
