"""Conditions, each once, with the yes that each qualifies."""

from dataclasses import replace

from onrecord.positions.conditions import condition_spans
from onrecord.positions.dossier_file import parse_dossier
from onrecord.positions.qualifying import Qualification, bearing, qualifications
from onrecord.positions.stance import Side, Stance
from onrecord.positions.statements import Statement
from onrecord.positions.voices import Voices
from tests.positions.sayings import saying

DOSSIER = parse_dossier(
    'question = "Q?"\n'
    '[[proposition]]\nid = "member"\ntext = "Veldria should become a member of the League."\n'
    '[[proposition]]\nid = "now"\ntext = "Invite Veldria to the League while the blockade lasts."\n'
    '[[party]]\nname = "Tolm"\n[[party.voice]]\nname = "Ana Brisk"\noffice = "President"\n'
    '[[party]]\nname = "Orsk"\n'
)
VOICES = Voices(DOSSIER)


def told(name: str, words: str, said: str = "2031-05-02", speaker: str = "Ana Brisk") -> Statement:
    kind = "person" if speaker == "Ana Brisk" else "country"
    return saying(words, id=name, document=name, said=said, speaker=speaker, speaker_kind=kind)


def found(
    *statements: Statement, sides: tuple[Side, Side] = ("conditional", "conditional")
) -> list[Qualification]:
    stances = [
        Stance(s.id, one.id, side, "asserts", 0.9, (), condition_spans(s))
        for s in statements
        for one, side in zip(DOSSIER.propositions, sides, strict=True)
    ]
    by_id = {s.id: s for s in statements}
    return qualifications(stances, by_id, VOICES.of, DOSSIER.propositions)


def test_a_condition_on_several_propositions_stands_once() -> None:
    (one,) = found(told("a", "Tolm will agree once the courts have been reformed."))
    assert one.propositions == ("member",)


def test_who_asks_for_an_end_to_it_is_not_for_it_while_it_lasts() -> None:
    (one,) = found(told("a", "Tolm will agree to an invitation once the blockade has been lifted."))
    assert one.propositions == ("member",)
    (one,) = found(told("a", "Tolm will agree to an invitation once the courts have been reformed."))
    assert one.propositions == ("now",)


def test_only_the_yes_that_it_qualifies() -> None:
    (one,) = found(
        told("a", "Tolm will agree to an invitation once the courts have been reformed."),
        sides=("conditional", "against"),
    )
    assert one.propositions == ("member",)


def test_tellings_of_one_condition_are_one() -> None:
    same = [
        told("a", "Tolm would agree once the courts have been reformed.", "2031-05-02"),
        replace(
            told("b", "Tolm agrees once the courts have been properly reformed.", "2031-06-02"), kind="direct"
        ),
        told("c", "Tolm agrees once its courts have been reformed.", "2031-05", speaker="Tolm"),
    ]
    (one,) = found(*same)
    assert set(one.statements) == {"a", "b", "c"} and one.condition.statement == "b"


def test_others_stay_apart() -> None:
    one = told("a", "Tolm will agree once the courts have been reformed.")
    assert (
        len(found(one, told("b", "Orsk will agree once the courts have been reformed.", speaker="Orsk"))) == 2
    )
    assert len(found(one, told("b", "Tolm will agree once the ferry debts have been paid."))) == 2


def test_bearing_prefers_shared_words_then_the_plainer() -> None:
    bears = bearing(DOSSIER.propositions)
    plain, invited = told("a", "Tolm agrees."), told("b", "Tolm agrees to an invitation.")
    assert bears(plain, "member", ()) > bears(plain, "now", ())
    assert bears(invited, "now", ()) > bears(invited, "member", ())
