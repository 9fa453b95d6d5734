"""Groups and unnamed sources: "Russian officials", "NATO leaders", "a dozen officials familiar with the
matter"."""

from __future__ import annotations

import re

from onrecord.attribution.lexicon import pattern
from onrecord.model import Party
from onrecord.resolution.figures import Found
from onrecord.resolution.lexicon import organisation_words, role_phrases, words_of
from onrecord.resolution.parties import Cast
from onrecord.resolution.roles import Role, known_at, parse_role, role_at

GENERIC = re.compile(
    r"(?:the|this|that|its)\s+(?:[\w’'.]+-(?:based|headquartered|listed|owned)\s+)*[\w-]+", re.I
)
"""“The company”, also “the Basel-based company”: a noun and nothing that names one."""
_DETERMINER = re.compile(
    r"^(?:the|a|an|these|those|some|many|several|most|all|both|other|its|his|her|their|our|other)\s+(?=\w)",
    re.I,
)
_SHARE = r"(?i)^(?:[\w-]+\s){0,3}(?:%shares%)\s+of\s+(?:(?:the|his|her|its|their|these|those)\s+)?"
_TAIL = re.compile(
    r",.*|\s(?:at|who|which|that|in|on|from|held|attending|gathered|meeting|including|like|such)\b.*", re.S
)
_WHERE = re.compile(
    r"\s(?:in|from|across|at)\s(?:the\s)?[A-Z]\w+(?:\s(?:of\s)?[A-Z]\w+)*(?:\sand\s[A-Z]\w+)?"
)
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_PLURAL = re.compile(r"(?:[^su]s|ies|men|women|people|police|folks)$")


def is_share(phrase: str) -> bool:
    """Whether a phrase tells of a part of many: "dozens of women", "a group of doctors"."""
    return pattern(_SHARE, "titles", "words").match(phrase) is not None


def is_plural_role(phrase: str) -> bool:
    """Whether the head of the phrase is a plural role: "senators", "NATO leaders", "two aides to the
    mayor"."""
    head = head_noun(phrase)
    return (
        head is not None
        and bool(_PLURAL.search(head))
        and _role_word(_singular(head))
        and (head,) not in role_phrases()
    )


def _role_word(word: str) -> bool:
    return role_at([word], 0)[0] > 0


def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def head_noun(phrase: str) -> str | None:
    """Return the last word of a noun phrase before a preposition, clause or comma, in lower case."""
    words = _WORD.findall(
        _TAIL.sub(
            "", re.sub(r"\s(?:of|for|to|with|familiar|close|involved|briefed)\s.*", "", phrase, flags=re.S)
        )
    )
    return words[-1].lower() if words else None


def collective(cast: Cast, phrase: str, at: int = 0) -> Found | None:
    """Return the group or the unnamed sources a noun phrase at an offset names."""
    phrase = _whole_before(cast.text, phrase, at) or phrase
    share = pattern(_SHARE, "titles", "words").match(phrase)
    head = head_noun(phrase[share.end() :] if share else phrase)
    if head is None or len(phrase) > 200 or head in words_of("artefacts"):
        return None
    if share and (_PLURAL.search(head) or head in words_of("sources")):
        return Found(None, Party(as_described(phrase), "group"), 0.7, "a part of a group, as printed")
    if head in words_of("generic") and GENERIC.fullmatch(phrase):
        return None  # "the company", and none is named that it must be
    if re.match(r"(?:his|her|your|my|our|their|its)\s", phrase, re.I) and not _role_word(_singular(head)):
        return None
    if {head, _singular(head)} & words_of("sources") or re.search(r"familiar with|anonym|condition", phrase):
        return _sources(cast, phrase, head)
    if (_PLURAL.search(head) or head in words_of("bodies")) and head not in words_of("pointers"):
        return _group(cast, phrase, head)
    return None


def _sources(cast: Cast, phrase: str, head: str) -> Found:
    """Return unnamed sources; those of a country or body are a group of it."""
    country = _whose(cast, phrase)
    if country and head not in ("sources", "source", "people", "person"):
        party = Party(_short(phrase), "group")
    else:
        party = Party(as_described(phrase), "unnamed")
    return Found(None, party, 0.8, "unnamed in the text", None, country)


def _group(cast: Cast, phrase: str, head: str) -> Found | None:
    """Return a body or a group, named as printed."""
    name = _of_whom(_short(phrase))
    if len(name) <= 2 or name.isdigit():
        return None
    if head in words_of("bodies") and GENERIC.fullmatch(phrase) and name.islower():
        party = Party(as_described(phrase), "unnamed")  # "the ministry": of many countries' ministries, one
        return Found(None, party, 0.6, "a body that the text does not name")
    if head in words_of("bodies") or _names_body(name, head):
        party, reason = Party(name, "organisation"), "a body as printed"
    else:
        party, reason = Party(name, "group"), "a group as printed"
    return Found(None, party, 0.7, reason, None, _whose(cast, phrase))


