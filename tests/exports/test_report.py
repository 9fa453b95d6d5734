"""The report: what its chart, its sums and its lines say to a reader."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from onrecord.exports.charts import strip_data, strip_svg, tick_days
from onrecord.exports.report import report_html
from onrecord.exports.standings import commitment_rows, decision_row
from onrecord.positions.dossier import Decision, Dossier, DossierParty, Proposition, Voice
from onrecord.positions.dossier_file import parse_dossier
from onrecord.positions.outcomes import Text
from onrecord.positions.stance import Side, Stance
from onrecord.positions.survey import Survey
from tests.positions.sayings import demo_survey, saying

BRIDGE = Proposition("bridge", "A <b>bridge</b> should be built.")
PARTIES = tuple(
    DossierParty(name, voices=(Voice(f"{person} Brisk", "President"),))
    for name, person in (("Tolm & Orsk", "Ana"), ("Veldria", "Jon"))
)


def survey(said: Sequence[tuple[int, Side, str]], parties: tuple[DossierParty, ...] = PARTIES) -> Survey:
    """A council of two about a bridge; party, side and day of what was said."""
    names = tuple(party.name for party in parties)
    council = Decision("bridge", "Council", "unanimity", names, {})
    statements = [
        saying(
            f"“<i>Words</i> on the bridge, {number}”",
            id=f"s{number}",
            document=f"d{number}",
            speaker=parties[place].voices[0].name,
            speaker_kind="person",
            said=day,
            published=day,
        )
        for number, (place, _, day) in enumerate(said)
    ]
    stances = [Stance(f"s{i}", "bridge", side, "asserts", 0.9) for i, (_, side, _) in enumerate(said)]
    texts = [Text(one.document, one.text, one.published) for one in statements]
    return Survey(Dossier("Should it be built?", (BRIDGE,), parties, council), statements, stances, texts)


def words(page: str) -> str:
    """The page's text, without its chart and marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(style|svg).*?</\1>", "", page)).split())


def labels(svg: str | None) -> list[str]:
    return re.findall(r">([^<>]+)</text>", svg or "")


WEEK = survey([(0, "for", "2031-03-01"), (1, "against", "2031-03-06")])


@pytest.mark.parametrize("last", ["2031-03-01", "2031-03-06", "2031-05-06", "2031-07-30", "2039-01-02"])
def test_no_two_marks_on_the_axis_of_time_have_one_name(last: str) -> None:
    named = labels(strip_svg(survey([(0, "for", "2031-03-01"), (1, "against", last)]), "bridge"))
    assert len(named) == len(set(named)) and len(named) <= 15


def test_days_are_named_where_months_would_repeat() -> None:
    rows = [{"since": "2031-03-01", "day": "2031-03-20"}]
    assert tick_days(rows)[:2] == [date(2031, 3, 1), date(2031, 3, 4)]
    assert tick_days([*rows, {"since": "2031-08-01", "day": "2031-08-01"}]) == []


def test_marks_say_who_took_which_side_when_wherever_the_chart_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    svg = strip_svg(WEEK, "bridge") or ""
    assert labels(svg)[0] == "1 Mar 2031" and "Feb 2031" not in svg
    assert 'aria-label="Tolm &amp; Orsk, 2031-03-01: for"' in svg
    assert 'aria-label="Veldria, 2031-03-06: against"' in svg


def test_a_mark_tells_the_days_between_which_it_may_lie() -> None:
    coarse = [replace(one, said=one.said and one.said[:7]) for one in WEEK.statements]
    rows = strip_data(replace(WEEK, statements=coarse), "bridge")
    assert rows[0]["told"] == "Tolm & Orsk, 2031-03-01: for"
    assert rows[1]["told"] == "Veldria, 2031-03-01 to 2031-03-06: against"


def test_long_names_that_begin_alike_stay_apart() -> None:
    long = "The United Kingdoms of the Northern and Southern Sound, part "
    alike = tuple(replace(one, name=f"{long}{n}") for n, one in enumerate(PARTIES))
    said: list[tuple[int, Side, str]] = [(0, "for", "2031-03-01"), (1, "for", "2031-03-06")]
    assert {f"{long}0", f"{long}1"} <= set(labels(strip_svg(survey(said, alike), "bridge")))


