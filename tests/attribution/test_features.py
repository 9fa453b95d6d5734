import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.attribution.features import CLOSING, CONTINUED, INSIDE, OPENING, OUTSIDE, pieces, quote_states
from onrecord.attribution.network import tokenizer

NEWS = st.text(alphabet=st.sampled_from(list("abcDE 12.,!?\n\"'“”‘’«»`é—")), max_size=200)


def states(text: str) -> str:
    return "".join(".({)~"[s] for s in quote_states(text))


def test_states_of_double_marks() -> None:
    assert states('Ann: "No."') == ".....({{{)"
    assert states("Ann: “No.”") == ".....({{{)"
    assert states("Ann: ''No.''") == ".....(({{{))"
    assert states("Ann: ``No.''") == ".....(({{{))"


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert set(states("Ann's dog can't bark, the neighbours' cat won't.")) == {"."}


def test_single_marks_around_a_saying_count() -> None:
    assert states("‘We can’t go on,’ said Ann.").startswith("({{{")
    assert states("‘We can’t go on,’ said Ann.").endswith("." * 10)


def test_a_quotation_goes_on_only_where_the_next_paragraph_opens_with_a_mark() -> None:
    goes_on = quote_states('He said: "One.\n"Two."')
    assert goes_on[-3] == CONTINUED
    assert quote_states('He said: "One.\nTwo.')[-2] == OUTSIDE


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = '"One two\nthree'
    assert quote_states(text)[0] == OPENING
    assert quote_states(text)[5] == INSIDE
    assert quote_states(text)[-1] == OUTSIDE


@given(NEWS)
@example("‘1«?’")
def test_every_mark_has_a_state_and_no_break_has_one(text: str) -> None:
    found = quote_states(text)
    assert len(found) == len(text)
    assert all(found[i] in (OPENING, CLOSING) for i, c in enumerate(text) if c in '"“”«»')
    assert all(found[i] == OUTSIDE for i, c in enumerate(text) if c == "\n")


@given(st.one_of(NEWS, st.text(max_size=100)))
def test_pieces_stay_in_the_text_and_in_order(text: str) -> None:
    cut = pieces(text, tokenizer())
    assert np.all(cut.starts < cut.ends) or not len(cut)
    assert np.all(np.diff(cut.starts) >= 0)
    assert not len(cut) or cut.ends.max() <= len(text)
    assert {len(a) for a in (cut.ids, cut.starts, cut.ends, cut.shape, cut.quote, cut.gap)} == {len(cut)}


def test_shapes_and_gaps() -> None:
    cut = pieces("Vell met NATO's 12\nmcDowd", tokenizer())
    text_of = [("Vell met NATO's 12\nmcDowd")[a:b] for a, b in zip(cut.starts, cut.ends, strict=True)]
    shape = dict(zip(text_of, cut.shape.tolist(), strict=True))
    assert (shape["met"], shape["12"], shape["NATO"]) == (1, 5, 4)
    assert cut.gap[0] == 3
    assert cut.gap[text_of.index("12") + 1] == 3
