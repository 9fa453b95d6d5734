"""Which language a text is in, where that is plain."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

SUPPORTED = frozenset({"en"})
LEAST_LETTERS = 200
SAMPLE = 6000
SURE = 0.95
WORD = re.compile(r"[^\W\d_]+")
FUNCTION_WORDS = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "for",
        "is",
        "was",
        "on",
        "with",
        "as",
        "by",
        "it",
        "at",
        "from",
        "be",
        "are",
        "has",
        "have",
        "not",
        "he",
        "his",
        "they",
        "said",
    ]
)


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the text's language; ``en`` unless another one is certain.

    Texts of fewer than 200 letters are not judged.
    """
    words = [word.lower() for word in WORD.findall(text[:SAMPLE])]
    if sum(map(len, words)) < LEAST_LETTERS:
        return "en"
    if sum(word in FUNCTION_WORDS for word in words) > 0.2 * len(words):
        return "en"  # no other language has so many of them; spares the model its half second
    code, sureness = _identifier().classify(" ".join(words))
    return str(code) if sureness >= SURE else "en"


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
