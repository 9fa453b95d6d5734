"""Source phrases -> speakers: the one rule book of who a phrase stands for."""

from __future__ import annotations

import re
from functools import cache

from onrecord.attribution.lexicon import table
from onrecord.model import Party, Speaker
from onrecord.resolution import pronouns
from onrecord.resolution.antecedents import stands_for
from onrecord.resolution.artefacts import artefact
from onrecord.resolution.clauses import any_of
from onrecord.resolution.descriptions import described, holder
from onrecord.resolution.figures import Figure, Found
from onrecord.resolution.groups import collective, is_plural_role, is_share, outsider
from onrecord.resolution.lexicon import form_key, known, words_of
from onrecord.resolution.nouns import body, noun_figure, owned
from onrecord.resolution.parties import Cast
from onrecord.resolution.readings import vocabulary
from onrecord.resolution.roles import Role, parse_role, role_at
from onrecord.resolution.runs import Name
from onrecord.resolution.scenes import Scene, of_figure
from onrecord.resolution.spelling import fold

_SENTENCES = 4
"""How many sentences back "the official" reaches for a source without a name."""
_EDGES = ' \t\n\u00a0,;:."“”‘«»()[]–—-'
_SEGMENT = re.compile(
    r",|\(|\s(?:to|behind|close|against|under|who|whose|which|that|of|from|at|in|for|with|on|about|told|familiar|involved)\b|[–—]"
)
_AFTER_NAME = re.compile(
    r"(?:['’]s?)?\s*(?:$|[,.(;:–—“\"]|(?:who|whose|himself|herself|also|of|in|on|at|from|for|told|and|as|with|then|later|both|himself)\b)"
)
_AND = re.compile(r"^(?:['’]s)?\s*(?:,|,?\s*\band\b)\s*")


_NOBODY = re.compile(r"(?:neither|nobody|no one|none)\b")
_NOR = re.compile(r"\b[Nn]either\b[^.;:“”\"]{1,100}\bnor\s+$")


def find(scene: Scene, start: int, end: int) -> Found | None:
    """Return who the source phrase at ``[start, end)`` stands for; None if no single candidate is left."""
    text = scene.cast.text
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES and not text[start:end].endswith(")"):
        end -= 1
    dated = _dated().search(text, start, end)
    end = dated.start() if dated else end
    phrase = re.sub(r"['’]s$", "", " ".join(text[start:end].split()))
    if not phrase:
        return None
    low = phrase.lower()
    if _NOBODY.match(low) or _NOR.search(text, max(0, start - 120), start):
        return None
    if low in pronouns.PRONOUNS:
        return stands_for(scene, low, start)
    return (
        _named(scene, start, end)
        or _described(scene, phrase, start)
        or _known(scene, start, end, phrase)
        or owned(scene, phrase, start)
        or body(scene, phrase, start)
        or artefact(scene, phrase, start)
        or collective(scene.cast, phrase, start)
    )


@cache
def _dated() -> re.Pattern[str]:
    """Return the pattern of a day at the end of a source that was cut too wide: "Ann Orm today"."""
    words = vocabulary()
    days = any_of([*words["deictics"], *words["weekdays"]["names"]])
    return re.compile(rf"(?<=\w)\s(?:on\s)?{days}$")


def speaker_of(found: Found, scene: Scene, at: int) -> Speaker:
    """Return the speaker with the role and affiliation printed nearest before, else anywhere, else of
    the table."""
    role, affiliation, reason = found.role, found.affiliation, found.reason
    figure = found.figure
    if figure is not None and role is None and figure.roles:
        best = _telling(figure, at)
        role = f"former {best.title}" if best.former else best.title
        same = (r.affiliation for r, _ in figure.roles if r.affiliation and r.head == best.head)
        held = (o.whose for o in figure.offices if o.role.head == best.head and o.held(scene.cast.day))
        affiliation = best.affiliation or next(same, None) or next(held, None)
    elif figure is not None and role is None:
        now = [o for o in figure.offices if o.held(scene.cast.day)]
        if len(now) == 1:
            role, affiliation = now[0].title, now[0].whose
            reason += "; the office from the table of offices"
        elif figure.known is not None and figure.kind != "country":
            affiliation = affiliation or figure.known.country
    return Speaker(found.party, role, affiliation, round(found.confidence, 3), reason)


