"""Reports of one saying are grouped, others stay apart, and the score says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.comparison.meaning import Meaning, pieces
from onrecord.comparison.sameness import Sameness, denied, other_numbers
from onrecord.comparison.sayings import Rarity, Saying, level
from onrecord.comparison.utterances import candidates, grouped, same_sayings

DAY = 741_000


def saying(name: str, quote: str, party: str | None = "p-1", day: int = DAY, kind: str = "direct") -> Saying:
    words, stems = level(quote)
    return Saying(name, f"d-{name}", words, stems, kind, party, party or "", True, (day, day), day)


FULL = "We shall not close the harbour before the new quay is finished, and the ferries will sail until then"
REPORTS = [
    saying("full", FULL),
    saying("short", "We shall not close the harbour before the new quay is finished"),
    saying("indirect", "that the harbour would not close before the new quay was finished", kind="indirect"),
    saying("unnamed", "the harbour will not close before the new quay is finished", party=None, day=DAY + 1),
    saying("other", "Nobody has asked the fishermen what the lanterns cost them last winter"),
    saying("other-day", "The council voted for a bridge of timber over the northern sound", day=DAY + 40),
    saying("other-party", "Grain prices in Karsk fell by four per cent after the storm", party="p-2"),
]


def groups(reports: list[Saying]) -> set[frozenset[str]]:
    sameness = Sameness(reports)
    return {frozenset(names) for names in grouped(reports, same_sayings(reports, sameness), sameness)}


def test_direct_indirect_full_and_short_are_one_and_others_stay_apart() -> None:
    found = groups(REPORTS)
    assert frozenset({"full", "short", "indirect", "unnamed"}) in found
    assert all(frozenset({name}) in found for name in ("other", "other-day", "other-party"))


def test_the_order_of_the_reports_does_not_matter() -> None:
    assert groups(REPORTS) == groups(REPORTS[::-1])


def test_a_score_names_its_reasons_the_weightiest_first() -> None:
    found = Sameness(REPORTS)(REPORTS[0], REPORTS[1])
    assert found.value > 0.9
    weights = [abs(float(reason.rsplit("(", 1)[1].rstrip(")"))) for reason in found.reasons]
    assert weights == sorted(weights, reverse=True) and len(weights) >= 4
    assert any(reason.startswith("same party") for reason in found.reasons)
    assert any(reason.startswith("near in meaning") for reason in found.reasons)


def test_another_party_in_other_words_counts_against() -> None:
    sameness = Sameness(REPORTS)
    near = saying("near", "the harbour should close and the quay be finished before winter")
    strange = saying(
        "strange", "the harbour should close and the quay be finished before winter", party="p-2"
    )
    assert sameness.value(REPORTS[0], strange) < sameness.value(REPORTS[0], near)


def test_the_same_in_other_words_is_nearer_than_another_matter() -> None:
    told = saying("told", "the port is to stay open until the works at the wharf are over", kind="indirect")
    matter = saying("matter", "the port has a lighthouse that needs a coat of paint", kind="indirect")
    sameness = Sameness([*REPORTS, told, matter])
    assert sameness.value(REPORTS[0], told) > 2 * sameness.value(REPORTS[0], matter)


@pytest.mark.parametrize(
    ("one", "other", "measure"),
    [
        ("the ferries will sail this winter", "the ferries will not sail this winter", "denied"),
        ("it doesn't burn oil", "it does burn oil", "denied"),
        ("grain fell by twelve crowns", "grain fell by 14 crowns", "other_numbers"),
    ],
)
def test_a_denial_and_another_number_count_against(one: str, other: str, measure: str) -> None:
    a, b, again = saying("a", one), saying("b", other), saying("c", one)
    sameness = Sameness([*REPORTS, a, b, again])
    assert sameness.measures(a, b)[measure] > 0 == sameness.measures(a, again)[measure]
    assert sameness.value(a, b) < sameness.value(a, again)


def test_a_value_below_what_is_asked_is_not_worked_out() -> None:
    sameness = Sameness(REPORTS, Meaning(lambda _: pytest.fail("nothing is to be encoded")))
    assert sameness.value(REPORTS[0], REPORTS[-1], least=0.5) == 0


@given(st.lists(st.text("abc", min_size=1), max_size=300))
def test_pieces_hold_the_words_in_order(words: list[str]) -> None:
    found = [piece.split() for piece in pieces(words)]
    held = [word for piece in found for word in piece]
    assert held == words[: len(held)] and max(map(len, found)) <= 25
    assert len(words) > 8 * 25 or len(held) == len(words)


def test_each_pair_is_compared_once_and_a_crowd_with_its_neighbours_only() -> None:
    crowd = [saying(f"s{n:03d}", f"the harbour will close number {n}", day=DAY + n) for n in range(300)]
    pairs = list(candidates(crowd, Rarity(crowd)))
    assert len(pairs) == len(set(map(frozenset, pairs))) <= 24 * len(crowd)


def test_nothing_gives_nothing() -> None:
    assert groups([]) == set()
    assert groups([saying("empty", "—")]) == {frozenset({"empty"})}


def test_not_only_denies_nothing() -> None:
    assert denied(level("It was not only unfair but illegal")[0]) == set()
    assert denied(level("It was not unfair")[0]) == {"unfair"}


def test_a_number_with_a_comma_is_the_same_number() -> None:
    one, other = (set(level(f"They paid {number} crowns")[1]) for number in ("1,000,000", "1000000"))
    assert other_numbers(one, other) == 0
    assert level("in 2031, 400 boats")[0] == ("in", "2031", "400", "boats")
