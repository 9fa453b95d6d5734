import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribution.quotes import quotations

MARKED = st.text(st.sampled_from("\"“”„«»‘’'`‚ \n.,?!aAsS(—"), max_size=80)


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It is late," Ann said.', ['"It is late,"']),
        ("“It's late,” she said, “isn't it?”", ["“It's late,”", "“isn't it?”"]),
        ("''Hello there,'' he said. ``Bye,'' she said.", ["''Hello there,''", "``Bye,''"]),
        ("«Non», he said. »Nein«, she said. „Gut“, they said.", ["«Non»", "»Nein«", "„Gut“"]),
        ("‘It is the farmers’ view,’ he said.", ["‘It is the farmers’ view,’"]),
        ("The '90s weren't the miners' best, it's said.", []),
        ("“He called it ‘a farce’ twice,” she said.", ["“He called it ‘a farce’ twice,”"]),
        ("‘He said “never” and left,’ she said.", ["‘He said “never” and left,’"]),
        ("''I said, 'No deal,''' he recalled.", ["''I said, 'No deal,'''"]),
        ('The 12" pipe broke.', []),
        ("“Not now,”Ann said.", ["“Not now,”"]),
        ('He said " it is over , " and left.', ['" it is over , "']),
        ("She called the plan « a retreat » twice.", ["« a retreat »"]),
        ("« We wait », she said. « It is late. »", ["« We wait »", "« It is late. »"]),
        ("He called it »a retreat« twice.", ["»a retreat«"]),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_a_quotation_goes_on_over_paragraphs() -> None:
    text = "“We waited.\n\n“Then we left,” Orm said.\n\nNobody spoke."
    assert [(text[a:b], continued) for a, b, continued in quotations(text)] == [
        ("“We waited.", False),
        ("“Then we left,”", True),
    ]


def test_a_later_paragraph_may_lack_its_opening_mark() -> None:
    text = "“We waited.\n\nThen we left,” Orm said."
    assert [(text[a:b], continued) for a, b, continued in quotations(text)][1] == ("Then we left,”", True)


def test_a_lost_opening_mark_reaches_back_to_the_sentence() -> None:
    assert pieces("He spoke late. It is our duty,” he added.") == ["It is our duty,”"]


def test_a_lost_closing_mark_ends_before_the_next_quotation() -> None:
    assert pieces("“We must go. “Soon,” she said.") == ["“We must go.", "“Soon,”"]


@given(MARKED)
def test_quotations_lie_inside_the_text_in_order(text: str) -> None:
    cursor = 0
    for start, end, _ in quotations(text):
        assert cursor <= start < end <= len(text)
        cursor = end
