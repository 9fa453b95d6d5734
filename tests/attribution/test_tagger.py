import json
from itertools import pairwise
from textwrap import fill

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribution import attribute
from onrecord.attribution.contents import says_something
from onrecord.attribution.network import network, tokenizer
from onrecord.attribution.tagger import Decoding, NeuralTagger, load
from onrecord.errors import ModelError
from onrecord.model import Attribution, Document, Span, Tagged

TEXT = (
    "Orlund's prime minister, Mara Vell, said on Tuesday that the harbour treaty would be signed by winter.\n"
    "“We have waited nine years for this,” Ms. Vell told reporters in Sarn. “We will not wait for a tenth.”\n"
    "Her rival, Tomas Brandt, denied that his party had agreed to the plan, according to the Sarn Courier."
)


@pytest.fixture(scope="module")
def tagged() -> Tagged:
    return load()(TEXT)


def sources_of(words: str, tagged: Tagged) -> str:
    """Who is said to have said the words."""
    found = [
        a for a in tagged.attributions if any(words in s.of(TEXT) for s in a.content) and a.parent is None
    ]
    assert found, words
    return " ".join(s.of(TEXT) for s in found[0].source)


def test_indirect_and_direct_speech_find_their_sources(tagged: Tagged) -> None:
    assert "Vell" in sources_of("the harbour treaty would be signed", tagged)
    assert "Vell" in sources_of("We have waited nine years", tagged)
    assert "Vell" in sources_of("We will not wait for a tenth", tagged)


def test_both_halves_of_a_split_quotation_are_one_attribution_of_kind_direct(tagged: Tagged) -> None:
    (split,) = [a for a in tagged.attributions if any("nine years" in s.of(TEXT) for s in a.content)]
    assert [s.of(TEXT).strip("“”, ") for s in split.content] == [
        "We have waited nine years for this",
        "We will not wait for a tenth.",
    ]
    assert (split.kind, split.act) == ("direct", "says")


def test_names_and_dates_come_with_it(tagged: Tagged) -> None:
    named = {m.span.of(TEXT): m.kind for m in tagged.mentions}
    assert named["Mara Vell"] == "person"
    assert named["Tomas Brandt"] == "person"
    assert named["Tuesday"] == "date"


@pytest.mark.parametrize("width", [60, 75])
def test_hard_wrapped_lines_change_nothing_that_is_said(width: int) -> None:
    plain = TEXT.replace("\n", " ")
    wrapped = fill(plain, width)

    def said(text: str) -> list[list[str]]:
        found = attribute(Document("a.txt", text)).attributions
        return [[" ".join(s.of(text).split()) for s in (*a.source, *a.cue, *a.content)] for a in found]

    assert len(plain) == len(wrapped)
    assert said(wrapped) == said(plain)


def check(text: str, found: Tagged) -> None:
    """What holds for every answer."""
    spans = [s for a in found.attributions for role in (a.source, a.cue, a.content) for s in role]
    spans += [m.span for m in found.mentions]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(s.of(text).strip() == s.of(text) for s in spans)
    assert all(0 <= a.confidence <= 1 for a in found.attributions)
    starts = [a.content[0].start for a in found.attributions]
    assert starts == sorted(starts)
    for index, attribution in enumerate(found.attributions):
        assert all(a.end <= b.start for a, b in pairwise(attribution.content))
        if attribution.parent is not None:
            assert attribution.parent != index
            assert inside(attribution, found.attributions[attribution.parent])


def inside(child: Attribution, parent: Attribution) -> bool:
    own = [s for role in (child.source, child.cue, child.content) for s in role]
    return all(any(p.start <= s.start and s.end <= p.end for p in parent.content) for s in own)


def test_what_holds_for_every_answer(tagged: Tagged) -> None:
    check(TEXT, tagged)


@settings(max_examples=40)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(["“", "”", '"', " said ", "Ann", " he ", ". ", "\n", "it is so", "   "])
        ).map("".join),
    )
)
def test_any_text_has_an_answer(text: str) -> None:
    check(text, load()(text))


def test_what_is_said_in_brackets_ends_with_them() -> None:
    text = "It is cheap (the mayor says it uses a tenth of the power of others) while improving the view."
    [found] = load()(text).attributions
    assert [span.of(text) for span in found.content] == ["it uses a tenth of the power of others"]


def test_no_blank_is_left_behind_a_content() -> None:
    text = '"There is nothing to talk about in Sarn" , Brandt said on Monday .'
    found = load()(text)
    check(text, found)
    assert found.attributions[0].content[0].of(text) == '"There is nothing to talk about in Sarn"'


def test_the_same_answer_twice_and_beside_other_text() -> None:
    assert load()(TEXT) == load()(TEXT)
    blank = " " * 500
    shifted = load()(blank + "\n" + TEXT)
    assert [a.content[0].start - 501 for a in shifted.attributions] == [
        a.content[0].start for a in load()(TEXT).attributions
    ]


def test_nothing_in_nothing() -> None:
    assert load()("") == Tagged()
    assert load()(" \n ") == Tagged()


def test_loaded_once() -> None:
    assert load() is load()


def test_an_unknown_tagger_and_damaged_weights_say_what_to_do() -> None:
    with pytest.raises(ModelError, match="reinstall"):
        load("no such tagger")
    with pytest.raises(ModelError, match="reinstall"):
        network(b"not a network")


def test_settings_beside_the_weights_are_read_back() -> None:
    decoding = Decoding.of(json.loads('{"cue": 0.5, "calibration": {"bias": -1.0}}'))
    assert (decoding.cue, decoding.calibration.bias) == (0.5, -1.0)
    with pytest.raises(TypeError):
        Decoding.of({"no such choice": 1})


def test_overlapping_windows_see_what_single_ones_see() -> None:
    def fake(inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        ids = inputs["ids"]
        n = ids.shape[1]
        tags = np.zeros((1, n, 7), np.float32)
        tags[0, np.arange(n), (ids[0] % 3 == 0) * 5] = 4
        links = np.zeros((1, n, n), np.float32)
        return [tags, np.zeros((1, n, 11), np.float32), links, links]

    text = "\n".join(f"Number {i} of a long list of short paragraphs." for i in range(60))
    plain, overlapping = (
        NeuralTagger("fake", fake, tokenizer(), Decoding(overlap=overlap)).outermost(text)
        for overlap in (0, 40)
    )
    assert plain == overlapping


@pytest.mark.parametrize(
    ("words", "says"), [("it", False), ("That", False), ("it, he", False), ("its end", True)]
)
def test_a_lone_pronoun_says_nothing(words: str, says: bool) -> None:
    assert says_something(words, (Span(0, len(words)),)) is says
