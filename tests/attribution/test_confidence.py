import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribution.confidence import EVIDENCE, Calibration, evidence
from onrecord.attribution.decoding import PieceSpan
from onrecord.attribution.linking import CONTENT, CUE, SOURCE, Linked


def test_sure_tags_give_more_confidence_than_doubtful_ones() -> None:
    found = Linked((PieceSpan(CONTENT, 2, 4),), PieceSpan(CUE, 1, 2), PieceSpan(SOURCE, 0, 1), -0.1, -0.1)
    sure = np.full((5, 7), 0.01)
    for piece, tag in enumerate((1, 3, 5, 6, 0)):
        sure[piece, tag] = 0.94
    doubtful = np.full((5, 7), 1 / 7)
    high, low = (Calibration()(evidence(np.log(p).astype(np.float32), found)) for p in (sure, doubtful))
    assert high > low


def test_one_number_for_each_name_and_flags_for_what_is_missing() -> None:
    tags = np.log(np.full((3, 7), 1 / 7, np.float32))
    seen = dict(
        zip(EVIDENCE, evidence(tags, Linked((PieceSpan(CONTENT, 0, 3),), None, None, 0.0, 0.0)), strict=True)
    )
    assert (seen["no cue"], seen["no source"]) == (1, 1)
    assert seen["content"] == pytest.approx(2 / 7)


@given(st.lists(st.floats(0, 1, width=32), min_size=9, max_size=9))
def test_a_confidence_is_a_probability(seen: list[float]) -> None:
    assert 0 <= Calibration()(np.array(seen, np.float32)) <= 1
