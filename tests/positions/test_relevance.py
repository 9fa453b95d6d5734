"""The first filter: it lets go only what shares no word and no like of a word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.positions.relevance import overlap, related
from onrecord.positions.stance import Asked

MEMBER = "Varnia should become a member of the Northern Compact."


def test_what_names_the_matter_is_kept() -> None:
    assert related(
        [
            Asked("The chancellor said that Varnia would be a member one day.", MEMBER),
            Asked("membership must wait, he said", MEMBER),
            Asked("Nobody in the Compact opposes the accession.", MEMBER),
        ]
    ) == [True, True, True]


def test_the_plainly_foreign_is_let_go() -> None:
    assert related([Asked("The goalkeeper broke two fingers.", MEMBER)]) == [False]


def test_what_stands_before_may_name_the_matter() -> None:
    before = "Asked about Varnia's membership, the chancellor paused."
    assert related([Asked("“No,” he said.", MEMBER), Asked("“No,” he said.", MEMBER, before)]) == [
        False,
        True,
    ]


def test_what_means_something_else_is_let_go_though_a_word_is_shared() -> None:
    before = "The library opened on Monday."
    told = "Members may borrow six books, the librarian said."
    far = "Admission of Varnia must not be put off, the librarian said."
    assert related([Asked(told, MEMBER, before), Asked(far, MEMBER, before)]) == [False, True]


def test_nearer_words_weigh_more() -> None:
    near = overlap("Varnia joins the Compact", MEMBER)
    far = overlap("Varnia celebrates", MEMBER)
    assert near > far > overlap("bread rose in the oven", MEMBER)


def test_empty_texts_are_about_nothing() -> None:
    assert related([Asked("", MEMBER), Asked("Varnia", ""), Asked("...", "!")]) == [False, False, False]


@settings(max_examples=50)
@given(st.text(max_size=100), st.text(max_size=60))
def test_overlap_is_a_share(statement: str, proposition: str) -> None:
    assert 0.0 <= overlap(statement, proposition) <= 1.0


def test_what_may_be_about_the_narrower_may_be_about_the_plain_one() -> None:
    narrow = "Varnia should be invited to become a member of the Northern Compact this year."
    words = "“You should be invited this year, and you will be invited.”"
    before = "It rained in the hills on Monday."
    assert related([Asked(words, MEMBER, before)]) == [False]
    assert related([Asked(words, MEMBER, before), Asked(words, narrow, before)]) == [True, True]


def test_what_stands_among_others_on_the_matter_is_kept() -> None:
    about, else_ = "Varnia will be a member of the Compact, he said.", "The goalkeeper broke two fingers."
    words = "“Wait and see,” she said on the stairs."
    on_it = [Asked(text, MEMBER, "It rained.") for text in (about, words, about, about)]
    off_it = [Asked(text, MEMBER, "It rained.") for text in (else_, else_, words, else_, else_)]
    assert related(on_it) == [True] * 4
    assert related(off_it) == [False] * 5
    assert related([one._replace(context="") for one in on_it]) == [True, False, True, True]
