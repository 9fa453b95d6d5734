"""Dossier files: the smallest, the shipped ones, and what is said of a wrong one."""

from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.errors import DossierError
from onrecord.positions.dossier_file import parse_dossier, read_dossier

SMALL = 'question = "Why?"\n[[proposition]]\nid = "p"\ntext = "It should be so."\n'
PARTY = '[[party]]\nname = "Tolm"\n'
MADE = '[decision]\nquestion = "p"\nbody = "B"\nrule = "qualified majority"\nmembers = ["Tolm"]\n'


def test_the_smallest() -> None:
    dossier = parse_dossier(SMALL)
    assert dossier.proposition("p").text == "It should be so." and dossier.decision is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "question is missing"),
        ('question = "Why?"', "no [[proposition]]"),
        (SMALL + SMALL.split("\n", 1)[1], "stands twice"),
        (SMALL + SMALL.split("\n", 1)[1].replace('"p"', '"q"'), "proposition text 'It should be so.' stands"),
        (SMALL.replace('"p"', "1"), 'id is 1; it must be text: id = "..."'),
        (SMALL.replace("[[proposition]]", "[proposition]"), "Write [[proposition]]."),
        (SMALL + '[[partei]]\nname = "Tolm"', "unknown entry 'partei'"),
        (SMALL + PARTY + 'also = ["Tolmia", " "]', "also holds ' ', which is no text"),
        (SMALL + PARTY + PARTY.replace("Tolm", "Orsk") + 'also = ["tolm"]', "'tolm' names Tolm and Orsk"),
        (SMALL + PARTY + 'joined = "2024/2020"', "is no date"),
        ("x = " + "[" * 5000, "not TOML"),
        (SMALL + "n = " + "9" * 5000, "not TOML"),
        (SMALL + PARTY + MADE + "threshold = 1" + "0" * 400, "a share between 0 and 1"),
        (SMALL + PARTY + MADE + "weights = { Tolm = 1" + "0" * 400 + " }", "it must be a number"),
        (SMALL + PARTY + '[[party.voice]]\nname = "A"\noffice = "B"\nsince = "soon"', "is no date"),
        (
            SMALL + PARTY + '[[party.voice]]\nname = "A"\noffice = "B"\nsince = "2032"\nuntil = "2031"',
            "before since",
        ),
        (
            SMALL + '[decision]\nquestion = "p"\nbody = "B"\nrule = "unanimity"\nmembers = ["Tolm"]',
            "no [[party]]",
        ),
        (
            SMALL
            + PARTY
            + '[decision]\nquestion = "p"\nbody = "B"\nrule = "majority"\nmembers = ["Tolm", "Tolm"]',
            "member 'Tolm' stands twice",
        ),
        (
            SMALL + '[decision]\nquestion = "q"\nbody = "B"\nrule = "majority"',
            "question is 'q'. Choose one of: p.",
        ),
        (SMALL + PARTY + '[decision]\nquestion = "p"\nbody = "B"\nrule = "lots"', "Choose one of"),
        ("question = ", "not TOML"),
    ],
)
def test_a_wrong_one_says_what_and_where(text: str, said: str) -> None:
    with pytest.raises(DossierError) as raised:
        parse_dossier(text, "tolm.toml")
    assert said in str(raised.value)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="dossier new"):
        read_dossier(tmp_path / "none.toml")


def test_the_shipped_ones() -> None:
    folder = Path(str(files("onrecord") / "resources"))
    nato = read_dossier(folder / "dossiers" / "ukraine-nato.toml")
    assert nato.decision is not None and len(nato.decision.members) == 32
    assert all(nato.party(name).joined and nato.party(name).source for name in nato.decision.members)
    assert all(step.source for step in nato.decision.steps)
    assert nato.party("turkey").name == "Türkiye"
    assert len(read_dossier("demo").propositions) == 3


@pytest.mark.parametrize("date", ["2024/06/17", "2024-06-17/foo", "foo/2024"])
def test_a_mistyped_date_is_refused(date: str) -> None:
    text = SMALL + f'[[party]]\nname = "A"\njoined = "{date}"\n'
    with pytest.raises(DossierError, match="is no date"):
        parse_dossier(text)


@pytest.mark.parametrize(
    ("rule", "more", "message"),
    [
        ("qualified majority", "", "threshold is missing"),
        ("majority", "threshold = 0.9\n", "belongs to the rule qualified majority"),
        ("unanimity", "[decision.weights]\nA = 1\nB = 2\n", "weights do not count"),
        ("qualified majority", "threshold = 0.6\n[decision.weights]\nA = 1\n", "B has no weight"),
        ("majority", "[decision.weights]\nA = 0\nB = 0\n", "all weights are 0"),
        ("majority", "[decision.weights]\nA = nan\nB = 0\n", "the weight of A is nan"),
    ],
)
def test_a_rule_has_what_it_needs_and_nothing_else(rule: str, more: str, message: str) -> None:
    parties = '[[party]]\nname = "A"\n[[party]]\nname = "B"\n'
    decision = f'[decision]\nquestion = "p"\nbody = "C"\nrule = "{rule}"\nmembers = ["A", "B"]\n{more}'
    with pytest.raises(DossierError, match=message):
        parse_dossier(SMALL + parties + decision)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text("\ufeff" + SMALL, "utf-8")
    assert read_dossier(path).question == "Why?"


def test_a_folder_of_its_name_does_not_hide_a_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "demo").mkdir()
    monkeypatch.chdir(tmp_path)
    assert read_dossier("demo").decision is not None
