import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribution.rules import tag
from onrecord.model import Attribution, Spans

WORDS = st.sampled_from(
    [
        *(
            "he",
            "she",
            "Ann",
            "Orm",
            "the",
            "minister",
            "who",
            "which",
            "that",
            "to",
            "and",
            "but",
            "by",
            "on",
        ),
        *("said", "says", "told", "asked", "was", "denied", "saying", "adding", "calls", "has", "not", "'s"),
        *("according", "whether", "Mr.", "Monday", ",", ".", ":", ";", "?", "(", ")", "—", "\n", "\n\n"),
        *("“", "”", '"', "'", "’", "“yes,”"),
    ]
)


def outer(text: str) -> list[Attribution]:
    return [found for found in tag(text).attributions if found.parent is None]


def words(text: str, spans: Spans) -> str:
    return " … ".join(span.of(text) for span in spans)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("“It is late,” said Ann Orm.", "Ann Orm", "said", "“It is late,”"),
        ("“It is late,” Ann Orm told the Harrane Post.", "Ann Orm", "told", "“It is late,”"),
        ("“Why now?” Orm asked.", "Orm", "asked", "“Why now?”"),
        ("Orm said the vote would be lost.", "Orm", "said", "the vote would be lost"),
        ("Orm said on Monday that the vote was lost.", "Orm", "said", "that the vote was lost"),
        ("The vote was lost, the minister said.", "the minister", "said", "The vote was lost"),
        ("According to Ann Orm, the vote is lost.", "Ann Orm", "According to", "the vote is lost"),
        ("The vote is lost, according to Ann Orm.", "Ann Orm", "according to", "The vote is lost"),
        ("Orm did not say whether she would stay.", "Orm", "did not say", "whether she would stay"),
        ("Ulm has repeatedly called for new talks.", "Ulm", "has repeatedly called for", "new talks"),
        ("The ministry declined to comment.", "The ministry", "declined", "to comment"),
        ("Ulm told reporters that he would resign.", "Ulm", "told", "that he would resign"),
        (
            "Bo Ulm, the mayor of Lorvane, said it was over.",
            "Bo Ulm, the mayor of Lorvane,",
            "said",
            "it was over",
        ),
        ("Ulm, who sat in the front row, said it was over.", "Ulm", "said", "it was over"),
        ("“It is late,” said Ann Orm, a lawyer.", "Ann Orm, a lawyer", "said", "“It is late,”"),
        ("Orm argued against the treaty.", "Orm", "argued against", "the treaty"),
        ("WSJ: Harrane and Okanbro reject the treaty", "WSJ", ":", "Harrane and Okanbro reject the treaty"),
        ("He went further: “They lied to us all.”", "He", "went further:", "“They lied to us all.”"),
        ("Ulm stopped short of backing the plan.", "Ulm", "stopped short of", "backing the plan"),
    ],
)
def test_one_attribution(text: str, source: str, cue: str, content: str) -> None:
    (found,) = outer(text)
    assert (words(text, found.source), words(text, found.cue), words(text, found.content)) == (
        source,
        cue,
        content,
    )


def test_a_split_quotation_is_one_attribution() -> None:
    text = "“We waited,” Orm said. “Then we left.”"
    (found,) = outer(text)
    assert words(text, found.content) == "“We waited,” … “Then we left.”"
    assert found.kind == "direct"


def test_a_sentence_broken_by_its_tag_is_one_attribution() -> None:
    text = "If the talks fail, Orm warned, the army will march."
    (found,) = outer(text)
    assert words(text, found.content) == "If the talks fail … the army will march"


def test_a_quotation_over_paragraphs_has_one_speaker() -> None:
    text = "“We waited,” Orm said. “It was cold.\n\n“Then we left.”"
    (found,) = outer(text)
    assert words(text, found.content) == "“We waited,” … “It was cold. … “Then we left.”"


def test_a_quotation_waits_for_the_speaker_that_a_later_paragraph_names() -> None:
    text = "“We waited a day.\n\n“Then we left,” Orm said."
    (found,) = outer(text)
    assert words(text, found.content) == "“We waited a day. … “Then we left,”"


