"""When a statement was made, at the latest."""

from datetime import date

import pytest

from onrecord.model import Span
from onrecord.positions.retold import with_retold
from onrecord.positions.statements import Statement
from tests.positions.sayings import saying


@pytest.mark.parametrize(
    ("said", "published", "day"),
    [
        ("2031", "2031-05-11", date(2031, 5, 11)),  # "earlier this year": no later than the page
        ("2031-03", "2031-05-11", date(2031, 3, 31)),
        (None, "2031-05-11", date(2031, 5, 11)),
        ("2031-03", None, date(2031, 3, 31)),
        ("XXXX-XX-XX", None, None),
    ],
)
def test_nothing_is_said_after_the_page_that_tells_it(
    said: str | None, published: str | None, day: date | None
) -> None:
    assert saying("We agree.", said=said, published=published).day == day


def test_words_told_as_earlier_ones_are_of_an_earlier_day() -> None:
    text = "Orm refused to sell, despite having previously acknowledged that she would."
    at = text.index("acknowledged")
    earlier = saying(text, "that she would", cue=(Span(at, at + 12),), said="2031-05-02")
    (told,) = with_retold([earlier])
    assert told.said == "../2031-05-01"


def test_earlier_words_are_read_without_those_of_today() -> None:
    text = "Orm refused to sell the ship, despite having previously acknowledged that she would."
    cue, words = "having previously acknowledged", "that she would"
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in (cue, words)]
    (told,) = with_retold([Statement("s", "d", "p", text, (spans[1],), (Span(0, 3),), (spans[0],))])
    assert told.reach.of(text) == f"{cue} {words}"


def test_words_before_a_retelling_stay_today_s() -> None:
    text = "“The ship will be sold,” she said, “despite having previously said that it would be kept.”"
    ends = (text.index(",”"), len(text) - 2)
    content = (Span(1, ends[0]), Span(text.index("despite"), ends[1]))
    now, before = with_retold([Statement("s", "d", "p", text, content, said="2031-05-02")])
    assert (now.quote, before.quote) == ("The ship will be sold", "it would be kept")
    assert before.id == "s.before"
