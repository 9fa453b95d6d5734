"""The quotes planted in the demonstration are graded and pinned as its gold says."""

import json
from typing import Any

import pytest

from onrecord.attribution import attribute
from onrecord.comparison.passages import Voice, transcript_of
from onrecord.comparison.shelf import Shelf
from onrecord.comparison.trace import Quote, trace
from onrecord.model import Document, Span
from onrecord.reading import read_unit
from onrecord.resolution import resolve
from tests import make_demo_gold as gold

PLANTS = [
    plant
    for plant in map(json.loads, (gold.DEMO / "gold" / "plants.jsonl").read_text("utf-8").splitlines())
    if plant["plant"] == "quote"
]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    found = []
    for path in sorted((gold.DEMO / "transcripts").iterdir()):
        for document in read_unit(str(path)):
            assert isinstance(document, Document)
            found.append(transcript_of(document, resolve(document, attribute(document)).reports))
    return Shelf(found)


@pytest.mark.parametrize("plant", PLANTS, ids=[plant["id"] for plant in PLANTS])
def test_planted_quotes(plant: dict[str, Any], shelf: Shelf) -> None:
    expect, (printed, *places) = plant["expect"], plant["quotes"]
    text = gold.plain(printed["document"])
    speaker = Voice(expect["speaker"], expect["speaker"], "person")
    found = trace(Quote(text, tuple(Span(*pair) for pair in printed["content"]), False, speaker), shelf)
    assert found.grade == expect["grade"]
    if found.grade == "not found":
        assert any(path.endswith(expect["searched"]) for path in found.searched)
        return
    assert found.transcript is not None and found.transcript.endswith(expect["transcript"])
    surname = expect.get("turn_speaker", expect["speaker"]).split()[-1]
    assert (found.turn_speaker or "").casefold().endswith(surname.casefold())
    pinned = [tuple(span) for place in places for span in place["content"]]
    assert [span.start for span in found.match] == [start for start, _ in pinned]
    assert all(abs(span.end - end) <= 1 for span, (_, end) in zip(found.match, pinned, strict=True))
    harmless = [d.quote.of(text) for d in found.differences if d.harmless]
    assert all(bracket in harmless for bracket in expect.get("brackets", []))


@pytest.mark.parametrize(
    "name", ["harrane-blockade-altered", "harrane-sale", "harrane-tired", "okanbro-place"]
)
def test_exactly_the_planted_words_are_marked(name: str, shelf: Shelf) -> None:
    plant = next(plant for plant in PLANTS if plant["id"] == f"quote-{name}")
    expect, printed = plant["expect"], plant["quotes"][0]
    text = gold.plain(printed["document"])
    speaker = Voice(expect["speaker"], expect["speaker"], "person")
    found = trace(Quote(text, tuple(Span(*pair) for pair in printed["content"]), False, speaker), shelf)
    source = gold.plain(expect["transcript"])
    harmful = [d for d in found.differences if not d.harmless]
    assert [d.quote.of(text) for d in harmful if d.quote.of(text)] == expect["added"]
    assert [d.transcript.of(source) for d in harmful if d.transcript.of(source)] == expect["dropped"]
