import numpy as np

from onrecord.attribution.features import pieces
from onrecord.attribution.naming import mentions
from onrecord.attribution.network import tokenizer


def test_names_are_whole_words_with_their_kind() -> None:
    text = "Mara Vell left Orlund on Monday"  # Orlund is several pieces
    cut = pieces(text, tokenizer())
    words = [text[a:b] for a, b in zip(cut.starts, cut.ends, strict=True)]
    tags = {"Mara": 1, "V": 2, "##ell": 2, "left": 0, "or": 5, "on": 0, "Monday": 9}
    wanted = np.zeros(len(cut), np.int64)
    for i, word in enumerate(words):
        wanted[i] = tags.get(word, 2 if i < words.index("left") else 0)
    wanted[words.index("left") + 1] = 5
    names = np.log(np.full((len(cut), 11), 0.01, np.float32))
    names[np.arange(len(cut)), wanted] = np.log(0.9)
    found = mentions(text, cut, names)
    assert [(m.span.of(text), m.kind) for m in found] == [
        ("Mara Vell", "person"),
        ("Orlund", "place"),
        ("Monday", "date"),
    ]
    assert all(0 < m.confidence <= 1 for m in found)


def test_no_names() -> None:
    cut = pieces("It rained.", tokenizer())
    names = np.zeros((len(cut), 11), np.float32)
    names[:, 0] = 1
    assert mentions("It rained.", cut, names) == []
