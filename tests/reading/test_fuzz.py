"""Nothing that arrives makes a reader raise, leave its text, or take more than linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Document
from onrecord.reading import read_bytes, read_text
from tests.reading.samples import samples, sound

SAMPLES = samples()
NAMES = [*SAMPLES, "a.ndjson", "a.tsv", "a.htm", "a.atom", "a.xml", "a.bin", "a"]
RELAXED = settings(max_examples=60, suppress_health_check=list(HealthCheck))
PIECES = st.sampled_from(
    [
        *("\n", "\n\n", " ", "“", "”", '"', "(", "\r\n", "\ud800", "\x00", "é", "\xa0", "a" * 300),
        *("MS. OKORO: ", "Q    ", "**ANA ROE:** ", "Read also:", "By Ana Roe", "---\n", "title: x\n"),
        *("14 May 2031", "Related:", "- item", "A sentence about the river and the dam.", "# Head", "END"),
        *("Photo: Ana Roe", "KARSK, May 14, 2031 (Agency) — ", "Updated: ", "© Karsk Today", "Dear reader"),
    ]
)
ENDLESS = [
    *(
        "a",
        '"',
        "“",
        "\n",
        "(",
        "a\n",
        "Q: ",
        "Q:\n",
        "MS. OKORO: a\n",
        "By ",
        "* ",
        "**",
        "[",
        "{",
        "<",
        "<p>",
        "#",
    ),
    *(
        "---\n",
        "1 ",
        "1. ",
        "a. ",
        "Read also:\n",
        "2031-05-14 ",
        "A-A-",
        "Photo: ",
        "\xa0",
        "’s ",
        "Ana Roe ",
    ),
    *("<!--", "Source: "),
]


@RELAXED
@given(st.binary(max_size=400), st.sampled_from(NAMES))
def test_any_bytes(data: bytes, name: str) -> None:
    for item in read_bytes(data, name):
        if isinstance(item, Document):
            sound(item)


@RELAXED
@given(st.data(), st.sampled_from(sorted(SAMPLES)))
def test_damaged_files(data: st.DataObject, name: str) -> None:
    blob = bytearray(SAMPLES[name])
    for place in data.draw(st.lists(st.integers(0, len(blob) - 1), max_size=8)):
        blob[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(blob)))
    for item in read_bytes(bytes(blob[: cut or None]), name):
        if isinstance(item, Document):
            sound(item)


@RELAXED
@given(st.lists(PIECES, max_size=60))
def test_any_text(pieces: list[str]) -> None:
    sound(read_text("".join(pieces)))


@RELAXED
@given(st.text())
def test_text_is_kept(text: str) -> None:
    kept = read_text(text).text
    assert len(kept) == len(text.replace("\r\n", "\n"))


@pytest.mark.slow
@pytest.mark.parametrize("piece", ENDLESS)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl"])
def test_a_megabyte_of_anything(piece: str, name: str) -> None:
    data = (piece * (1_000_000 // len(piece))).encode()
    started = time.process_time()
    for item in read_bytes(data, name):
        if isinstance(item, Document):
            sound(item)
    assert time.process_time() - started < 60  # seconds of processor time; others may use it too