def test_the_proposition_that_is_decided_is_named() -> None:
    page = report_html(WEEK)
    assert "Where the members stand on “A &lt;b&gt;bridge&lt;/b&gt; should be built.” bridge" in words(page)
    assert "&lt;i&gt;Words&lt;/i&gt;" in page and "<i>Words" not in page


def test_a_council_that_nobody_joined_is_stopped_by_nobody() -> None:
    later = tuple(replace(party, joined="2040") for party in PARTIES)
    held = replace(WEEK, dossier=replace(WEEK.dossier, parties=later), as_of=date(2031, 4, 1))
    page = words(report_html(held))
    assert "no member has joined yet" in page and "enough to stop it" not in page
    assert "in these words" not in page
    assert "Those against are enough to stop it." in words(report_html(WEEK))


def test_who_spoke_long_ago_or_took_no_side_is_said_to_have_spoken() -> None:
    lapsed = replace(WEEK, as_of=date(2034, 1, 1))
    for dossier in (WEEK.dossier, replace(WEEK.dossier, decision=None)):
        page = words(report_html(replace(lapsed, dossier=dossier)))
        assert page.count("what it said lies more than two years back") == 2
    page = words(report_html(survey([(0, "unclear", "2031-03-01")])))
    assert "spoke of it and took no clear side" in page
    assert "No stance on this was found." in words(report_html(survey([])))


def test_a_count_beside_a_quote_says_what_it_counts() -> None:
    page = words(report_html(survey([(0, "for", "2031-03-01"), (0, "for", "2031-03-06")])))
    assert "the position rests on 2 documents, 2 origins" in page


def test_numbers_add_up_and_agree_with_their_nouns() -> None:
    assert "1 statement in 1 document, 2031-03-01" in words(report_html(survey([(0, "for", "2031-03-01")])))
    undated = [Text(one.id, one.text, None) for one in WEEK.texts]
    page = words(report_html(replace(WEEK, texts=undated, as_of=date(2031, 3, 5))))
    assert "As it stood on 2031-03-05: 1 statement made and 1 document out by then, 2031-03-01" in page
    assert "Silent in 1 document searched" in page


def test_what_became_of_a_pledge_has_its_source() -> None:
    rows = [row for row in commitment_rows(demo_survey()) if row["state"] in ("kept", "broken")]
    assert rows and all(row["outcome_in"]["document"] and row["outcome_in"]["published"] for row in rows)
    assert re.search(r"Gerrik Holstrand admitted on Friday\. · [\w ]+, 2033-\d\d-\d\d", page := demo_page())
    assert "Fergal Strachmoor, Prime Minister of Dunmarrow, 2031-07-09 · The Hrafnvik Herald · " in page


def demo_page() -> str:
    return words(report_html(demo_survey()))


def test_a_judgement_is_not_put_down_to_the_page_that_it_overrules() -> None:
    held = demo_survey()
    (broken, *_) = (one for one in held.commitments if one.state == "broken")
    judgement = {"subject": broken.id, "value": {"state": "kept"}, "note": "late", "author": "ana"}
    rows = commitment_rows(replace(held, judgements=[judgement]))
    (row,) = (row for row in rows if row["id"] == broken.id)
    assert (row["state"], row["outcome_in"]) == ("kept", None)


def test_what_others_say_is_of_the_proposition_decided() -> None:
    both = "".join(f'[[proposition]]\nid = "{one[0]}"\ntext = "A {one}."\n' for one in ("bridge", "toll"))
    rule = 'question = "b"\nbody = "B"\nrule = "unanimity"\nmembers = ["Tolm"]\n'
    asked = parse_dossier(f'question = "?"\n{both}[[party]]\nname = "Tolm"\n[decision]\n{rule}')
    words = "Tolm rejects the toll."
    told = saying(words, id="s", speaker="Harbour Post", speaker_kind="outlet", said="2031-03-01")
    held = Survey(asked, [told], [Stance("s", "t", "unclear", "asserts", 0.9)])
    rows = [decision_row(held, None, proposition) for proposition in ("b", "t")]
    assert [len(row["members"][0]["said_of_it"]) for row in rows] == [0, 1]
