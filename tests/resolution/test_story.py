"""The day of the news, and the years of a page that prints no date."""

from datetime import date

import pytest

from onrecord.resolution.expressions import Expression, find
from onrecord.resolution.story import day_of, no_earlier, with_year


def only(text: str, published: str | None = None) -> Expression:
    (found,) = find(text, published)
    return found


def test_a_fresh_day_may_be_the_day_of_the_news() -> None:
    told = day_of(only("The mayor resigned on Tuesday.", "2031-05-15"), "2031-05-15")
    assert told is not None
    assert told.edtf == "2031-05-13~"


@pytest.mark.parametrize("text", ["The court met on 2 March.", "The court met in May."])
def test_an_old_day_or_a_month_is_not(text: str) -> None:
    assert day_of(only(text, "2031-05-15"), "2031-05-15") is None
    assert day_of(only(text), None) is None


def test_the_latest_thing_a_page_knows_of_bounds_its_date() -> None:
    text = "They met on 11 July 2031 and again on 3 August 2030."
    assert no_earlier(find(text), ["2029-01-01", ""]) == date(2031, 7, 11)
    assert no_earlier(find(text), ["2031-10-01"]) == date(2031, 10, 1)
    assert no_earlier(find("They met on Friday."), []) is None


@pytest.mark.parametrize(
    ("text", "floor", "edtf"),
    [
        ("on 17 June", date(2031, 7, 11), "2032-06-17~"),
        ("on 3 December", date(2031, 10, 1), "2031-12-03"),
        ("on 30 January", date(2031, 1, 30), "2031-01-30"),
        ("on 30 January 2030", date(2031, 1, 30), "2030-01-30"),
    ],
)
def test_a_yearless_day_falls_in_the_first_year_that_may_be(text: str, floor: date, edtf: str) -> None:
    assert with_year(only(text), floor).past == edtf
