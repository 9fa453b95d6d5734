"""The commands that hold a dossier against a record: what they print, and what they say of mistakes."""

import getpass
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from onrecord.cli import main
from onrecord.cli.standings import _standing_on
from onrecord.record import Record
from tests.positions import ferry

COMMANDS = ("stances", "positions", "conditions", "commitments", "disputes", "decision")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return ferry.write(tmp_path_factory.mktemp("ferry"))


@pytest.fixture(autouse=True)
def by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a judge that goes by words in the network's place: what is tested here is not the network."""
    for module in ("onrecord.record", "onrecord.cli.positions"):
        monkeypatch.setattr(f"{module}.shipped_judge", lambda: ferry.judge)


class Asking:
    """Runs a command as a user does; keeps what it printed and its exit code."""

    def __init__(
        self, made: tuple[Path, Path], patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.made, self.patch, self.capsys = made, patch, capsys

    def run(self, *arguments: object) -> tuple[int, str, str]:
        self.patch.setattr(sys, "argv", ["onrecord", *map(str, arguments)])
        self.patch.setenv("COLUMNS", "160")
        with pytest.raises(SystemExit) as left:
            main()
        printed = self.capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    def rows(self, command: str, *options: str) -> list[dict[str, Any]]:
        code, out, err = self.run(command, self.made[0], "--record", self.made[1], *options)
        assert code == 0, err
        return [json.loads(line) for line in out.splitlines()]

    def table(self, command: str, *options: str) -> str:
        code, out, err = self.run(command, self.made[0], "-r", self.made[1], "--format", "table", *options)
        assert code == 0, err
        return re.sub(r"\s+", " ", out)


@pytest.fixture
def ask(
    made: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Asking:
    return Asking(made, monkeypatch, capsys)


def test_stances(ask: Asking) -> None:
    rows = ask.rows("stances")
    assert [(row["party"], row["stance"]) for row in rows if row["speaker"] != "Veldria"] == [
        *(("Tolm", "for"), ("Veldria", "conditional"), ("Orsk", "against"), ("Orsk", "for")),
    ]
    assert {"id", "document", "content", "proposition", "act", "confidence", "condition", "because"} <= set(
        rows[0]
    )
    assert len(ask.rows("stances", "--party", "Jon Karst", "--as-of", "2031-03")) == len(
        ask.rows("stances", "--party", "veldria")
    )
    assert ask.rows("stances", "--proposition", "toll") == []
    assert "bridge: 5 statements in 4 documents, 4 origins: 2 for, 2 conditional, 1 against" in ask.table(
        "stances"
    )


def test_a_statement_is_shown_with_its_stances(ask: Asking) -> None:
    row = next(row for row in ask.rows("stances") if row["stance"] == "against")
    shown = ("show", row["id"], "--dossier", ask.made[0], "-r", ask.made[1])
    assert f"stance  against on bridge ({row['confidence']:.2f})" in ask.run(*shown, "-f", "table")[1]
    assert json.loads(ask.run(*shown, "-f", "jsonl")[1])["stances"] == [row]


def test_stances_of_files_need_no_record(ask: Asking, tmp_path: Path) -> None:
    page = tmp_path / "2031-03-01-yes.txt"
    page.write_text(ferry.PAGES["2031-03-01-yes"], "utf-8")
    code, out, _ = ask.run("stances", ask.made[0], page, "--tagger", "rules", "--format", "jsonl")
    (row,) = [json.loads(line) for line in out.splitlines()]
    assert (code, row["stance"], row["speaker"], row["document"]) == (0, "for", "Ana Brisk", str(page))


def test_stances_of_nothing_readable_say_so_and_fail(ask: Asking, tmp_path: Path) -> None:
    code, out, told = ask.run("stances", ask.made[0], tmp_path / "missing.txt", "--tagger", "rules")
    assert (code, out) == (1, "") and "missing.txt: there is no such file" in told


def test_an_option_that_would_be_ignored_is_refused(ask: Asking, tmp_path: Path) -> None:
    code, _, err = ask.run("stances", ask.made[0], tmp_path / "page.txt", "--record", ask.made[1])
    assert code == 1 and "--record is not used with files" in err
    code, _, err = ask.run("stances", ask.made[0], "--record", ask.made[1], "--tagger", "rules")
    assert code == 1 and "--tagger is for files" in err


def test_positions(ask: Asking) -> None:
    rows = {row["party"]: row for row in ask.rows("positions", "--proposition", "bridge")}
    assert {name: row["stance"] for name, row in rows.items()} == {
        "Tolm": "for",
        "Veldria": "conditional",
        "Orsk": "for",
        "Lindmark": "silent",
    }
    assert (rows["Tolm"]["documents"], rows["Tolm"]["origins"]) == (1, 1)
    before = {
        row["party"]: row["stance"]
        for row in ask.rows("positions", "--proposition", "bridge", "--as-of", "2031-05")
    }
    assert before["Orsk"] == "against"
    shown = ask.table("positions")
    assert "Silent in 8 documents, named in none: Lindmark." in shown
    assert "; the position rests on 1 document, 1 origin)" in shown


def test_a_partys_strip(ask: Asking) -> None:
    rows = ask.rows("positions", "--party", "orsk")
    assert [(row["day"], row["position"], row["change"]) for row in rows] == [
        ("2031-03-10", "against", "first"),
        ("2031-06-01", "for", "own words"),
    ]
    shown = ask.table("positions", "--party", "Mira Hallet")
    assert "2031-06-01 for, own words Mira Hallet (Chancellor): for (1 document, 1 origin)" in shown
    assert "What others say of Tolm" not in shown
    assert "said nothing on these propositions in 8 documents" in ask.table(
        "positions", "--party", "Lindmark"
    )


def test_conditions(ask: Asking) -> None:
    (row,) = ask.rows("conditions")
    assert (row["party"], row["propositions"], row["asks"]) == (
        *("Veldria", ["bridge"], "the ferry workers have been paid"),
    )
    assert (row["documents"], row["origins"], row["by"]) == (1, 1, None)
    assert ask.rows("conditions", "--party", "Tolm") == []
    assert ask.rows("conditions", "--proposition", "toll") == []
    assert ask.table("conditions", "--as-of", "2031-03-04").strip() == "No conditions named."


def test_commitments(ask: Asking) -> None:
    (row,) = ask.rows("commitments")
    assert (row["party"], row["amount"], row["by"], row["state"]) == (
        *("Tolm", "forty million crowns", "2031-12-31", "broken"),
    )
    assert [row["state"] for row in ask.rows("commitments", "--as-of", "2031-12")] == ["open"]
    assert ask.table("commitments", "--party", "Orsk").strip() == "No pledges."
    told = "promised the ferry workers. (2032-01-15-missed.txt, 2032-01-15)"
    assert told in ask.table("commitments")


def test_disputes(ask: Asking) -> None:
    kinds = {row["kind"]: row for row in ask.rows("disputes")}
    assert set(kinds) == {"report and denial", "reversal", "contradiction"}
    assert kinds["report and denial"]["because"] == "reported in 1 document, 1 origin; denied by Ana Brisk"
    assert (kinds["reversal"]["from"], kinds["reversal"]["to"]) == ("against", "for")
    (told,) = kinds["reversal"]["later"]
    assert "I was wrong" in told["quote"] and kinds["reversal"]["beside"] == []
    assert [row["kind"] for row in ask.rows("disputes", "--party", "Orsk")] == ["reversal"]
    assert [row["kind"] for row in ask.rows("disputes", "--proposition", "bridge")] == ["reversal"]
    assert ask.table("disputes", "--as-of", "2031-02").strip() == "No disputes."
    assert "reversal Orsk on bridge: against, then for plain" in ask.table("disputes")


def test_decision(ask: Asking) -> None:
    (row,) = ask.rows("decision")
    assert (row["result"], row["possible"], row["missing"]) == ("not adopted", True, ["Veldria", "Lindmark"])
    (before,) = ask.rows("decision", "--as-of", "2031-05")
    assert (before["against"], before["possible"], before["documents_searched"]) == (["Orsk"], False, 5)
    (one,) = ask.rows("decision", "--party", "Tolm")
    assert [member["member"] for member in one["members"]] == ["Tolm"]
    assert one["sums"] == row["sums"] == {"for": 2, "conditional": 1, "against": 0, "unclear": 0, "silent": 1}
    assert one["conditional"] == ["Veldria"]
    sums = "2 for, 1 conditional, 1 silent. With a condition: Veldria."
    assert sums in ask.table("decision", "--party", "Tolm")
    shown = ask.table("decision")
    assert "all 4 must agree; 2 do. So: not adopted." in shown
    assert "2 for, 1 conditional, 1 silent. With a condition: Veldria." in shown
    assert "done The plan is drawn. (2031-01-10)" in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_gets_a_table(ask: Asking, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, out, _ = ask.run(command, ask.made[0], "--record", ask.made[1])
    assert code == 0 and not out.startswith("{") and ("Tolm" in out or command == "conditions")


@pytest.mark.parametrize("command", (*COMMANDS, "report"))
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("nowhere.toml",), "Begin one with: onrecord dossier new"),
        (("{dossier}", "--record", "nowhere.db"), "nowhere.db"),
        (("{dossier}", "--record", "{record}", "--as-of", "soon"), "not a date. Write it as 2024-06-17"),
        (("{dossier}", "--record", "{record}", "--party", "Zembla"), "This dossier has: Tolm, Veldria, Orsk"),
        (("{dossier}", "--record", "{record}", "--proposition", "x"), "This dossier has: bridge, toll"),
    ],
)
def test_mistakes_are_one_line(ask: Asking, command: str, options: tuple[str, ...], said: str) -> None:
    if command == "report" and {"--party", "--proposition"} & set(options):
        pytest.skip("the report has all of them")
    given = [part.format(dossier=ask.made[0], record=ask.made[1]) for part in options]
    code, out, err = ask.run(command, *given)
    assert (code, out) == (1, "")
    assert err.startswith("onrecord:") and err.count("\n") == 1 and said in err


