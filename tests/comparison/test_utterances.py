"""Reports of one saying are grouped, others stay apart, and the score says why."""

from onrecord.comparison.sayings import Rarity, Saying, level, score
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
    rarity = Rarity(reports)
    return {frozenset(names) for names in grouped(reports, same_sayings(reports, rarity), rarity)}


def test_direct_indirect_full_and_short_are_one_and_others_stay_apart() -> None:
    found = groups(REPORTS)
    assert frozenset({"full", "short", "indirect", "unnamed"}) in found
    assert all(frozenset({name}) in found for name in ("other", "other-day", "other-party"))


def test_the_order_of_the_reports_does_not_matter() -> None:
    assert groups(REPORTS) == groups(REPORTS[::-1])


def test_a_score_names_its_reasons_the_weightiest_first() -> None:
    found = score(REPORTS[0], REPORTS[1], Rarity(REPORTS))
    assert found.value > 0.9
    weights = [abs(float(reason.rsplit("(", 1)[1].rstrip(")"))) for reason in found.reasons]
    assert weights == sorted(weights, reverse=True) and len(weights) >= 4
    assert any(reason.startswith("same party") for reason in found.reasons)


def test_another_party_in_other_words_counts_against() -> None:
    rarity = Rarity(REPORTS)
    near = saying("near", "the harbour should close and the quay be finished before winter")
    strange = saying(
        "strange", "the harbour should close and the quay be finished before winter", party="p-2"
    )
    assert score(REPORTS[0], strange, rarity).value < score(REPORTS[0], near, rarity).value


def test_each_pair_is_compared_once_and_a_crowd_with_its_neighbours_only() -> None:
    crowd = [saying(f"s{n:03d}", f"the harbour will close number {n}", day=DAY + n) for n in range(300)]
    pairs = list(candidates(crowd, Rarity(crowd)))
    assert len(pairs) == len(set(map(frozenset, pairs))) <= 24 * len(crowd)


def test_nothing_gives_nothing() -> None:
    assert groups([]) == set()
    assert groups([saying("empty", "—")]) == {frozenset({"empty"})}
