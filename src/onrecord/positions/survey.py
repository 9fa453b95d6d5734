"""Everything that a dossier asks of a set of statements, worked out together once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from onrecord.positions.ascriptions import Ascription, ascriptions
from onrecord.positions.commitments import Commitment, commitments
from onrecord.positions.contradictions import Contradiction, contradictions
from onrecord.positions.decision import Searched, Tally, members, tally
from onrecord.positions.denials import Denial, answers, denials
from onrecord.positions.dossier import Dossier
from onrecord.positions.occasions import Occasion, occasions
from onrecord.positions.outcomes import Text, judged, with_outcomes
from onrecord.positions.proposing import proposed_parties
from onrecord.positions.qualifying import Qualification, qualifications
from onrecord.positions.reversals import Reversal, reversals
from onrecord.positions.stance import CLEAR, Stance
from onrecord.positions.statements import Statement, latest_days, within
from onrecord.positions.tempering import bearing
from onrecord.positions.voices import Speaking, Voices

HALF = 0.5
"""The share of a document's statements that may be about the question, from which all of them bear on it."""

Judgements = Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Survey:
    """A dossier held against statements whose stances are known. Pure; all is worked out when asked for.

    ``texts`` are the documents read, also those without a statement: silence is counted over them.
    ``altered`` are the ids of quotes that a transcript has in other words, or of somebody else: they do not
    count.
    ``judgements`` are those on commitments; those on stances are in ``stances`` already.
    """

    dossier: Dossier
    statements: Sequence[Statement]
    stances: Sequence[Stance]
    texts: Sequence[Text] = ()
    judgements: Judgements = ()
    as_of: date | None = None
    altered: frozenset[str] = frozenset()

    @cached_property
    def cast(self) -> Dossier:
        """The dossier; one that names no parties has those that speak most."""
        if self.dossier.parties:
            return self.dossier
        return replace(self.dossier, parties=proposed_parties(filter(self.in_time, self.statements)))

    @cached_property
    def voices(self) -> Voices:
        """Who speaks for whom."""
        return Voices(self.cast)

    @cached_property
    def by_id(self) -> Mapping[str, Statement]:
        """The statements by their ids."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def stance_on(self) -> Mapping[tuple[str, str], Stance]:
        """The stances by statement and proposition."""
        return {(stance.statement, stance.proposition): stance for stance in self.stances}

    @cached_property
    def tellers(self) -> Mapping[str, str]:
        """The statements that lie within the words of another, each with the innermost such."""
        return within(self.statements)

    def speaking(self, statement: Statement) -> Speaking | None:
        """Return for whom a statement counts.

        Words that somebody else only passes on do not, nor do those that a transcript has otherwise.
        """
        voice = self.voices.of(statement)
        if voice is not None and statement.id in self.altered:
            why = "the transcript has other words, or they are somebody else's"
            return Speaking(voice.party, "altered", voice.person, voice.office, 0.0, why)
        outer = self.by_id.get(self.tellers.get(statement.id, ""))
        if voice is None or outer is None:
            return voice
        teller = self.voices.of(outer)
        own = teller and teller.party == voice.party and teller.weight > 0
        if (own or outer.speaker == statement.speaker) and not answers(outer, statement):
            return voice
        why = f"{outer.speaker or 'somebody'} says so of {voice.person}"
        return Speaking(voice.party, "ascribed", voice.person, voice.office, 0.0, why)

    @cached_property
    def occasions(self) -> list[Occasion]:
        """Who took which side when, up to the date asked for."""
        told = [one for one in self.stances if self._in_time(one) and not self._told_already(one)]
        return occasions(told, self.by_id, self.speaking)

    def _in_time(self, stance: Stance) -> bool:
        statement = self.by_id.get(stance.statement)
        return statement is not None and self.in_time(statement)

    def _told_already(self, stance: Stance) -> bool:
        """Whether the words around a statement, by a voice of the same party, take a side already."""
        outer = self.stance_on.get((self.tellers.get(stance.statement, ""), stance.proposition))
        if outer is None or outer.stance not in CLEAR or not self._in_time(outer):
            return False
        own, teller = (self.speaking(self.by_id[one.statement]) for one in (stance, outer))
        return bool(own and teller and teller.weight > 0 and own.party == teller.party)

    @cached_property
    def conditions(self) -> list[Qualification]:
        """What parties ask before they agree, each condition once."""
        seen = [stance for stance in self.stances if self._in_time(stance)]
        return qualifications(seen, self.by_id, self.speaking, self.dossier.propositions)

    @cached_property
    def bearing(self) -> list[Statement]:
        """The statements up to the date asked for that may bear on the question.

        Those whose words may be about one of its propositions, and all in a document where half of them are;
        but none that a transcript has otherwise.
        """
        touches = bearing(self.dossier)
        seen = [s for s in self.statements if self.in_time(s) and s.id not in self.altered]
        own = {s.id for s in seen if touches(s)}
        held, met = Counter(s.document for s in seen), Counter(s.document for s in seen if s.id in own)
        return [s for s in seen if s.id in own or met[s.document] >= HALF * held[s.document]]

    @cached_property
    def commitments(self) -> list[Commitment]:
        """The pledges that bear on the question, with what became of them."""
        question = self.dossier.decision.question if self.dossier.decision else None
        about = frozenset(
            s.statement for s in self.stances if s.proposition == question and s.stance != "unclear"
        )
        own = [s for s in self.bearing if (v := self.speaking(s)) is None or v.capacity != "ascribed"]
        made = commitments(own, self.voices, about)
        shown = [row for row in self.judgements if self._shown_by_then(row)]
        return judged(with_outcomes(made, self.texts, self.cast, self.as_of), shown)

    def _shown_by_then(self, judgement: Mapping[str, object]) -> bool:
        """Whether the statement that shows a pledge's state, if one is named, is no later than asked for."""
        value = judgement["value"]
        assert isinstance(value, Mapping)
        outcome = self.by_id.get(str(value.get("outcome")))
        return outcome is None or self.in_time(outcome)

    @cached_property
    def denials(self) -> list[Denial]:
        """Reports about parties that they deny, where both bear on the question."""
        return denials(self.bearing, self.voices)

    @cached_property
    def ascribed(self) -> list[Ascription]:
        """What others say that parties are for or against."""
        about = {stance.statement for stance in self.stances}
        told = [s for s in self.statements if s.id in about and self.in_time(s)]
        return [one for s in told for one in ascriptions(s, self.voices) if one.lean != "neither"]

    @cached_property
    def reversals(self) -> list[Reversal]:
        """Changes of side, of office-holder and of condition."""
        return reversals(self.occasions, self.by_id, self.dossier.propositions)

    @cached_property
    def contradictions(self) -> list[Contradiction]:
        """Statements of fact by different parties that do not agree, where both bear on the question."""
        return contradictions(self.bearing, self.voices)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The parties whose agreement counts at the date asked for."""
        return members(self.dossier, self.as_of)

    @cached_property
    def parties(self) -> list[str]:
        """The dossier's parties, and behind them those that spoke on a proposition without standing in it."""
        named = [party.name for party in self.dossier.parties]
        return list(dict.fromkeys([*named, *(o.party for o in self.occasions)]))

    @cached_property
    def read(self) -> list[Searched]:
        """The documents read up to the date asked for, each with the parties that it names.

        One without a date is as old as the last day that it tells of.
        """
        latest = latest_days(self.statements)
        dated = [(t.day or latest.get(t.id), t) for t in self.texts]
        seen = [(day, t) for day, t in dated if self.as_of is None or (day and day <= self.as_of)]
        return [Searched(day, frozenset(self.voices.named_in(t.text))) for day, t in seen]

    def tally(self, proposition: str | None = None) -> Tally:
        """Return the decision as it stood; on another proposition, as if that one were decided.

        Raises:
            DossierError: the dossier has no [decision].
        """
        return tally(self.dossier, self.occasions, self.read, self.as_of, proposition)

    def in_time(self, statement: Statement) -> bool:
        """Whether a statement was made by the date asked for."""
        return self.as_of is None or (statement.day is not None and statement.day <= self.as_of)
