"""The demonstration's texts and gold agree: offsets slice to the quotes, planted words are there."""

import json
import re
import tomllib
from collections import Counter
from itertools import pairwise
from typing import Any

from tests import make_demo_gold as gold

DOCUMENTS, STATEMENTS, TURNS = "documents.jsonl", "statements.jsonl", "turns.jsonl"
NOISE, PLANTS = "noise.jsonl", "plants.jsonl"


def rows(name: str) -> list[dict[str, Any]]:
    text = (gold.DEMO / "gold" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def pins() -> list[dict[str, Any]]:
    """Everything in the gold that points at words of a text."""
    return [*rows(STATEMENTS), *rows(NOISE), *(q for plant in rows(PLANTS) for q in plant["quotes"])]


def test_the_corpus_is_complete() -> None:
    articles = list((gold.DEMO / "articles").iterdir())
    assert len(articles) == 24
    assert len(list((gold.DEMO / "transcripts").iterdir())) == 4
    known = {row["document"] for row in rows(DOCUMENTS)}
    assert known == {path.name for path in [*articles, *(gold.DEMO / "transcripts").iterdir()]}
    assert {path.suffix for path in articles} == {".txt", ".md", ".html", ".json"}


def test_gold_is_what_its_sources_give() -> None:
    written = {name: rows(name) for name in (DOCUMENTS, STATEMENTS, TURNS, NOISE, PLANTS)}
    parties = tomllib.loads((gold.HERE / "parties.toml").read_text(encoding="utf-8"))
    assert list(gold.documents()) == written[DOCUMENTS]
    assert list(gold.statements(parties)) == written[STATEMENTS]
    assert list(gold.turns(parties)) == written[TURNS]
    assert list(gold.noise()) == written[NOISE]
    assert list(gold.plants()) == written[PLANTS]


def test_every_part_stands_in_its_text() -> None:
    for row in pins():
        text = gold.plain(row["document"])
        assert row["parts"] and all(part in text for part in row["parts"])
        assert " … ".join(row["parts"]) == row["quote"]


def test_offsets_slice_to_the_quotes() -> None:
    for row in pins():
        if "content" in row:
            text = gold.plain(row["document"])
            assert [text[start:end] for start, end in row["content"]] == row["parts"]
            assert all(a[1] <= b[0] for a, b in pairwise(row["content"]))


def test_offsets_are_given_for_every_plain_file() -> None:
    assert all(("content" in row) == (not row["document"].endswith(".html")) for row in pins())


def test_every_article_has_statements_and_no_noise_holds_one() -> None:
    named = {row["document"] for row in rows(STATEMENTS)}
    assert named == {path.name for path in (gold.DEMO / "articles").iterdir()}
    noise = [(r["document"], *span) for r in rows(NOISE) for span in r.get("content", [])]
    for row in rows(STATEMENTS):
        for start, end in [] if row["optional"] else row.get("content", []):
            assert not any(d == row["document"] and s < end and start < e for d, s, e in noise), row["quote"]


def test_kinds_follow_the_quotation_marks() -> None:
    marks = "“”\"'‘’«»"
    for row in rows(STATEMENTS):
        first, last = row["parts"][0][0], row["parts"][-1][-1]
        quoted = first in marks or last in marks
        if row["kind"] == "direct":
            assert quoted, row["quote"]
        if row["kind"] == "indirect":
            assert not any(mark in row["quote"] for mark in "“”«»"), row["quote"]


def test_turns_are_those_of_the_transcripts() -> None:
    for row in rows(TURNS):
        text = gold.plain(row["document"])
        (start, end) = row["content"][0]
        assert row["label"] in text[max(0, start - 40) : start]
        assert text[start:end].strip() == text[start:end]
        assert (row["speaker"] is None) == (row["label"] == "Q")


def test_every_kind_of_plant_occurs() -> None:
    kinds = Counter(plant["plant"] for plant in rows(PLANTS))
    assert kinds["denial"] >= 3 and kinds["reversal"] >= 2 and kinds["office_change"] >= 2
    assert kinds["condition"] >= 5 and kinds["pledge"] >= 5 and kinds["relay"] >= 3 and kinds["copy"] == 2
    grades = {plant["expect"].get("grade") for plant in rows(PLANTS) if plant["plant"] == "quote"}
    assert grades == {"verbatim", "altered", "spliced", "other speaker", "not found"}


def words(text: str) -> str:
    """The bare words: marks, brackets (one stands for Drenov), case and line breaks do not count."""
    return " ".join(re.findall(r"\w+", re.sub(r"\[[^]]*\]", "", text).lower().replace("drenov", "")))


def test_the_planted_grades_are_true() -> None:
    for plant in (p for p in rows(PLANTS) if p["plant"] == "quote"):
        expect = plant["expect"]
        transcript = words(gold.plain(expect.get("transcript") or expect["searched"]))
        quoted = " … ".join(q["quote"] for q in plant["quotes"] if q["role"] == "quote")
        found = all(words(piece) in transcript for piece in quoted.split(" … "))
        assert found == (expect["grade"] in ("verbatim", "other speaker")), plant["id"]


def test_the_planted_speakers_are_those_of_the_turns() -> None:
    for plant in (p for p in rows(PLANTS) if p["plant"] == "quote"):
        speaker = plant["expect"].get("turn_speaker", plant["expect"]["speaker"])
        for quote in (q for q in plant["quotes"] if q["role"] == "transcript"):
            start, end = quote["content"][0]
            held = [t for t in rows(TURNS) if t["document"] == quote["document"]]
            within = [t for t in held if t["content"][0][0] <= start and end <= t["content"][0][1]]
            assert [t["speaker"]["name"] for t in within] == [speaker], plant["id"]


def test_the_dossier_points_at_words_of_the_record() -> None:
    dossier = tomllib.loads((gold.DEMO.parent / "dossiers" / "demo.toml").read_text(encoding="utf-8"))
    names = {party["name"] for party in dossier["party"]}
    assert set(dossier["decision"]["members"]) <= names and len(dossier["decision"]["members"]) == 9
    sources = [
        dossier["decision"]["source"],
        *(s["source"] for s in dossier["decision"]["step"] if "source" in s),
    ]
    for source in sources:
        assert source["quote"] in gold.plain(source["document"])
