"""A dossier proposed from a record: who speaks most, and propositions that their words suggest."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from onrecord.attribution.sentences import sentences
from onrecord.model import Span
from onrecord.positions.dossier import DossierParty, PartyKind, Voice
from onrecord.positions.likeness import keywords, likeness
from onrecord.positions.statements import Statement
from onrecord.positions.voices import capacity_of, is_former
from onrecord.resolution.lexicon import form_key, known

PARTIES, PROPOSITIONS, MANY = 12, 4, 60
NONE_FOUND = "No proposition was found in the record; the one here is the question itself."
_DEMAND = re.compile(
    r"\b(?P<subject>(?:[Tt]he |[A-Z])[\w’' -]{2,60}?)\s+"
    r"(?:should|must|will|would|shall|needs? to|has to|have to)\s+"
    r"(?:(?:first|also|soon|now|still|once|[a-z]+ly)\s+)*"
    r"(?P<verb>(?!be able|have\b|not\b|never\b)[a-z]+)(?P<rest>[^.;:!?”\"“»,]{6,110})"
)
_PRONOUN = re.compile(
    r"^(?:The\s+)?(?:I|We|He|She|They|It|You|This|That|There|Those|"
    r"These|But|And|If|What|Who|As|In|On|At)\b"
)
_TOLD = re.compile(r"\b(?:said|says|told|that|asked|promised|I|we|he|she|they|you|it)\b")
_GENERIC = frozenset({"person", "office", "organisation", "country", "group"})


def propose(question: str, statements: Sequence[Statement]) -> str:
    """Return a dossier as TOML text, with the words that each proposal comes from in its comments.

    Parties are those named most often as speaker or as a speaker's body; propositions are sentences with
    *should*, *must* or *will* that are about the question and that most documents repeat.
    """
    lines = [
        "# Proposed by onrecord from a record: strike what does not belong, mend, add what is missing.",
        "# Each proposition must be one sentence that a party can be for or against.",
        "",
        f"question = {_toml(question)}",
        "",
    ]
    found = propositions(question, statements)
    if not found:
        lines.append(f"# {NONE_FOUND}")
    for number, (text, one) in enumerate(found or [(_statement_of(question), None)], 1):
        if one is not None:
            lines.append(f"# from {_line(one.path)}: {_line(one.quote)[:150]}")
        lines += ["[[proposition]]", f'id = "p{number}"', f"text = {_toml(text)}", ""]
    for name, kind, voices in parties(statements):
        lines += ["[[party]]", f"name = {_toml(name)}", f"kind = {_toml(kind)}"]
        for person, office in voices:
            lines += ["", "  [[party.voice]]", f"  name = {_toml(person)}", f"  office = {_toml(office)}"]
        lines.append("")
    lines += [
        "# [decision]",
        '# question = "p1"',
        '# body = "..."',
        '# rule = "unanimity"  # or: majority, qualified majority, one decider',
        "# members = []",
        "",
    ]
    return "\n".join(lines)


def propositions(question: str, statements: Iterable[Statement]) -> list[tuple[str, Statement]]:
    """Return up to four sentences about the question, each with a statement that it comes from."""
    asked = keywords(question)
    if not asked:
        return []
    groups: list[tuple[frozenset[str], str, Statement, set[str]]] = []
    for statement in statements:
        for span in statement.content:
            for sentence in sentences(statement.text, span.start, min(span.end, span.start + 2000)):
                for text in _demands(statement.text, sentence):
                    words = keywords(text)
                    if len(words & asked) < min(2, len(asked)):
                        continue
                    same = next((g for g in groups if g[1] == text or likeness(g[0], words) >= 0.6), None)
                    if same:
                        same[3].add(statement.document)
                    else:
                        groups.append((words, text, statement, {statement.document}))
    groups.sort(key=lambda g: (-len(g[3]), -len(g[0] & asked), len(g[1])))
    return [(text, statement) for _, text, statement, _ in groups[:PROPOSITIONS]]


def _demands(text: str, sentence: Span) -> Iterable[str]:
    for match in _DEMAND.finditer(" ".join(sentence.of(text).split())):
        subject = re.sub(r"^(?:[Tt]hat|But|And)\s+", "", match["subject"])
        if not _PRONOUN.match(subject) and not _TOLD.search(subject):
            yield f"{subject[:1].upper()}{subject[1:]} should {match['verb']}{match['rest']}".strip() + "."


def proposed_parties(statements: Iterable[Statement]) -> tuple[DossierParty, ...]:
    """Return the parties that speak most as a dossier would name them, for one that names none."""
    return tuple(
        DossierParty(name, kind, voices=tuple(Voice(person, office) for person, office in voices))
        for name, kind, voices in parties(statements, MANY)
    )


def parties(
    statements: Iterable[Statement], most: int = PARTIES
) -> list[tuple[str, PartyKind, list[tuple[str, str]]]]:
    """Return the parties by number of statements: name, kind, and who speaks for it in which office."""
    number: Counter[str] = Counter()
    kinds: dict[str, Counter[PartyKind]] = defaultdict(Counter)
    voices: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for one in statements:
        if not one.speaker or one.speaker_kind not in _GENERIC:
            continue
        if " " not in one.speaker and capacity_of(one.speaker):
            continue  # "Secretary", of whom nothing more is known
        official = (
            one.speaker_kind == "person" and one.role and capacity_of(one.role) and not is_former(one.role)
        )
        body = one.speaker_kind in ("organisation", "office")
        name, kind = _of(one.affiliation) if (official or body) and one.affiliation else (one.speaker, None)
        number[name] += 1
        if kind and official:
            voices[name][one.speaker, one.role or ""] += 1
        kinds[name][kind or _KINDS.get(one.speaker_kind or "", "organisation")] += 1
    made = []
    for name, _ in number.most_common(most):
        people: dict[str, str] = {}
        for (person, office), _ in voices[name].most_common():
            people.setdefault(person, office)
        made.append((name, _kind_of(kinds[name], spoken_for=bool(people)), list(people.items())[:6]))
    return made


def _kind_of(kinds: Counter[PartyKind], *, spoken_for: bool) -> PartyKind:
    """Return the first kind a party was met as; whom others speak for is never a person."""
    if not spoken_for:
        return next(iter(kinds))
    fitting = [kind for kind, _ in kinds.most_common() if kind != "person"]
    return "country" if "country" in fitting else fitting[0]


def _of(affiliation: str) -> tuple[str, PartyKind]:
    """Return the country that a body is known to belong to, or the body itself."""
    entry = known().get(form_key(affiliation))
    if entry is None:
        return affiliation, "organisation"
    return (entry.country, "country") if entry.country else (entry.name, "organisation")


_KINDS: dict[str, PartyKind] = {"person": "person", "country": "country", "group": "group"}


def _statement_of(question: str) -> str:
    """Turn “Should X do Y?” into “X should do Y.”; other questions stand as they are, to be mended."""
    asked = question.strip().rstrip("?").rstrip()
    match = _ASKED.match(asked)
    if not match:
        return f"{asked}."
    return f"{match[1][:1].upper()}{match[1][1:]} should {match[2]}."


_NOUN = r"(?:(?:the|an?|its)\s+)?(?:[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*|(?<=\s)[\w-]+)"
_ASKED = re.compile(
    rf"(?:Should|Will|Must|Can)\s+((?:(?:the|an?)\s+[a-z][\w-]*|(?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*)"
    rf"(?:\s+(?:and|of|in|for|on|at|between|with)\s+{_NOUN})*)\s+(.+)$"
)


def _toml(text: str) -> str:
    return json.dumps(_line(text), ensure_ascii=False)


def _line(text: str) -> str:
    """Return text as one line without the characters that TOML, or a terminal, does not take."""
    return "".join(filter(str.isprintable, " ".join(text.split())))
