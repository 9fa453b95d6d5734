import pytest

from onrecord.reading.boilerplate import is_headline, reason_of, reasons
from onrecord.reading.paragraphs import Paragraph, paragraphs


def one(text: str) -> Paragraph:
    (found,) = paragraphs(text)
    return found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("EPA Administrator Lena Orm said that the rule had cost the towns a year.", None),
        ("Rex Karsten told the committee that he had warned the mayor twice.", None),
        ("EPA/Jon Karsten", "caption"),
        ("Getty - The ferry leaves the port of Tolm", "caption"),
        ("Getty Images The ferry leaves the port of Tolm", "caption"),
    ],
)
def test_agencies_begin_captions_only_before_a_mark(text: str, reason: str | None) -> None:
    assert reason_of(one(text)) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Thank you for your help. Our people need your support, and our community will make you free.",
            None,
        ),
        ("We are free to read, but our work costs money. If you can, support our journalism.", "appeal"),
    ],
)
def test_a_plea_to_allies_is_no_plea_to_readers(text: str, reason: str | None) -> None:
    assert reason_of(one(text), late=True) == reason


def test_a_quotation_in_single_marks_is_no_headline() -> None:
    assert not is_headline(one("‘What did the mayor know? And when did she know it?’"))
    assert is_headline(one("Who is Ana Brisk"))
    items = paragraphs("READ MORE: Who is Ana Brisk?\n\n‘She should have gone,’\n\nThe union said so.")
    assert reasons(items) == ["related", None, None]
