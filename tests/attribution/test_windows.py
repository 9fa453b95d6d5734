from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribution.features import pieces
from onrecord.attribution.network import tokenizer
from onrecord.attribution.windows import windows

PARAGRAPHS = st.lists(st.integers(0, 60).map(lambda n: " ".join(["word"] * n + ["End."])), max_size=12)


@given(PARAGRAPHS, st.integers(8, 40), st.integers(0, 20))
def test_every_piece_is_owned_once_and_no_window_is_too_long(
    parts: list[str], limit: int, overlap: int
) -> None:
    text = "\n".join(parts)
    cut = pieces(text, tokenizer())
    found = windows(text, cut, limit, overlap)
    owned = [i for w in found for i in range(w.own, w.end)]
    assert owned == list(range(len(cut)))
    assert all(w.end - w.start <= limit and w.start <= w.own < w.end for w in found)
    assert all(w.own - w.start <= overlap for w in found)


def test_paragraphs_stay_whole_and_overlap_brings_the_one_before() -> None:
    text = "\n".join(["One two three four five."] * 4)
    cut = pieces(text, tokenizer())
    assert [(w.start, w.end) for w in windows(text, cut, limit=13)] == [(0, 12), (12, 24)]
    assert [(w.start, w.own, w.end) for w in windows(text, cut, limit=13, overlap=6)] == [
        (0, 0, 12),
        (6, 12, 18),
        (12, 18, 24),
    ]


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    text = "One two three. Four five six. Seven eight nine."
    cut = pieces(text, tokenizer())
    assert [text[cut.starts[w.start] : cut.ends[w.end - 1]] for w in windows(text, cut, limit=9)] == [
        "One two three. Four five six.",
        "Seven eight nine.",
    ]


def test_no_text_no_window() -> None:
    assert windows("", pieces("", tokenizer())) == []
