import pytest

from onrecord.attribution.acts import act_of
from onrecord.model import Span


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("said", "the bridge is safe", "says"),
        ("according to", "the bridge is safe", "says"),
        ("has repeatedly denied", "the report", "denies"),
        ("did not deny", "the report", "says"),
        ("called on", "Orlund to withdraw", "asks"),
        ("called", "the plan a disgrace", "says"),
        ("told", "to leave at once", "asks"),
        ("told", "that it was late", "says"),
        ("vowed", "to rebuild", "promises"),
        ("agreed", "to pay half", "promises"),
        ("agreed", "that half is enough", "says"),
        ("threatened", "to close the border", "threatens"),
        ("estimates", "that it will cost nine marks", "predicts"),
        ("estimates", "the cost at nine marks", "says"),
        ("is expected", "to resign", "predicts"),
        ("firmly believes", "that it works", "believes"),
        ("sees", "the ferry as a burden", "believes"),
        ("was hoping", "to return", "wants"),
        ("would like", "to return", "wants"),
        ("voted against", "the canal", "decides"),
        ("declined", "to comment", "decides"),
        ("found", "that half had left", "notices"),
        ("asked", "whether it was over", "asks"),
        ("shot back", "that it was late", "says"),
        ("hits back", "at the union", "says"),
        ("backed", "the canal", "believes"),
    ],
)
def test_act_from_cue_and_content(cue: str, content: str, act: str) -> None:
    text = f"{cue} {content}"
    assert act_of(text, (Span(0, len(cue)),), (Span(len(cue) + 1, len(text)),)) == act


def test_a_quoted_question_asks_and_a_quoted_promise_promises() -> None:
    for quote, act in (
        ('"Who will pay?"', "asks"),
        ('"We promise to pay."', "promises"),
        ('"We paid."', "says"),
    ):
        text = f"{quote} she said"
        content, cue = Span(0, len(quote)), Span(len(text) - 4, len(text))
        assert act_of(text, (cue,), (content,), direct=True) == act


def test_without_a_cue_it_is_said() -> None:
    assert act_of("the bridge is safe", (), (Span(0, 18),)) == "says"
