"""What is put right behind the network: propositions that names set apart, words not said, words denied."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from onrecord.model import Act, Span
from onrecord.positions.dossier import Dossier, Proposition
from onrecord.positions.stance import Asked, Side, Stance, Verdict, stances
from onrecord.positions.statements import Statement
from onrecord.positions.tempering import tempered, touching, unsaid

UNIONS = Dossier(
    "Where does Veldria belong?",
    (
        Proposition("north", "Veldria should become a member of the Northern League."),
        Proposition("eu", "Veldria should become a member of the European Union."),
        Proposition("aid", "Veldria should be given long-term aid by its partners."),
    ),
)


def said(text: str, source: str, cue: str, content: str, act: Act = "says") -> Statement:
    spans = [Span(at := text.index(words), at + len(words)) for words in (source, cue, content)]
    return Statement("s", "d", "p.txt", text, (spans[2],), (spans[0],), (spans[1],), act=act, speaker=source)


def on(proposition: str, side: Side) -> Stance:
    return Stance("s", proposition, side, "asserts", 0.9)


def kept(statement: Statement, *sides: tuple[str, Side]) -> list[tuple[str, Side]]:
    found = tempered([on(*one) for one in sides], {"s": statement}, UNIONS)
    return [(stance.proposition, stance.stance) for stance in found]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Orsk said that Veldria belongs in the Northern League.", ["north", "aid"]),
        ("Orsk said that Veldria belongs in the EU.", ["eu", "aid"]),
        ("Orsk said that Brussels and the Northern League must both open the door.", ["north", "eu", "aid"]),
        ("The EU met. Orsk said that Veldria must first win the war.", ["eu", "aid"]),
        ("The EU met, the Northern League sat. Orsk said that Veldria must win.", ["north", "aid"]),
        ("Orsk said that Veldria must first win the war.", ["north", "eu", "aid"]),
    ],
)
def test_names_set_propositions_apart(text: str, means: list[str]) -> None:
    statement = said(text, "Orsk", "said", text[text.index("said that") + 5 : -1])
    assert [name for name, _ in kept(statement, ("north", "for"), ("eu", "for"), ("aid", "for"))] == means


def test_who_was_named_last_sets_only_like_propositions_apart() -> None:
    harbour = Proposition("harbour", "Tolm should deepen its harbour.")
    bridge = Proposition("bridge", "Veldria should pay for the new bridge.")
    text = "Veldria waits. Orsk said that it must be done."
    statement = said(text, "Orsk", "said", "that it must be done")
    found = tempered([on("harbour", "for")], {"s": statement}, Dossier("Which first?", (harbour, bridge)))
    assert [stance.proposition for stance in found] == ["harbour"]


@pytest.mark.parametrize(
    ("cue", "silent"),
    [
        ("has never proposed", True),
        ("is not considering", True),
        ("did not say", True),
        ("declined to say", True),
        ("has not ruled out", True),
        ("does not support", False),
        ("would not accept", False),
        ("does not think", False),
        ("proposed", False),
    ],
)
def test_what_was_not_said_is_no_stance(cue: str, silent: bool) -> None:
    statement = said(f"The League {cue} membership for Veldria.", "The League", cue, "membership for Veldria")
    assert unsaid(statement) is silent
    assert kept(statement, ("north", "against")) == [("north", "unclear" if silent else "against")]


@pytest.mark.parametrize(
    ("cue", "content", "side", "then"),
    [
        ("denied", "that it was blocking Veldria’s way into the Northern League", "against", "for"),
        ("denied", "opposition to Veldria in the Northern League", "against", "for"),
        ("denied", "that Tolm was blocking Veldria’s way into the Northern League", "against", "unclear"),
        ("dismissed", "reports that it would hold up the Northern League’s vote", "against", "for"),
        ("denied", "that it had agreed to Veldria’s seat in the Northern League", "for", "against"),
        ("denied", "that Veldria would ever sit in the Northern League", "against", "against"),
        ("rejected", "Veldria’s request to join the Northern League", "against", "against"),
    ],
)
def test_a_denial_turns_what_its_words_say_of_the_speakers_own_side(
    cue: str, content: str, side: Side, then: Side
) -> None:
    statement = said(f"The ministry {cue} {content}.", "The ministry", cue, content, "denies")
    assert kept(statement, ("north", side)) == [("north", then)]


@pytest.mark.parametrize(
    ("content", "then"),
    [
        ("the Northern League has never proposed a seat for Veldria", "unclear"),
        ("the League’s members haven’t even discussed Veldria’s seat", "unclear"),
        ("the Northern League would never have proposed a seat for Veldria", "against"),
        ("Veldria should never be offered a seat in the Northern League", "against"),
    ],
)
def test_what_nobody_has_proposed_is_no_stance(content: str, then: Side) -> None:
    statement = said(f"Orsk said that {content}.", "Orsk", "said", content)
    assert kept(statement, ("north", "against")) == [("north", then)]


def test_a_quotation_speaks_for_itself() -> None:
    words = "“We are not blocking Veldria in the Northern League”"
    statement = replace(said(f"{words}, he denied.", "he", "denied", words, "denies"), kind="direct")
    assert kept(statement, ("north", "against")) == [("north", "against")]


def test_asking_whether_is_no_stance() -> None:
    content = "whether the Northern League would invite Veldria"
    statement = said(f"Orsk asked {content}.", "Orsk", "asked", content, "asks")
    assert kept(statement, ("north", "for")) == [("north", "unclear")]


@pytest.mark.parametrize(
    ("content", "side"),
    [
        ("that Tolm would vote for Veldria in the Northern League without waiting for the war to end", "for"),
        ("that the support of Tolm for Veldria in the Northern League was not unconditional", "conditional"),
        ("that Tolm would vote for Veldria in the Northern League in the autumn", "conditional"),
    ],
)
def test_a_yes_that_waits_for_nothing_has_no_condition(content: str, side: Side) -> None:
    statement = said(f"Orsk said {content}.", "Orsk", "said", content)
    assert kept(statement, ("north", "conditional")) == [("north", side)]


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("", False),
        ("Should Veldria join? ", True),
        ("What of the league? ", True),
        (f"Should Veldria join? {'It rained for a while. ' * 30}", False),
    ],
)
def test_words_that_have_nothing_in_common_are_not_asked_about(before: str, asked: bool) -> None:
    statement = said(f"{before}“Same time tomorrow,” Orsk said.", "Orsk", "said", "“Same time tomorrow,”")
    north = replace(UNIONS, propositions=UNIONS.propositions[:1])

    def against(pairs: Sequence[Asked]) -> list[Verdict | None]:
        return [Verdict("against", 0.9)] * len(pairs)

    found = stances([statement], north, against, about=touching(UNIONS))
    assert [stance.stance for stance in found] == ["against"] * asked


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("", True),
        ("It rained for a while. " * 100, False),
        (f"What of Veldria? {'It rained for a while. ' * 30}", True),
        (f"What of Veldria? {'It rained for a while. ' * 100}", False),
    ],
)
def test_a_long_page_moves_on_from_a_name(before: str, asked: bool) -> None:
    words = "“Members of our family should become doctors,”"
    statement = said(f"{before}{words} Orsk said.", "Orsk", "said", words)
    assert touching(UNIONS)(statement, "north") == asked


INVITING = Dossier(
    "Will Veldria join the Northern League?",
    (
        Proposition("member", "Veldria should become a member of the Northern League."),
        Proposition(
            "now",
            "Veldria should be invited into the Northern League at the autumn summit, before the harvest.",
        ),
    ),
)


@pytest.mark.parametrize(
    ("content", "now"),
    [
        ("Veldria will one day be a member of the Northern League", "unclear"),
        ("Veldria must have its invitation to the Northern League this autumn", "for"),
    ],
)
def test_words_set_a_narrower_proposition_apart(content: str, now: Side) -> None:
    statement = said(f"Orsk said that {content}.", "Orsk", "said", content)
    found = tempered([on("member", "for"), on("now", "for")], {"s": statement}, INVITING)
    assert [(s.proposition, s.stance) for s in found] == [("member", "for"), ("now", now)]


def test_an_outlet_that_reports_holds_nothing() -> None:
    text = "The Herald wrote that Veldria must never join the Northern League."
    told = said(text, "The Herald", "wrote", "Veldria must never join the Northern League")
    assert kept(replace(told, speaker_kind="outlet"), ("north", "against")) == [("north", "unclear")]
    assert kept(replace(told, speaker_kind="person"), ("north", "against")) == [("north", "against")]
    wish = replace(told, speaker_kind="outlet", act="asks")
    assert kept(wish, ("north", "against")) == [("north", "against")]


def test_claims_taken_up_are_nobodys() -> None:
    text = "Ana Brisk addressed assertions that Orsk rejects Veldria in the Northern League."
    outer = said(text, "Ana Brisk", "addressed assertions", "Orsk rejects Veldria in the Northern League")
    inner = said(text, "Orsk", "rejects", "Veldria in the Northern League", "believes")
    statements = {"s": replace(inner, parent="outer"), "outer": outer}
    assert kept(outer, ("north", "against")) == [("north", "unclear")]
    assert [one.stance for one in tempered([on("north", "against")], statements, UNIONS)] == ["unclear"]


@pytest.mark.parametrize(
    ("content", "side"),
    [
        ("Veldria would not accept a partial membership of the Northern League", "unclear"),
        ("Veldria never agreed that, as part of a truce, it would join the Northern League", "unclear"),
        ("Veldria refused to join the Northern League, which is guaranteed by nobody", "against"),
        ("Veldria would not accept membership of the Northern League", "against"),
        ("Veldria would not accept, even for a partial truce, to join the Northern League", "against"),
    ],
)
def test_who_refuses_less_refuses_not_the_whole(content: str, side: Side) -> None:
    statement = said(f"Orsk said that {content}.", "Orsk", "said", content)
    assert kept(statement, ("north", "against")) == [("north", side)]


def test_all_that_a_page_about_the_matter_reports_may_be_about_it() -> None:
    one = Dossier("?", (Proposition("p", "Skarvair and Brenn Airways should be allowed to merge."),))
    head = "Will Skarvair and Brenn Airways be allowed to merge? "
    rest, words = "Nobody knew, and it rained for a while. " * 90, "“I backed it from the start,”"
    page = said(f"{head}{rest}{words} Orsk said.", "Orsk", "said", words)
    other = said(f"{rest}{head[:18]}{rest}{words} Orsk said.", "Orsk", "said", words)
    assert (touching(one)(page, "p"), touching(one)(other, "p")) == (True, False)


def test_a_name_with_full_stops_is_that_name() -> None:
    one = Dossier("?", (Proposition("p", "The United States should join the treaty."),))
    words = "“The U.S. will do it,”"
    page = said(f"{'It rained for a while. ' * 100}{words} Orsk said.", "Orsk", "said", words)
    assert touching(one)(page, "p")