def _telling(figure: Figure, at: int) -> Role:
    """Return the role to show: the last before that names a body, of one mention the first; else any."""
    whose = [(r, position) for r, position in figure.roles if r.affiliation]
    before = [position for _, position in whose if position <= at]
    if before:
        return next(r for r, position in whose if position == before[-1])
    return whose[0][0] if whose else figure.roles[0][0]


def _named(scene: Scene, start: int, end: int) -> Found | None:
    """A person named at the head of the phrase; several joined by "and" are a group."""
    cast = scene.cast
    people = [(n, f) for n, f in cast.within(start, end) if f is not None and f.kind == "person"]
    heads = [(n, f) for n, f in people if _is_head(cast.text, start, end, n)]
    if not heads:
        return None
    first, figure = heads[0]
    joined = [figure]
    edge = first.span.end
    for name, other in heads[1:]:
        between = re.sub(r"\([^)]*\)", "", cast.text[edge : name.front])
        if not _AND.match(between) or len(between) > 60 or "who" in between:
            break
        if " and " in cast.text[edge : name.span.start] or other is not figure:
            joined.append(other)
            edge = name.span.end
    if len(joined) > 1 and " and " in f" {cast.text[first.span.end : edge]} " and _listed(cast, first, edge):
        names = [f.name for f in joined]
        return Found(
            None,
            Party(", ".join(names[:-1]) + " and " + names[-1], "group"),
            0.8,
            "several persons named together",
        )
    confidence = 0.97 if len(first.words) > 1 else 0.93
    return of_figure(
        figure, confidence, "named in full" if len(first.words) > 1 else f"“{first.printed}” is {figure.name}"
    )


def _listed(cast: Cast, first: Name, edge: int) -> bool:
    """Whether names joined by "and" are a list and not one name and what it is known for."""
    return "," not in cast.text[first.span.end : edge] or ", and " in cast.text[first.span.end : edge]


def _is_head(text: str, start: int, end: int, name: Name) -> bool:
    """Whether the name is what the phrase is about, not what the head noun belongs to."""
    if not _AFTER_NAME.match(text[name.span.end : end]):
        return False
    if name.possessive and text[name.span.end : end].strip("'’s ,"):
        return False
    before = text[start : name.span.start].strip()
    if not before or name.front <= start:
        return True
    lead = text[start : name.front]
    if lead.rstrip().endswith((",", " and")) or lead.strip() == "and":
        lead = lead.rstrip(", ").removesuffix("and").rstrip(", ")
        return not lead or parse_role(lead) is not None or lead[0].isupper()
    if _SEGMENT.search(" " + lead) is None:
        return True
    role = parse_role(before, strict=True)
    whole = role is not None and role.whole and (not name.titled or role.affiliation is None)
    return (whole and " of " in lead + " ") or _office_ends(before)


def _office_ends(before: str) -> bool:
    """Whether an office of several words ends the phrase: "US Secretary of State", not "aide to the Secretary
    of State"."""
    tokens = before.split()
    for length in (4, 3):
        if len(tokens) >= length and role_at([t.lower() for t in tokens[-length:]], 0)[0] == length:
            return parse_role(" ".join(tokens[:-length])) is None
    return False


def _described(scene: Scene, phrase: str, at: int) -> Found | None:
    """A role: a definite description of someone named, or someone unnamed."""
    role = parse_role(phrase)
    if role is None or is_plural_role(phrase):
        return None
    bodies = {noun: noun_figure(scene, noun, at) for noun in role.bag}
    if not role.definite:
        return outsider(phrase, role)
    unnamed = _unnamed_before(scene, role, at)
    if unnamed is not None:
        return of_figure(unnamed, 0.7, f"“{phrase}”: {unnamed.name} was the source before")
    fitting, why = described(scene.cast, role, at, bodies)
    if len(fitting) == 1:
        return Found(fitting[0], fitting[0].party, 0.85 if role.bag else 0.75, f"“{phrase}”: {why}")
    if len(fitting) > 1:
        return None
    held = holder(scene.cast, role, bodies)
    names = {o.holder for o in held}
    if len(names) == 1:
        office = held[0]
        reason = f"“{phrase}”: held that office then (table of offices)"
        return Found(None, Party(office.holder, "person"), 0.7, reason, office.title, office.whose)
    return outsider(phrase, role)