def _names_body(name: str, head: str) -> bool:
    """Whether a name of several words ends in its head, in capitals, and that is a word of organisations."""
    last = _WORD.findall(name)[1:][-1:]
    return bool(last) and last[0][0].isupper() and last[0].lower() == head in organisation_words("heads")


def _whole_before(text: str, phrase: str, at: int) -> str | None:
    """Return the words that said before of what body "the leaders" are; None for other phrases."""
    bare = _THE_PLURAL.fullmatch(phrase)
    if bare is None or not _role_word(_singular(bare[1].lower())):
        return None
    name = r"[A-ZÀ-Þ][\w’-]*(?:\s[A-ZÀ-Þ][\w’-]*)*"
    before = re.compile(rf"\b{bare[1]}\s+of\s+(?:the\s+)?{name}|(?<!\.\s){name}\s{bare[1]}\b")
    found = [match.group() for match in before.finditer(text, max(0, at - _BACK), at)]
    return found[-1] if found else None


_BACK = 1500
"""Characters in which "the leaders" are told of before."""
_THE_PLURAL = re.compile(r"(?:[Tt]he|[Tt]hese|[Tt]hose)\s+([a-z]+s)")
_OFFICES = frozenset(
    (
        "president",
        "prime_minister",
        "chancellor",
        "minister",
        "secretary",
        "secretary_general",
        "governor",
        "mayor",
    )
)


def _of_whom(name: str) -> str:
    """Return "Foreign Ministry of Ukraine" for "Ukraine's Foreign Ministry"."""
    owned = re.fullmatch(r"([A-Z]\w+)['’]s ((?:\w+ ){0,3}[Mm]inistry)", name)
    return f"{owned[2]} of {owned[1]}" if owned else name


def outsider(phrase: str, role: Role) -> Found | None:
    """Return an unnamed person known by a description: "a Homeland Security official"."""
    if role.definite and role.affiliation and role.head in _OFFICES and not role.former:
        name = f"{role.title} of {role.affiliation}"
        return Found(
            None,
            Party(name, "office"),
            0.55,
            "an office whose holder the text does not name",
            role.title,
            role.affiliation,
        )
    if role.definite and role.head in ("leader", "head", "official", "politician"):
        return None
    if role.definite and role.head in _OFFICES and not role.former:
        return Found(
            None,
            Party(role.title, "office"),
            0.5,
            "an office whose holder the text does not name",
            role.title,
        )
    return Found(
        None,
        Party(as_described(phrase), "unnamed"),
        0.75,
        "unnamed in the text",
        role.title,
        role.affiliation,
    )


def _whose(cast: Cast, phrase: str) -> str | None:
    """Return the country or body that an adjective or name in the phrase points to; a word that begins it and
    has its capital nowhere else may be any adjective."""
    tokens = _WORD.findall(_TAIL.sub("", phrase))
    for i in range(len(tokens)):
        length, name = known_at(tokens, i)
        if length:
            return name
    role = parse_role(_singular(_undetermined(phrase))) if len(phrase) < 80 else None
    whose = role.affiliation if role else None
    return None if whose and phrase.startswith(whose) and cast.text.count(whose) < 2 else whose


def _short(phrase: str) -> str:
    """Return the phrase without determiners and what follows the noun, but for the place of a bare noun:
    "residents in Kvesta"."""
    name = _TAIL.sub("", phrase)
    where = _WHERE.match(phrase, len(name))
    if where and len(_WORD.findall(_DETERMINER.sub("", name))) == 1:
        name += where[0]
    return _undetermined(name).strip(" ,")


def _undetermined(name: str) -> str:
    while (cut := _DETERMINER.sub("", name)) != name:
        name = cut
    return name


def as_described(phrase: str) -> str:
    """Return the description without what identifies nobody: leading article, "both"."""
    name = re.sub(r"^the\s+", "", re.sub(r",\s+(?:who|which|that)\b.*", "", phrase).strip(" ,"), flags=re.I)
    name = re.sub(r"\bboth (?=\w+ and )", "", name)
    first = name.split(" ", 1)[0]
    plain = first.istitle() and not known_at(name.split(), 0)[0] and not _OWNER.match(name)
    return name[0].lower() + name[1:] if plain else name


_OWNER = re.compile(r"[A-ZÀ-Þ][\w.-]*(?:\s+[A-ZÀ-Þ][\w.-]*)*['’]s?\s")
"""Somebody's name to whom the others belong: "Per Orm's spokesman"."""
