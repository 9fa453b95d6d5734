"""A dossier held against a record, from pages to decision; and what people judge, which stands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import NotFoundError
from onrecord.exports.charts import strip_data
from onrecord.model import Span
from onrecord.positions.dossier_file import read_dossier
from onrecord.positions.stance import Asked, Stance, Verdict, overridden
from onrecord.positions.survey import Survey
from onrecord.record import Record
from onrecord.store import surveying
from onrecord.when import bounds
from tests.positions import ferry


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return ferry.write(tmp_path_factory.mktemp("ferry"))


def survey(made: tuple[Path, Path], as_of: str | None = None) -> Survey:
    with Record(made[1]) as record:
        day = bounds(as_of)[1] if as_of else None
        return record.survey(read_dossier(made[0]), day, judge=ferry.judge)


def places(held: Survey) -> dict[str, str]:
    return {vote.member: vote.place for vote in held.tally().votes}


def statement(held: Survey, words: str) -> str:
    return next(s.id for s in held.statements if words in s.quote)


def test_everything_is_found_once(made: tuple[Path, Path]) -> None:
    held = survey(made)
    assert places(held) == {"Tolm": "for", "Veldria": "conditional", "Orsk": "for", "Lindmark": "silent"}
    assert [(c.voice.party, c.propositions) for c in held.conditions] == [("Veldria", ("bridge",))]
    assert [(d.party, d.reported_by) for d in held.denials] == [("Tolm", ("Harbour Post",))]
    assert [(r.party, r.kind, r.grade) for r in held.reversals] == [("Orsk", "reversal", "plain")]
    assert [(c.party, c.state) for c in held.commitments] == [("Tolm", "broken")]
    assert [c.why for c in held.contradictions] in (["900 against 400"], ["400 against 900"])


def test_words_without_a_name_or_word_of_the_question_do_not_bear_on_it(made: tuple[Path, Path]) -> None:
    held = survey(made)
    rain = "It rained for a while. " * 100
    moved = [
        replace(
            one,
            text=rain + "x" * len(one.text),
            source=(),
            cue=(),
            content=(Span(len(rain), len(rain) + 1),),
        )
        for one in held.statements
    ]
    assert held.denials and held.commitments
    assert not replace(held, statements=moved).bearing


def test_as_it_stood(made: tuple[Path, Path]) -> None:
    held = survey(made, "2031-04")
    assert places(held) == {"Tolm": "for", "Veldria": "conditional", "Orsk": "against", "Lindmark": "silent"}
    assert not held.reversals and [c.state for c in held.commitments] == ["open"]
    assert not held.tally().possible and len(held.read) == 5


def test_a_chart_says_from_when_on_something_may_have_been_said(made: tuple[Path, Path]) -> None:
    held = survey(made)
    rows = strip_data(held, "bridge")
    assert rows and all(row["since"] == row["day"] for row in rows)
    coarse = [replace(one, said=one.said and one.said[:7]) for one in held.statements]
    rows = strip_data(replace(held, statements=coarse), "bridge")
    assert {row["since"][-3:] for row in rows} == {"-01"}
    assert any(row["since"] < row["day"] for row in rows)


def test_another_proposition_under_the_same_rule(made: tuple[Path, Path]) -> None:
    tally = survey(made).tally("toll")
    assert {vote.place for vote in tally.votes} == {"silent"} and tally.steps == ()


def test_what_people_judge_survives(tmp_path: Path) -> None:
    made = ferry.write(tmp_path)
    no, pledge = (statement(survey(made), words) for words in ("We reject", "forty million"))
    with Record(made[1]) as record:
        record.judge_stance(no, "bridge", "off", author="ana", note="another bridge")
        record.judge_stance(statement(survey(made), "backs"), "bridge", "against", author="ana")
        record.judge_commitment(pledge, "kept", author="ana", note="paid late, but paid")
    (tmp_path / "pages" / "2032-02-01-more.txt").write_text("“It is cold,” said Jon Karst.\n", "utf-8")
    for _ in range(2):
        with Record(made[1]) as record:
            record.add([tmp_path / "pages"], tagger="rules", jobs=1)
        held = survey(made)
        assert places(held)["Orsk"] == "against" and not held.reversals
        (judged,) = [s for s in held.stances if s.judged_by]
        assert (judged.stance, judged.judged_by, judged.confidence) == ("against", "ana", 1.0)
        (one,) = held.commitments
        assert (one.state, one.judged_by, one.because) == ("kept", "ana", "paid late, but paid")
    with Record(made[1]) as record:
        record.judge_commitment(pledge, "none", author="ben")
    assert survey(made).commitments == []
    with Record(made[1]) as record:
        record.judge_commitment(pledge, "undo", author="ben")
    assert [one.judged_by for one in survey(made).commitments] == [None]


def test_a_later_judgement_stands(tmp_path: Path) -> None:
    made = ferry.write(tmp_path)
    yes = statement(survey(made), "will support")
    with Record(made[1]) as record:
        record.judge_stance(yes, "bridge", "against", author="ana")
        record.judge_stance(yes, "bridge", "unclear", author="ben")
    assert places(survey(made))["Tolm"] == "unclear"
    with Record(made[1]) as record:
        record.judge_stance(yes, "bridge", "undo", author="ben")
    assert not any(one.judged_by for one in survey(made).stances)
    with Record(made[1]) as record, pytest.raises(NotFoundError):
        record.judge_stance("r-nothing", "bridge", "for")


def test_the_record_keeps_what_follows(made: tuple[Path, Path]) -> None:
    survey(made)
    with Record(made[1]) as record:
        assert {(row["party"], row["by"]) for row in record.rows("condition")} == {("Veldria", None)}
        assert {row["kind"] for row in record.rows("link")} == {"denies", "reverses", "contradicts"}
        assert [row["state"] for row in record.rows("commitment")] == ["broken"]


def test_reports_of_one_text_are_one_origin(tmp_path: Path) -> None:
    story = (
        "By Wire News\n\nThe harbour council met in the old customs house for nine hours, and the ferrymen "
        "sang under its windows until the police came with blankets and soup.\n\n"
        f"{ferry.PAGES['2031-03-01-yes']}\n\nThe session ended without a vote, as the chair had feared, "
        "because the tide tables had been printed for another year.\n"
    )
    for number in range(3):
        (tmp_path / f"2031-03-0{number + 1}-copy.txt").write_text(f"Paper {number}\n\n{story}", "utf-8")
    dossier = tmp_path / "bridge.toml"
    dossier.write_text(ferry.DOSSIER, "utf-8")
    with Record(tmp_path / "my.db") as record:
        record.add([tmp_path], tagger="rules", jobs=1)
    held = survey((dossier, tmp_path / "my.db"))
    told = [s for s in held.statements if "support" in s.quote]
    assert len({s.document for s in told}) == 3 and len({s.origin for s in told}) == 1


def test_a_judgement_on_nothing_known_is_refused(tmp_path: Path) -> None:
    made = ferry.write(tmp_path)
    yes = statement(survey(made), "will support")
    with Record(made[1]) as record:
        with pytest.raises(NotFoundError, match=r"brigde: .*Known: bridge, toll"):
            record.judge_stance(yes, "brigde", "for")
        with pytest.raises(NotFoundError, match="no pledge"):
            record.judge_commitment(yes, "kept")


def test_a_stopped_run_keeps_what_it_has_judged(
    made: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, db = ferry.write(tmp_path)
    monkeypatch.setattr(surveying, "_PIECE", 2)
    asked: list[Asked] = []
    ticks: list[tuple[int, int]] = []

    def stopped(pairs: Sequence[Asked]) -> Sequence[Verdict | None]:
        if len(asked) > 4:
            raise KeyboardInterrupt
        asked.extend(pairs)
        return ferry.judge(pairs)

    def rest(pairs: Sequence[Asked]) -> Sequence[Verdict | None]:
        asked.extend(pairs)
        return ferry.judge(pairs)

    with Record(db) as record, pytest.raises(KeyboardInterrupt):
        record.survey(read_dossier(dossier), judge=stopped)
    with Record(db) as record:
        held = record.survey(read_dossier(dossier), judge=rest, progress=lambda *at: ticks.append(at))
    assert len(asked) == len(set(asked))
    assert [done for done, _ in ticks] == list(range(ticks[0][1]))
    assert held.stances == survey(made).stances


def test_what_was_judged_for_another_dossier_does_not_count_here(tmp_path: Path) -> None:
    made = ferry.write(tmp_path)
    other = tmp_path / "other.toml"
    other.write_text(
        'question = "?"\n[[proposition]]\nid = "ferry"\ntext = "The ferry should stop."\n', "utf-8"
    )
    yes = statement(survey(made), "will support")
    with Record(made[1]) as record:
        record.survey(read_dossier(other), judge=ferry.judge)
        record.judge_stance(yes, "ferry", "against")
        assert all(
            s.proposition == "ferry" for s in record.survey(read_dossier(other), judge=ferry.judge).stances
        )
    assert {s.proposition for s in survey(made).stances} <= {"bridge", "toll"}


def test_words_that_a_transcript_has_otherwise_do_not_count(tmp_path: Path) -> None:
    dossier, _ = ferry.write(tmp_path)
    (tmp_path / "pages" / "briefing.md").write_text(
        "---\ntitle: Press Briefing by President Ana Brisk\ndate: '2031-03-01'\n---\n\n"
        "MS. BRISK:  Thank you all for coming here.  Tolm will support the ferry over the Sound.\n\n"
        "Q    And the bridge?\n\nMS. BRISK:  We shall see about the bridge when it is time for it.\n",
        "utf-8",
    )
    with Record(tmp_path / "with.db") as record:
        record.add([tmp_path / "pages"], tagger="rules", jobs=1)
        held = record.survey(read_dossier(dossier), judge=ferry.judge)
    (misquoted,) = [o for o in held.occasions if o.party == "Tolm" and o.proposition == "bridge"]
    assert (misquoted.capacity, misquoted.weight) == ("altered", 0.0)
    assert places(held)["Tolm"] == "silent"


def test_a_page_without_a_date_is_searched_from_the_last_day_that_it_tells_of(tmp_path: Path) -> None:
    dossier, record = ferry.write(tmp_path)
    (tmp_path / "page.txt").write_text("“It is cold,” said Ana Brisk on 7 May 2031 in Tolm.\n", "utf-8")
    with Record(record) as opened:
        opened.add([tmp_path / "page.txt"], tagger="rules", jobs=1)
    searched = [len(survey((dossier, record), day).read) for day in ("2031-04", "2031-05")]
    assert searched == [5, 6]


def test_dossiers_may_use_one_name_for_different_propositions(tmp_path: Path) -> None:
    made = ferry.write(tmp_path)
    other = tmp_path / "other.toml"
    text = 'question = "?"\n[[proposition]]\nid = "bridge"\ntext = "The ferry should stop."\n'
    other.write_text(text, "utf-8")
    yes = statement(survey(made), "will support")
    with Record(made[1]) as record:
        record.judge_stance(yes, "bridge", "against")
        assert not [s for s in record.survey(read_dossier(other), judge=ferry.judge).stances if s.judged_by]
        with pytest.raises(NotFoundError, match=r"several dossiers call a proposition so: .*--dossier"):
            record.judge_stance(yes, "bridge", "conditional")
        record.judge_stance(yes, "bridge", "conditional", dossier=read_dossier(other))
        (judged,) = [s for s in record.survey(read_dossier(other), judge=ferry.judge).stances if s.judged_by]
        assert judged.stance == "conditional"
    assert places(survey(made))["Tolm"] == "against"


def test_a_narrower_proposition_asks_the_plain_one_again(tmp_path: Path) -> None:
    _, db = ferry.write(tmp_path)
    asked: list[str] = []

    def judge(pairs: Sequence[Asked]) -> Sequence[Verdict | None]:
        asked.extend(pair.proposition for pair in pairs)
        return ferry.judge(pairs)

    texts = ["Tolm should build the harbour bridge.", "Tolm should build the harbour bridge this year."]
    dossier = tmp_path / "growing.toml"
    for count, expected in ((1, texts[:1]), (2, texts), (2, [])):
        asked.clear()
        propositions = (f'[[proposition]]\nid = "p{i}"\ntext = "{texts[i]}"\n' for i in range(count))
        dossier.write_text('question = "What next?"\n' + "".join(propositions), "utf-8")
        with Record(db) as record:
            record.survey(read_dossier(dossier), judge=judge)
        assert set(asked) == set(expected)


def test_a_judgement_takes_a_condition_away(tmp_path: Path) -> None:
    made = ferry.write(tmp_path)
    own = [s.statement for s in survey(made).stances if s.stance == "conditional"]
    with Record(made[1]) as record:
        for name in own:
            record.judge_stance(name, "bridge", "for", author="ana")
    assert own and survey(made).conditions == []


def test_a_judgement_brings_a_condition() -> None:
    row = {"subject": "s", "value": {"proposition": "p", "stance": "conditional"}, "author": "ana"}
    (one,) = overridden([Stance("s", "p", "for", "asserts", 0.9)], [row], lambda _: (Span(3, 9),))
    assert one.condition == (Span(3, 9),)


def test_a_judged_outcome_is_not_known_before_it(tmp_path: Path) -> None:
    made = ferry.write(tmp_path)
    pledge, shows = (statement(survey(made), words) for words in ("forty million", "backs"))
    with Record(made[1]) as record:
        record.judge_commitment(pledge, "kept", outcome=shows, author="ana")
    states = [[c.state for c in survey(made, day).commitments] for day in ("2031-05", None)]
    assert states == [["open"], ["kept"]]


def test_a_name_added_to_the_dossier_is_asked_about(tmp_path: Path) -> None:
    page, dossier = tmp_path / "2031-03-01-x.txt", tmp_path / "x.toml"
    words = f"“The Hansa must open its doors,” {ferry.KARST}"
    page.write_text("It rained for a while. " * 100 + f"\n\n{words}", "utf-8")
    asked: list[Asked] = []

    def judge(pairs: Sequence[Asked]) -> list[Verdict | None]:
        asked.extend(pairs)
        return [None] * len(pairs)

    with Record(tmp_path / "my.db") as record:
        record.add([page], tagger="rules", jobs=1)
        for also in ("[]", '["Hansa"]'):
            dossier.write_text(
                'question = "?"\n[[proposition]]\nid = "p"\ntext = "We should join the Northern League."\n'
                f'[[party]]\nname = "Northern League"\nalso = {also}\n',
                "utf-8",
            )
            record.survey(read_dossier(dossier), judge=judge)
            assert bool(asked) == (also != "[]")


def test_words_around_that_were_said_later_hide_nothing(made: tuple[Path, Path]) -> None:
    held = survey(made)
    outer = next(s for s in held.statements if s.speaker == "Ana Brisk")
    inner = replace(outer, id="inner", parent=outer.id, said="2020-05-01")
    late = replace(outer, said="2024-05-01", published=None)
    told = [Stance(one.id, "bridge", "for", "asserts", 0.9) for one in (late, inner)]
    then = replace(held, statements=[late, inner], stances=told, as_of=date(2022, 1, 1))
    assert [o.day for o in then.occasions] == [date(2020, 5, 1)]


def test_what_lies_within_words_that_are_not_known_stands(made: tuple[Path, Path]) -> None:
    held = survey(made)
    own = next(s for s in held.statements if s.speaker == "Ana Brisk")
    told = [Stance(name, "bridge", "for", "asserts", 0.9) for name in (own.id, "r-heard")]
    alone = replace(held, statements=[replace(own, parent="r-heard")], stances=told)
    assert len(alone.occasions) == 1


def test_parties_of_a_dossier_without_any_are_those_of_then(made: tuple[Path, Path]) -> None:
    held = survey(made)
    bare = replace(held, dossier=replace(held.dossier, parties=(), decision=None))
    assert bare.cast.parties and not replace(bare, as_of=date(2001, 1, 1)).cast.parties