def _unnamed_before(scene: Scene, role: Role, at: int) -> Figure | None:
    """Return the unnamed source that "the official" points back to: the last source of that noun, near by, or
    anywhere before if the body is named again; no person with such a role named since."""
    bare = not (role.bag - {"senior", "former"} or role.affiliation)
    here = scene.attention.sentence(at)
    for position, figure in reversed(scene.attention.speakers):
        if position >= at or (bare and here - scene.attention.sentence(position) > _SENTENCES):
            continue
        said = figure.roles[0][0] if figure.kind == "unnamed" and figure.roles else None
        if said is None or not (bare or said.bag == role.bag):
            continue
        if said.head == role.head and said.former == role.former:
            since = (f for n, f in scene.cast.within(position, at) if f is not None and f.kind == "person")
            held = (r for f in since for r, _ in f.roles if bare or role.bag <= r.bag)
            return None if any(r.head == role.head for r in held) else figure
    return None


def _known(scene: Scene, start: int, end: int, phrase: str) -> Found | None:
    """A country, capital, building or body: the head of the phrase, or its government, side, leadership."""
    cast = scene.cast
    for name, figure in cast.within(start, end):
        if figure is None or figure.kind == "person":
            continue
        before = cast.text[start : name.span.start].strip().lower()
        after = cast.text[name.span.end : end].lstrip("’'s" if name.possessive else "").strip()
        if figure.kind == "outlet" and (before or after) and _only_media(f"{before} {after}"):
            return of_figure(figure, 0.88, "named")
        if before not in ("", "the", "both", "even", "only"):
            continue
        if figure.known is None and (is_share(phrase) or name.printed.lower() in words_of("sources")):
            break  # "Dozens of women", "Witnesses": the capital is the sentence's
        joint = _joint(scene, name, figure, end)
        if joint is not None:
            return joint
        if _closes(after):
            return _country_orbody(figure, name)
        if after.split()[0].lower() in (
            "government",
            "side",
            "authorities",
            "leadership",
            "regime",
            "state",
        ) and (figure.known is not None and figure.kind == "country" and len(after.split()) == 1):
            return of_figure(figure, 0.85, f"“{phrase}”: the government of {figure.name}")
        break
    return None


def _closes(after: str) -> bool:
    """Whether what stands after a name leaves it the head of its phrase."""
    return not after or _SEGMENT.match(" " + after) is not None or after.startswith(("(", ","))


def _only_media(words: str) -> bool:
    """Whether words around an outlet's name only say what it is: "the Kvestan news agency"."""
    described = {w for d in table("relays")["words"]["descriptors"] for w in d.split()}
    nouns = words_of("outlets") | described | {"the", "a", "an", "media"}
    for word in words.split():
        plain = re.sub(r"['’]s?$", "", word)
        if word.lower() not in nouns and form_key(plain.title()) not in known():
            return False
    return True


def _joint(scene: Scene, first: Name, figure: Figure, end: int) -> Found | None:
    """Several countries or bodies joined by "and"."""
    names = [figure.name]
    edge = first.span.end
    joint = False
    for name, other in scene.cast.within(first.span.end, end):
        between = scene.cast.text[edge : name.span.start].replace(" the ", " ").strip(" ")
        if between not in (",", "and", ", and", "and the") or other is None:
            break
        joint = joint or "and" in between
        names.append(other.name)
        edge = name.span.end
    if not joint or not _closes(scene.cast.text[edge:end].strip()):
        return None
    return Found(
        None, Party(", ".join(names[:-1]) + " and " + names[-1], "group"), 0.75, "several named together"
    )


def _country_orbody(figure: Figure, name: Name) -> Found:
    if figure.known is None:
        return of_figure(figure, 0.85, "named")
    use = figure.known.use
    if fold(name.printed) == fold(figure.name):
        return of_figure(figure, 0.92, "named")
    return of_figure(
        figure,
        0.85,
        f"“{name.printed}” stands for {figure.name}" if use != "name" else f"“{name.printed}”: a name of it",
    )
