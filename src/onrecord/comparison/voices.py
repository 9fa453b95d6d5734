"""Whether the speaker whom a report names is the one who speaks in a transcript's turn."""

from __future__ import annotations

from functools import lru_cache

from onrecord.comparison.passages import Voice
from onrecord.resolution.lexicon import honorifics
from onrecord.resolution.roles import parse_role
from onrecord.resolution.spelling import same_person, sound, words

_REPORTERS = frozenset({"a reporter", "the audience", "an aide"})


@lru_cache(maxsize=100_000)
def same_voice(speaker: Voice | None, turn: Voice) -> bool | None:
    """Return whether both are one; None when that cannot be told.

    A surname suffices, and an office stands for its holder. A country or a body that is said to have spoken
    may have spoken through anyone.

    >>> same_voice(Voice("Karine Jean-Pierre", "Karine Jean-Pierre", "person"), Voice("MS. JEAN-PIERRE"))
    True
    >>> same_voice(Voice("Kirby", "John Kirby", "person"), Voice("Q", "a reporter", "unnamed"))
    False
    >>> same_voice(Voice("Poland", "Poland", "country"), Voice("MS. ORR")) is None
    True
    """
    if speaker is None or not speaker.name:
        return None
    if turn.kind == "unnamed" and turn.name in _REPORTERS:
        return None if speaker.kind == "unnamed" else False
    if speaker.kind == "person" and turn.kind == "person" and turn.name:
        return same_person(words(speaker.name), words(turn.name))
    if not turn.label or speaker.kind not in ("person", "office", None):
        return None
    return _by_label(speaker, turn)


def _by_label(speaker: Voice, turn: Voice) -> bool | None:
    name = words(speaker.name or "")
    label = tuple(word for word in words(turn.label) if word not in honorifics())
    if not name or not label:
        return None
    if sound(name[-1]) == sound(label[-1]):
        return True
    office = parse_role(" ".join(word for word in label if word != "the"))
    if office is None:
        return False if speaker.kind == "person" else None
    held = parse_role((speaker.role or (speaker.name if speaker.kind != "person" else "") or "").lower())
    return True if held is not None and held.head == office.head else None
