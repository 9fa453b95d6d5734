"""Sentences that say the same are near each other, whatever else was asked."""

import numpy as np

from onrecord.encoding.sentences import LONGEST, WIDTH, load
from onrecord.encoding.words import plain, words

SENTENCES = [
    "The harbour will not close before the new quay is finished.",
    "The port is to stay open until the new wharf is complete.",
    "Grain prices in Karsk fell by four per cent after the storm.",
]


def test_the_same_in_other_words_is_nearer_than_another_matter() -> None:
    one, same, other = load()(SENTENCES)
    assert one @ same > 0.5 > one @ other


def test_a_vector_has_length_one_and_does_not_depend_on_its_company() -> None:
    together = load()(SENTENCES)
    alone = np.concatenate([load()([sentence]) for sentence in SENTENCES])
    assert together.shape == (3, WIDTH) and np.array_equal(together, alone)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-4)


def test_marks_and_spaces_make_no_difference() -> None:
    one, other = load()(["“The quay is  closed,” she said.", '"The quay is closed," she said'])
    assert np.array_equal(one, other)
    assert plain("a – “b” .") == 'a - "b"'


def test_nothing_and_very_much_are_read_too() -> None:
    nothing, much = load()(["", "quay " * 5 * LONGEST])
    assert np.isfinite(nothing).all() and np.isfinite(much).all()
    assert load()([]).shape == (0, WIDTH)


def test_the_word_table_has_a_row_for_each_piece() -> None:
    assert words()(np.array([0, 30521])).shape == (2, WIDTH)
