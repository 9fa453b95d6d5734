"""Names in invented texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Mention, Span
from onrecord.resolution.mentions import find_names
from onrecord.resolution.settling import demonyms

TEXT = (
    "Harbour minister Osric Pellanor met Mira Hallet of the Ferry Union on Monday. "
    "The Financial Ledger asked Ms. Hallet about Okanbra. “No,” said Pellanor, who was in a hurry."
)


def kinds(text: str) -> dict[str, str]:
    return {name.printed: name.kind for name in find_names(text)}


def test_persons_are_known_by_roles_titles_and_given_names() -> None:
    found = kinds(TEXT)
    assert found["Osric Pellanor"] == found["Mira Hallet"] == found["Pellanor"] == found["Hallet"] == "person"


def test_an_article_before_a_name_speaks_for_a_body() -> None:
    found = kinds(TEXT)
    assert found["Financial Ledger"] == "organisation"
    assert found["Ferry Union"] == "organisation"


def test_weekdays_and_words_that_begin_a_sentence_are_no_names() -> None:
    assert kinds("On Monday the vote was lost. Nobody spoke. However, Ana Brisk left.") == {
        "Ana Brisk": "person"
    }


def test_a_month_can_be_a_surname() -> None:
    assert "Theresa May" in kinds("The letter came from Theresa May in May.")


def test_titles_stay_out_of_the_name() -> None:
    (name,) = find_names("Former Deputy Prime Minister Dr. Ana Brisk left.")
    assert (name.printed, name.titled) == ("Ana Brisk", True)


def test_headlines_in_capitals_yield_only_what_the_text_names() -> None:
    text = "Ana Brisk Says Harbour Vote Was Lost\nAna Brisk said on Monday that it was lost."
    assert set(kinds(text)) == {"Ana Brisk"}


def test_a_model_settles_what_is_unclear() -> None:
    text = "Quessel Dorvane spoke."
    assert find_names(text)[0].kind != "person"
    assert find_names(text, [Mention(Span(0, 15), "person", 0.9)])[0].kind == "person"


def test_adjectives_of_unknown_places_are_told_by_their_endings() -> None:
    assert demonyms(["oskavia", "oskavian", "kharmend", "kharmendi", "velk"]) == {
        "oskavian": "oskavia",
        "kharmendi": "kharmend",
    }


@given(st.text(max_size=400))
def test_names_lie_in_the_text_and_apart(text: str) -> None:
    end = 0
    for name in find_names(text):
        assert end <= name.span.start < name.span.end <= len(text)
        end = name.span.end


@given(st.lists(st.sampled_from([*TEXT.split(), "\n", "’s", "of", "Mr.", "Jr.", "May"]), max_size=60))
def test_shuffled_words_do_no_harm(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert all(name.span.of(text).strip() for name in find_names(text))


def test_a_numeral_of_a_name_cut_off_by_a_comma_names_nobody_new() -> None:
    text = "- Richard H. Orme, IV, Nominee for Ambassador of Tolm\n\nOrme said that he was ready."
    start = text.index("IV")
    found = find_names(text, [Mention(Span(start, start + 2), "person")])
    assert "IV" not in {name.printed for name in found if name.kind == "person" and name.words}


def test_a_conjunction_before_a_name_is_no_part_of_it() -> None:
    text = "Watch | 1:18 As Ana Brisk leaves Tolm. The paper asked If Ana Brisk left. He saw AS Vellan play."
    assert set(kinds(text)) >= {"Ana Brisk", "AS Vellan"} and "As Ana Brisk" not in kinds(text)


def test_a_body_taken_for_a_person_once_stays_a_body() -> None:
    text = "Okanbra paid. We met Okanbra. They left Okanbra."
    spans = [Span(i, i + 7) for i in range(len(text)) if text.startswith("Okanbra", i)]
    told = [Mention(spans[0], "person"), *(Mention(span, "organisation") for span in spans[1:])]
    assert {name.kind for name in find_names(text, told)} == {"organisation"}
