"""Labelled pages: cut as the program cuts them, and kept apart from what is trained on."""

import json
from functools import partial
from pathlib import Path

import pytest

from onrecord.positions.dossier_file import read_dossier
from train.stance.groups import HELD_PAGES, read_groups
from train.stance.paged import group_of, one_label, read_words

PAGE = """Bridge vote put off

TOLM, March 3, 2031 - Ana Brisk, the mayor of Tolm, said she would vote for the bridge. "Not this year," said
Per Holm, the treasurer. It rained.
"""
DOSSIER = """question = "Should Tolm build the bridge?"
[[proposition]]
id = "plain"
text = "Tolm should build the bridge."
[[proposition]]
id = "narrow"
text = "Tolm should build the bridge this year."
"""


def page(folder: Path, *rows: tuple[str, str, str]) -> Path:
    path = folder / "bridge.txt"
    path.write_text(PAGE, encoding="utf-8")
    path.with_suffix(".toml").write_text(DOSSIER, encoding="utf-8")
    lines = [{"quote": q, "labels": {"plain": plain, "narrow": narrow}} for q, plain, narrow in rows]
    path.with_suffix(".jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_a_page_makes_a_group_of_the_statements_that_have_labels(tmp_path: Path) -> None:
    path = page(
        tmp_path,
        ("she would vote for the bridge", "for", "unclear"),
        ("Not this year,", "unclear", "against"),
    )
    group = group_of(path, partial(read_words, path.with_suffix(".jsonl")))
    assert group["propositions"] == [
        "Tolm should build the bridge.",
        "Tolm should build the bridge this year.",
    ]
    assert [(text.split()[-1], letters) for text, letters, _ in group["statements"]] == [
        ("bridge", "fu"),
        ("treasurer", "ua"),
    ]


def test_words_that_are_not_there_are_refused(tmp_path: Path) -> None:
    path = page(tmp_path, ("no such words", "for", "for"))
    with pytest.raises(SystemExit, match="no such words"):
        group_of(path, partial(read_words, path.with_suffix(".jsonl")))


@pytest.mark.parametrize(
    ("labels", "one"),
    [
        (["for", "unclear"], "for"),
        (["for", "against"], None),
        (["off", "unclear"], "unclear"),
        (["off"], "off"),
    ],
)
def test_one_label_of_several(labels: list[str], one: str | None) -> None:
    assert one_label(labels) == one


def test_no_group_has_a_proposition_of_the_pages_that_measure() -> None:
    pages = {one.text for path in HELD_PAGES for one in read_dossier(path).propositions}
    assert len(pages) == 180
    assert not pages & {example.proposition for example in read_groups()}
