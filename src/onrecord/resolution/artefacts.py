"""Reports, statements, polls as sources: who made them, else the thing itself as printed."""

from __future__ import annotations

import re

from onrecord.model import Party
from onrecord.resolution.figures import Found
from onrecord.resolution.groups import as_described, head_noun
from onrecord.resolution.lexicon import words_of
from onrecord.resolution.parties import Cast
from onrecord.resolution.scenes import Scene, of_figure

_LONGEST = 200  # of a phrase that is read as an artefact, in characters
_BACK = 4  # how many paragraphs back its maker may have been the source
_PASSED_ON = "".join(
    rf"(?<!\b{verb} )"
    for verb in ("seen", "cited", "quoted", "viewed", "reviewed", "obtained", "carried", "reported")
)
"""“A letter seen by the Herald” is not the Herald's."""
_STATED = frozenset({"statement", "press release", "release", "communique"})


def artefact(scene: Scene, phrase: str, at: int) -> Found | None:
    """“Trump’s new ad”, “a report by the World Bank”: whose it is. “The statement”: of who spoke last.
    “A recent poll”, “published reports”: unnamed, as printed."""
    head = head_noun(phrase)
    if head is None or len(phrase) > _LONGEST or head not in words_of("artefacts"):
        return None
    maker = _maker(scene.cast, phrase)
    if maker is not None:
        return maker
    definite = re.match(r"(?:the|this|that|its|their|his|her)\s", phrase, re.I)
    if definite and head in words_of("issued"):
        return _issuer(scene, phrase, at)
    singular = head.removesuffix("s")
    if definite or not {head, singular} & words_of("issued"):
        return None
    return Found(None, Party(as_described(phrase), "unnamed"), 0.65, "named by nobody in the text")


def _maker(cast: Cast, phrase: str) -> Found | None:
    """Return whose name stands beside the thing."""
    owner = re.search(rf"{_PASSED_ON}\b(?:by|from)\s+(?:the\s+)?([A-Z].*)", phrase)
    words = phrase[owner.start(1) :] if owner else phrase
    for figure in cast.figures:
        for form in figure.forms:
            if len(form) > 2 and re.match(
                rf"(?:(?:the|a|an|new|another)\s+)*{re.escape(form)}\b", words, re.I
            ):
                return Found(figure, figure.party, 0.6, f"“{phrase}”: made by {figure.name}")
    return None


def _issuer(scene: Scene, phrase: str, at: int) -> Found | None:
    """Return the outlet, for a statement the body, that was the source last, a few paragraphs back;
    or the unnamed thing of the same noun."""
    here, head = scene.attention.paragraph(at), head_noun(phrase)
    kinds = ("organisation", "office", "country") if head in _STATED else ("outlet",)
    for position, figure in reversed(scene.attention.speakers):
        if position >= at:
            continue
        if here - scene.attention.paragraph(position) > _BACK:
            break
        if figure.kind in kinds or (figure.kind == "unnamed" and head_noun(figure.name) == head):
            return of_figure(figure, 0.55, f"“{phrase}”: {figure.name} was the source before")
    return None
