"""Chains, trees, and the documents that chains lead to."""

from onrecord.comparison.relays import Relayed, chains, leads, tree
from onrecord.comparison.sameness import Sameness
from onrecord.comparison.sayings import Saying, level

DAY = 741_000


def saying(name: str, document: str, quote: str, day: int = DAY, party: str | None = "p-1") -> Saying:
    words, stems = level(quote)
    return Saying(name, document, words, stems, "indirect", party, "Ana Brisk", True, (day, day), day)


def test_a_chain_runs_from_the_speaker_to_the_page() -> None:
    found = chains(
        [Relayed("r-1", None, (), "The Tolm Herald"), Relayed("r-2", "Brisk", ("Radio Tolm",), "Radio Tolm")]
    )
    assert found == {"r-1": ("not named", "The Tolm Herald"), "r-2": ("Brisk", "Radio Tolm")}


def test_reports_that_rest_on_one_carrier_share_the_branch() -> None:
    reports = [
        Relayed("r-1", "Brisk", ("Norrwire",), "The Echo"),
        Relayed("r-2", None, (), "The Tolm Herald", "r-1"),
        Relayed("r-3", None, ("Radio Tolm",), "Mercnews", "r-1"),
        Relayed("r-4", "Brisk", (), "The Karsk Courier"),
    ]
    (root,) = tree((names, name) for name, names in chains(reports).items())
    assert [branch.name for branch in root.further] == ["Norrwire", "The Karsk Courier"]
    (echo,) = root.further[0].further
    assert (echo.name, echo.reports) == ("The Echo", ["r-1"])
    assert [branch.name for branch in echo.further] == ["The Tolm Herald", "Radio Tolm"]


def test_reports_that_lead_to_each_other_end() -> None:
    reports = [Relayed("r-1", "Brisk", (), "A", "r-2"), Relayed("r-2", "Brisk", (), "B", "r-1")]
    assert chains(reports) == {"r-1": ("Brisk", "B", "A"), "r-2": ("Brisk", "A", "B")}


def test_chains_share_their_beginnings() -> None:
    roots = tree(
        [
            (("Brisk", "Radio Tolm", "The Echo"), "r-1"),
            (("Brisk", "Radio Tolm", "Norrwire", "The Tolm Herald"), "r-2"),
            (("Brisk", "The Karsk Courier"), "r-3"),
        ]
    )
    (root,) = roots
    assert [branch.name for branch in root.further] == ["Radio Tolm", "The Karsk Courier"]
    assert [branch.name for branch in root.further[0].further] == ["The Echo", "Norrwire"]
    assert root.further[0].further[0].reports == ["r-1"]


def test_a_hop_leads_to_the_earlier_document_of_that_outlet_with_the_saying() -> None:
    said = "that half a quay was better than none at all in winter"
    later = saying("r-1", "d-1", said)
    source = saying("r-2", "d-2", "half a quay is better than none", DAY - 3)
    too_late = saying("r-3", "d-3", "half a quay is better than none", DAY + 3)
    other = saying("r-4", "d-4", "the lanterns burn all night", DAY - 3)
    printed = [("The Karsk Courier", source), ("Karsk Courier", too_late), ("Karsk Courier", other)]
    sameness = Sameness([later, source, too_late, other])
    (lead,) = leads([(later, ["Karsk Courier"])], printed, sameness)
    assert (lead.report, lead.document, lead.source, lead.position) == ("r-1", "d-2", "r-2", 0)
    assert leads([(later, ["The Echo"])], printed, sameness) == []


def test_a_document_without_an_outlet_counts_when_the_saying_is_the_same() -> None:
    said = "that half a quay was better than none at all in winter"
    later, source = saying("r-1", "d-1", said), saying("r-2", "d-2", said, DAY - 3)
    (lead,) = leads([(later, ["The Echo"])], [(None, source)], Sameness([later, source]))
    assert lead.because.startswith("printed before, outlet unknown")
    stranger = saying("r-3", "d-3", said, DAY - 3, party="p-2")
    assert leads([(later, ["The Echo"])], [(None, stranger)], Sameness([later, stranger])) == []