def test_a_dossier_without_parties_or_decision(ask: Asking, tmp_path: Path) -> None:
    bare = tmp_path / "bare.toml"
    bare.write_text(ferry.DOSSIER.split("[[party]]")[0], "utf-8")
    code, out, _ = ask.run("positions", bare, "--record", ask.made[1])
    assert code == 0 and {json.loads(line)["party"] for line in out.splitlines()} >= {"Tolm", "Orsk"}
    code, _, err = ask.run("decision", bare, "--record", ask.made[1])
    assert code == 1 and "no [decision]: add one" in err
    code, _, err = ask.run("positions", bare, "--record", ask.made[1], "--party", "Zembla")
    assert code == 1 and "no such party. In this record: " in err


def test_report(ask: Asking, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    code, _, err = ask.run("report", ask.made[0], "--record", ask.made[1], "-o", page)
    text = page.read_text("utf-8")
    assert (code, err) == (0, f"{page}: written.\n")
    assert "<script" not in text and "http" not in re.sub(r"http://www\.w3\.org/[\w/]+", "", text)
    assert text.count("<svg") >= 1 and "once the ferry workers have been paid" in text
    assert "1 document, 1 origin" in text
    with Record(ask.made[1]) as record:
        assert f"{record.count()} statements in 8 documents" in text


def test_stances_of_one_kind(ask: Asking) -> None:
    assert {row["stance"] for row in ask.rows("stances", "--stance", "against")} == {"against"}
    assert "bridge: 1 statement in 1 document, 1 origin: 1 against" in ask.table(
        *("stances", "--stance", "against")
    )
    code, _, err = ask.run("stances", ask.made[0], "--record", ask.made[1], "--stance", "yes")
    assert code == 1 and "Choose one of: for, against, conditional, unclear." in err


def test_a_narrow_terminal_gets_an_entry_a_row(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.cli.output.out", Console(width=80, highlight=False))
    _, out, _ = ask.run("stances", ask.made[0], "--record", ask.made[1], "--format", "table")
    assert re.search(r"(?m)^about 2031-03-01  Ana Brisk  bridge  for  0\.90  r-\w+$", out)
    assert "    “Tolm will support the bridge over the Sound,”" in out


def test_what_cannot_be_written_is_said_in_one_line(ask: Asking, tmp_path: Path) -> None:
    for target in (tmp_path / "nowhere" / "report.html", tmp_path):
        code, _, err = ask.run("report", ask.made[0], "--record", ask.made[1], "-o", target)
        assert code == 1 and err.startswith("onrecord:") and str(target) in err.replace("\n", "")


def test_who_is_no_member_has_no_place_in_the_decision(ask: Asking, tmp_path: Path) -> None:
    dossier = tmp_path / "more.toml"
    dossier.write_text(ferry.DOSSIER.replace("[decision]", '[[party]]\nname = "Zembla"\n[decision]'), "utf-8")
    code, _, err = ask.run("decision", dossier, "--record", ask.made[1], "--party", "Zembla")
    assert code == 1 and "Zembla is no member of what decides: Tolm, Veldria" in err
    code, _, err = ask.run("decision", dossier, "--record", ask.made[1], "--party", "Zemlba")
    assert code == 1 and "Did you mean Zembla?" in err


def test_what_a_person_judged_is_marked(tmp_path: Path, ask: Asking) -> None:
    (tmp_path / "judged").mkdir()
    dossier, record = ferry.write(tmp_path / "judged")
    _, out, _ = ask.run("stances", dossier, "--record", record, "--stance", "for", "--format", "jsonl")
    own = json.loads(out.splitlines()[0])["id"]
    assert ask.run("judge", own, "--record", record, "--proposition", "bridge", "--stance", "against")[0] == 0
    for command, options in (("stances", ()), ("positions", ("--party", "Tolm"))):
        _, out, _ = ask.run(command, dossier, "--record", record, *options, "--format", "table")
        assert re.search(rf"by {re.escape(getpass.getuser())[:3]}", re.sub(r"\s+", " ", out))
    code, _, err = ask.run("judge", own, "--record", record, "--proposition", "bridge", "--stance", "yes")
    assert code == 1 and "--stance yes: unknown. Choose one of: for, against" in err
    code, _, err = ask.run("judge", own, "--record", record, "--proposition", "bridge", "--state", "kept")
    assert code == 1 and "--proposition and --dossier belong to --stance" in err


def test_who_only_pledged_is_a_party(ask: Asking, tmp_path: Path) -> None:
    bare = tmp_path / "bare.toml"
    text = "Drivers should pay a toll on the bridge."
    bare.write_text(f'question = "?"\n[[proposition]]\nid = "toll"\ntext = "{text}"\n', "utf-8")
    for party in ((), ("--party", "tolm")):
        code, out, _ = ask.run("commitments", bare, "--record", ask.made[1], *party)
        assert code == 0 and json.loads(out)["party"] == "Tolm"


def test_a_page_given_twice_is_one(ask: Asking, tmp_path: Path) -> None:
    pages = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for page in pages:
        page.write_text(ferry.PAGES["2031-03-01-yes"], "utf-8")
    _, out, _ = ask.run("stances", ask.made[0], *pages, "--tagger", "rules", "--format", "jsonl")
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize("command", ["stances", "conditions", "commitments", "disputes"])
def test_a_pipe_is_told_that_there_is_nothing(ask: Asking, command: str) -> None:
    code, out, err = ask.run(command, ask.made[0], "-r", ask.made[1], "--as-of", "1999", "-f", "jsonl")
    assert (code, out) == (0, "") and err.strip().startswith("No")


@pytest.mark.parametrize(("rule", "who"), [("one decider", "Orsk"), ("unanimity", "Orsk, Tolm")])
def test_only_the_one_who_decides_can_stop_it(rule: str, who: str) -> None:
    row = {"result": "not adopted", "possible": False, "sums": {"against": 2}, "rule": rule}
    row |= {"missing": ["Orsk"], "against": ["Orsk", "Tolm"]}
    assert _standing_on(row) == f". Those against are enough to stop it: {who}."


def test_what_can_take_no_side_is_not_judged(ask: Asking, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    text = "Mira Hallet, the chancellor of Orsk, heard that Tolm would support the bridge over the Sound.\n"
    (pages / "2031-03-01-heard.txt").write_text(text + ferry.PAGES["2031-03-01-yes"], "utf-8")
    record = tmp_path / "own.db"
    with Record(record) as opened:
        opened.add([pages], tagger="rules", jobs=1)
        rows = opened.rows("statement")
    acts = {row["act"]: row["id"] for row in rows}
    judging = ("--proposition", "bridge", "--stance", "for", "--dossier", ask.made[0], "-r", record)
    code, _, err = ask.run("judge", acts["notices"], *judging)
    assert code == 1 and "takes no side" in err
    code, _, err = ask.run("judge", acts["says"] + ".before", *judging)
    assert code == 1 and "tells no earlier words" in err
