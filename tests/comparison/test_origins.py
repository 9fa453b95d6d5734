"""Reports of one saying are counted by the text that they rest on."""

import pytest

from onrecord.comparison.copies import Copy, Passage, Printed
from onrecord.comparison.credits import credit
from onrecord.comparison.origins import Origin, Told, by_documents, origins
from onrecord.model import Span


def told(name: str, outlet: str, day: int = 1, *via: str, credit: str | None = None, at: int = 0) -> Told:
    printed = Printed(f"d-{name}", f"2031-03-{day:02d}", outlet, credit)
    return Told(name, printed, (Span(at, at + 10),), via)


def copy(first: str, other: str, share: float, at: int = 0) -> Copy:
    span = Span(at, at + 20)
    return Copy(f"d-{first}", f"d-{other}", share, (Passage(span, span, 1.0),), "")


def parts(found: list[Origin]) -> set[frozenset[str]]:
    return {frozenset(origin.reports) for origin in found}


def test_reports_with_nothing_in_common_are_origins_of_their_own() -> None:
    assert len(origins([told("a", "The Tolm Herald"), told("b", "The Karsk Courier")], {})) == 2


def test_a_copied_passage_makes_one_origin_and_the_first_document_leads() -> None:
    reports = [
        told("a", "The Karsk Courier", 2),
        told("b", "The Tolm Herald", 1),
        told("c", "The Echo", at=50),
    ]
    found = origins(reports, by_documents([copy("b", "a", 0.3), copy("b", "c", 0.3)]))
    assert parts(found) == {frozenset("ab"), frozenset("c")}
    (joint,) = (origin for origin in found if len(origin.reports) == 2)
    assert joint.document == "d-b" and joint.because == ("30% of one text stands in the other",)


def test_a_wholesale_copy_is_one_wherever_the_report_stands() -> None:
    reports = [told("a", "The Tolm Herald"), told("b", "The Karsk Courier", at=500)]
    assert len(origins(reports, by_documents([copy("a", "b", 0.9)]))) == 1


def test_pages_that_credit_one_agency_rest_on_it() -> None:
    reports = [
        told("a", "The Tolm Herald", 1, credit="Norrwire"),
        told("b", "The Echo", 2, credit="Norrwire"),
    ]
    (origin,) = origins(reports, {})
    assert (origin.outlet, origin.because) == ("Norrwire", ("both credit Norrwire",))
    late = told("c", "The Karsk Courier", 28, credit="Norrwire")
    assert len(origins([reports[0], late], {})) == 2


def test_a_report_through_an_outlet_rests_on_that_outlets_own() -> None:
    reports = [told("a", "The Tolm Herald", 2, "the Karsk Courier"), told("b", "The Karsk Courier", 1)]
    (origin,) = origins(reports, {})
    assert origin.document == "d-b"


def test_a_chain_that_leads_to_a_report_joins_them() -> None:
    reports = [told("a", "The Tolm Herald", 2, "Radio Tolm"), told("b", "The Echo", 1)]
    assert len(origins(reports, {})) == 2
    assert len(origins(reports, {}, {"a": "b"})) == 1


def test_two_reports_in_one_document_are_one_origin() -> None:
    one = told("a", "The Tolm Herald")
    other = Told("b", one.document, (Span(90, 99),))
    assert parts(origins([one, other], {})) == {frozenset("ab")}


def test_pages_are_compared_by_their_days_in_whatever_order_they_come() -> None:
    days = {"a": 1, "b": 10, "c": 2}
    reports = [told(name, f"The {name} Echo", day, credit="Norrwire") for name, day in days.items()]
    assert parts(origins(reports, {})) == {frozenset("ac"), frozenset("b")}


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The International Monetary Fund (IMF) – which lends – said so.", None),
        ("The mayor left.\n© 2031 Karsk Courier All Rights Reserved", "The Karsk Courier"),
        ("The mayor left.\nThe plan was first published in January by the mayor.", None),
        ("The mayor left.\nThe book was originally published in Paris.", None),
        ("The mayor left.\n(Laughter)", None),
    ],
)
def test_what_is_no_outlets_name_is_no_credit(text: str, outlet: str | None) -> None:
    assert credit(text, outlet=outlet) is None


def test_two_pages_of_one_outlet_through_nobody_are_two() -> None:
    assert len(origins([told("a", "The Herald", 1), told("b", "The Herald", 3)], {})) == 2


def test_any_hop_counts_and_names_of_agencies_are_one_by_their_key() -> None:
    hops = [told("a", "The Echo", 1, "officials", "the Norr Gazette"), told("b", "Norr Gazette", 1)]
    assert len(origins(hops, {})) == 1
    credits = [told("a", "The Echo", credit="Norrwire"), told("b", "The Post", credit="The Norrwire")]
    assert len(origins(credits, {})) == 1


def test_every_lead_of_a_report_joins() -> None:
    reports = [told("a", "The Echo"), told("b", "The Post"), told("c", "The Herald")]
    assert parts(origins(reports, {}, {"c": ["a", "b"]})) == {frozenset("abc")}
