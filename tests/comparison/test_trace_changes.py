"""What in a quote is a change: brackets, denials, numerals; on one turn."""

from onrecord.cli.marking import marked
from onrecord.comparison.passages import Transcript, Voice, searchable
from onrecord.comparison.shelf import Shelf
from onrecord.comparison.trace import Quote, Trace, fields, trace
from onrecord.model import Span

TURN = (
    "The toll will be seven crowns, and not one crown more. The wall is a matter for the assembly in Kelm, "
    "which sits in the autumn and has never refused one. We trust President Zelenskyy and the fishermen. "
    "We have sent a million shells and a hundred boats to the people there."
)


VELK = Voice("Tomas Velk", "Tomas Velk", "person")


def spoken() -> Transcript:
    return searchable("briefing.md", TURN, "2031-03-03", [Span(0, len(TURN))], [VELK])


def held(text: str) -> Trace:
    return trace(Quote(text, (Span(0, len(text)),), speaker=VELK, said="2031-03-03"), Shelf([spoken()]))


def test_parts_joined_in_the_other_order_are_both_shown() -> None:
    text = "The wall is a matter for the assembly in Kelm. The toll will be seven crowns."
    found = held(text)
    harmful = [d for d in fields(found)["differences"] if not d["harmless"]]
    assert found.grade == "spliced"
    shown = marked(TURN, fields(found)["match"], harmful, "transcript").plain
    assert "The wall is a matter" in shown and "The toll will be seven crowns" in shown


def test_a_bracket_stands_for_no_other_word_than_the_one_it_is_in() -> None:
    text = "“[W]e will be seven crowns, and not one crown more.”"
    assert held(text).grade == "altered"
    assert held("“[T]he toll will be seven crowns, and not one crown more.”").grade == "verbatim"


def test_a_stage_direction_stands_for_no_word() -> None:
    assert held("“The toll will be seven crowns, and not (laughter) one crown more.”").grade == "verbatim"
    assert held("“The toll will be (laughter) crowns, and not one crown more.”").grade == "altered"
    assert held("“The toll will be [so many] crowns, and not one crown more.”").grade == "verbatim"


def test_a_denial_in_brackets_beside_a_name_spelt_otherwise_is_an_alteration() -> None:
    assert held("“We trust President Zelensky and the fishermen.”").grade == "verbatim"
    assert held("“We trust President [not] Zelensky and the fishermen.”").grade == "altered"


def test_a_million_in_numerals_is_the_same_number() -> None:
    assert held("“We have sent 1 million shells and 100 boats to the people there.”").grade == "verbatim"
    assert held("“We have sent 2 million shells and 100 boats to the people there.”").grade == "altered"
