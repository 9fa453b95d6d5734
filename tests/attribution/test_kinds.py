import pytest

from onrecord.attribution.kinds import kind_of
from onrecord.attribution.quotes import quotations
from onrecord.model import Kind, Span


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“It is late,” she said.", "“It is late,”", "direct"),
        ("“It is late,” she said.", "It is late", "direct"),
        ("He said it was “grim” there.", "it was “grim” there", "mixed"),
        ("He said it was grim.", "it was grim", "indirect"),
        ("He said it was the farmers' view.", "it was the farmers' view", "indirect"),
        ("“We go,” he said. “Now.”", "“We go,” he said. “Now.”", "mixed"),
    ],
)
def test_kind_follows_the_share_in_quotation_marks(text: str, content: str, kind: Kind) -> None:
    start = text.index(content)
    assert kind_of(text, (Span(start, start + len(content)),), quotations(text)) == kind


def test_pieces_of_a_split_quotation_are_direct_together() -> None:
    text = "“We go,” he said. “Now.”"
    assert kind_of(text, (Span(0, 8), Span(18, 24)), quotations(text)) == "direct"
