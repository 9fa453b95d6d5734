"""Copied text: found when cut, put in another order and lightly rewritten; what only quotes alike is none."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.comparison.candidates import candidates
from onrecord.comparison.copies import Copy, Printed, align, compare, find_copies, which_first
from onrecord.comparison.credits import credit
from onrecord.comparison.stories import fingerprints, story
from onrecord.model import Span

PARTS = [
    "The council of Tolm voted on Monday to close the old harbour to ferries before the winter.",
    "Nine members were for the plan and four against it, after a debate that went on until midnight.",
    "The mayor had asked for a delay of one year so that the new quay could be finished first.",
    "Fishermen stood outside the town hall with lanterns and sang while the votes were counted.",
    "The port authority expects that the work will cost eleven million crowns and take two summers.",
    "A ferry line to Karsk will be moved to the northern pier, which has no waiting room yet.",
]
TEXT = "\n\n".join(PARTS)
QUOTE = "“We shall not leave this harbour while one of us can hold an oar, and they may write that down,”"


def copied(one: str, other: str, **facts: str) -> Copy | None:
    a, b = Printed("d-a", facts.get("first"), "The Tolm Herald"), Printed("d-b", facts.get("second"))
    return compare(a, story(one), b, story(other))


def test_a_copy_cut_reordered_and_rewritten_is_found() -> None:
    rewritten = PARTS[1].replace("were for the plan", "backed the proposal").replace("debate", "row")
    found = copied(
        TEXT, "\n\n".join([PARTS[4], rewritten, PARTS[0]]), first="2031-03-01", second="2031-03-02"
    )
    assert found is not None
    assert (found.first, found.copy) == ("d-a", "d-b")
    assert found.because == "published 2031-03-01, the other 2031-03-02"
    assert {p.first.of(TEXT)[:20] for p in found.passages} == {PARTS[i][:20] for i in (0, 1, 4)}


def test_the_same_quotation_in_two_reports_is_no_copy() -> None:
    one = f"{QUOTE} said Ana Brisk on the quay.\n\nThe ferries stop in May."
    other = f"There was singing at the town hall.\n\nAna Brisk told reporters: {QUOTE} and went home."
    assert copied(one, other) is None


def test_a_copy_that_runs_its_sentences_together_is_found() -> None:
    assert copied(TEXT, "".join(PARTS)) is not None


def test_reports_of_one_event_are_no_copies() -> None:
    other = (
        "Tolm will lose its old harbour.\n\nBy nine votes to four the council decided on Monday night that "
        "ferries must leave it.\n\nOutside, fishermen sang.\n\nThe bill: eleven million crowns, it says."
    )
    assert copied(TEXT, other) is None


def test_a_text_that_stands_everywhere_for_months_is_no_copy() -> None:
    ending = (
        "\n\nSubscribe to our letter for more news from the whole coast every day of the week and on Sundays."
    )
    texts = {f"d-{n:02d}": f"Report number {n} of the year {n * 7} on {n} ships.{ending}" for n in range(20)}
    printed = [Printed(name, f"2031-{1 + n // 2:02d}-03") for n, name in enumerate(texts)]
    prints = [fingerprints(story(text)) for text in texts.values()]
    assert list(find_copies(printed, prints, lambda name: story(texts[name]))) == []


def test_the_credited_outlet_was_first_whatever_the_dates() -> None:
    agency = Printed("d-a", "2031-03-02", "Norrwire")
    page = Printed("d-b", "2031-03-01", "The Tolm Herald", "Norrwire")
    assert which_first(page, agency) == (agency, "the other credits Norrwire")
    assert which_first(agency, page)[0] is agency


def test_credits() -> None:
    assert credit("KARSK, May 3 (Norrwire) — The mayor left.") == "Norrwire"
    assert credit("The quay at dusk. (Norrwire) The mayor left.") is None
    assert (
        credit("The mayor left.\nCopyright 2031 The Associated Press. All rights reserved.")
        == "Associated Press"
    )
    assert credit("TOLM (CNN) — The mayor left.", outlet="CNN") is None
    assert credit("The mayor left.\n© 2031 Tolm Herald.", outlet="The Tolm Herald") is None


def test_who_wrote_a_page_is_no_outlet() -> None:
    for line in ("By Ana Brisk", "By ILSA THORVANE", "From Our Correspondent", "By Staff", "(ENDS)"):
        assert credit(f"{line}\n\nThe mayor left.\n\n{line}") is None
    for line in ("By Norrwire", "By Karsk News Agency", "From The Tolm Echo", "(Norrwire)"):
        assert credit(f"The mayor left.\n\n{line}") == line.strip("()").removeprefix("By ").removeprefix(
            "From "
        )


def test_what_is_set_aside_is_no_part_of_a_story() -> None:
    aside = Span(0, len(PARTS[0]))
    assert len(story(TEXT, [aside]).words) == len(story(TEXT[aside.end :]).words)


def test_many_copies_are_chained_not_compared_all_with_all() -> None:
    print_ = np.arange(20, dtype=np.uint64)
    pairs = candidates([print_] * 100, [None] * 100)
    assert len(pairs) == 99 + 98
    assert {b for _, b in pairs} == set(range(1, 100))


TEXTS = [np.arange(20 * n, 20 * n + 5, dtype=np.uint64) for n in range(4)]
HELD = st.tuples(
    st.sets(st.sampled_from(range(len(TEXTS))), min_size=1), st.none() | st.integers(1, 60), st.booleans()
)


@given(st.lists(HELD, min_size=2, max_size=40))
def test_a_document_more_makes_no_candidates_of_two_others(
    held: list[tuple[set[int], int | None, bool]],
) -> None:
    """So that pairs of documents known before need not be held against each other again."""
    held.sort(key=lambda one: (one[1] is None, one[1] or 0))
    prints = [np.concatenate([TEXTS[n] for n in sorted(texts)]) for texts, _, _ in held]
    days = [day for _, day, _ in held]
    old = [i for i, (_, _, known) in enumerate(held) if known]
    before = candidates([prints[i] for i in old], [days[i] for i in old])
    pairs = {(old[a], old[b]) for a, b in before}
    assert {(a, b) for a, b in candidates(prints, days) if a in old and b in old} <= pairs


@given(st.lists(st.sampled_from(PARTS), max_size=7), st.integers(0, 40))
def test_sentences_part_the_words_and_slice_the_text(parts: list[str], shift: int) -> None:
    text = " " * shift + "\n".join(parts)
    found = story(text)
    assert found.bounds[0] == 0 and found.bounds[-1] == len(found.words)
    assert all(first < last for first, last in pairwise(found.bounds))
    for index in range(len(found.bounds) - 1):
        assert index in found.at(found.span(index))
        assert found.span(index).of(text).rstrip(".") in text
    assert [(i, j) for i, j, _ in align(found, found)] != [] or not parts


def test_a_sentence_printed_in_eight_places_is_furniture() -> None:
    seven, eight = (story("\n".join(PARTS[:1] * times)) for times in (7, 8))
    assert len(align(seven, seven)) == 7
    assert align(eight, eight) == []