def test_coordinated_cues_share_their_source() -> None:
    text = "Orm said the vote was lost and warned that talks would fail."
    assert [(words(text, a.source), words(text, a.content)) for a in outer(text)] == [
        ("Orm", "the vote was lost"),
        ("Orm", "that talks would fail"),
    ]


def test_a_participle_shares_its_source() -> None:
    text = "The vote was lost, Orm said, adding that talks would go on."
    assert [(words(text, a.source), words(text, a.cue)) for a in outer(text)] == [
        ("Orm", "said"),
        ("Orm", "adding"),
    ]


def test_a_quotation_brought_in_by_the_paragraph_before() -> None:
    text = "Ann Orm responded:\n\n“We will not sign.”"
    (found,) = outer(text)
    assert words(text, found.source) == "Ann Orm"
    assert words(text, found.content) == "“We will not sign.”"


def test_a_passive_has_no_source_unless_it_names_one() -> None:
    (asked,) = outer("Orm was asked whether she would stay.")
    assert asked.source == ()
    text = "The treaty is considered by Okanbro to be a threat."
    (considered,) = outer(text)
    assert words(text, considered.source) == "Okanbro"
    assert words(text, considered.content) == "The treaty … to be a threat"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Orm was told by her rival, Bo Ulm, that the port would close.", "that the port would close"),
        ("Orm was asked by the union to leave at once.", "to leave at once"),
        ("Orm was asked by the Harrane Post if she would stay.", "if she would stay"),
    ],
)
def test_who_is_told_something_is_no_part_of_it(text: str, content: str) -> None:
    (found,) = outer(text)
    assert words(text, found.content) == content
    assert found.source and "Orm" not in words(text, found.source)


def test_a_lost_opening_mark_costs_nothing() -> None:
    text = "It is our duty, and theirs,” he added."
    (found,) = outer(text)
    assert (words(text, found.content), found.kind) == ("It is our duty, and theirs,”", "direct")


def test_nested_attributions_are_children() -> None:
    text = "Orm said that the ministry believes the talks will fail."
    parent, child = tag(text).attributions
    assert (parent.parent, child.parent) == (None, 0)
    assert words(text, child.source) == "the ministry"


@pytest.mark.parametrize(
    "text",
    [
        "The states agreed on nothing and the council met twice.",
        "His false claims about the harbour cost the town a year.",
        "The United States of Harrane borders Okanbro.",
        "Rain fell on Lorvane for a week.",
        "",
        " \n\n ",
    ],
)
def test_no_attribution_without_a_cue(text: str) -> None:
    assert [a for a in outer(text) if a.act == "says"] == []


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_spans_lie_inside_any_text_in_order(text: str) -> None:
    check(text)


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    check(text)


def check(text: str) -> None:
    found = tag(text).attributions
    for attribution in found:
        assert attribution.content
        for spans in (attribution.source, attribution.cue, attribution.content):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert list(spans) == sorted(spans)
        assert attribution.parent is None or 0 <= attribution.parent < len(found)
    starts = [attribution.content[0].start for attribution in found]
    assert starts == sorted(starts)
    assert found == tag(text).attributions


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "“a ",
        "“",
        "he said that the plan ",
        "HE SAID THAT. ",
        "saidthat",
        "“a,” he said. ",
        "A: b c d e\n",
        ". ",
    ],
)
def test_time_is_linear_in_any_input(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        tag(text)
        return time.process_time() - begin

    small, large = max(seconds(20_000), 0.02), seconds(160_000)
    assert large < 8 * small * 3


@pytest.mark.parametrize("gap", ["\n\n", " ", "\n"])
def test_a_byline_names_who_was_quoted(gap: str) -> None:
    text = f"Rain fell on Lorvane.\n\n“We will not sign.”{gap}— Ann Orm"
    (found,) = outer(text)
    assert (words(text, found.source), words(text, found.content)) == ("Ann Orm", "“We will not sign.”")
