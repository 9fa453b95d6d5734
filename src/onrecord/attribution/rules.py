"""Attribution by rules: needs no model, reads quotation marks, cue words and the order of what stands around them.

It is the fallback for the trained tagger and the baseline that this one must beat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.attribution import extents
from onrecord.attribution.cues import Cue, find_cues, inverting, is_adverb, is_cue_verb, words
from onrecord.attribution.extents import Range
from onrecord.attribution.kinds import kind_of
from onrecord.attribution.lexicon import table
from onrecord.attribution.quotes import Quotation, quotations
from onrecord.attribution.sentences import paragraphs, sentences
from onrecord.attribution.tokens import QUOTE, Token, fold, tokens
from onrecord.model import Attribution, Span, Tagged


@dataclass(slots=True)
class Draft:
    """An attribution in the making; ``family`` names the rule that found it, for its confidence."""

    family: str
    content: list[Span]
    cue: Span | None = None
    source: Span | None = None


class RulesTagger:
    """The rules behind the interface that the trained tagger shares."""

    name = "rules"

    def __call__(self, text: str) -> Tagged:
        """Return the attributions that the rules find in ``text``; they mark no names."""
        return tag(text)


def tag(text: str) -> Tagged:
    """Return the attributions in ``text``, in text order, in time linear in its length.

    >>> found = tag("“It is late,” said Ann Orm.").attributions[0]
    >>> found.kind, [span.of("“It is late,” said Ann Orm.") for span in found.source]
    ('direct', ['Ann Orm'])
    """
    quoted = quotations(text)
    drafts = sorted(_drafts(text, quoted), key=lambda draft: draft.content[0])
    return Tagged(tuple(_finished(text, draft, quoted) for draft in drafts))


def _finished(text: str, draft: Draft, quoted: Sequence[Quotation]) -> Attribution:
    content = tuple(sorted(draft.content))
    return Attribution(
        content=content,
        source=(draft.source,) if draft.source else (),
        cue=(draft.cue,) if draft.cue else (),
        kind=kind_of(text, content, quoted),
        confidence=table("cues")["confidence"].get(draft.family, 0.5),
    )


def _drafts(text: str, quoted: Sequence[Quotation]) -> list[Draft]:
    folded = fold(text, quoted)
    ends = {piece.start: piece.end for piece in quoted}
    drafts: list[Draft] = []
    speaking: Draft | None = None  # whose quotation a further piece would go on
    continued = {piece.start for piece in quoted if piece.continued}
    pending: list[Span] = []  # quotations that a later paragraph goes on with
    lead: list[Token] = []  # a sentence that ends in a colon
    for paragraph in paragraphs(text):
        parsed = _sentences(folded, paragraph, ends)
        if lead:
            joined = parsed[0][0].form == QUOTE
            parsed[:1] = [lead + parsed[0]] if joined else [lead, parsed[0]]
        lead = parsed.pop() if parsed[-1][-1].form == ":" else []
        goes_on = paragraph.start in continued
        if not goes_on and not _only_quoted(parsed):
            speaking = None
        if not goes_on:
            pending = []
        if parsed and _is_labelled(parsed[0]):
            parsed = [[token for sentence in parsed for token in sentence]]
        for sentence in parsed:
            reading = _Sentence(sentence, speaking)
            found = reading.drafts()
            drafts += found
            if found:
                if pending and sentence is parsed[0] and sentence[0].form == QUOTE:
                    found[0].content[:0] = pending
                    pending = []
                speaking = next((draft for draft in found if _ends_quoted(text, draft)), found[-1])
            elif sentence[0].form != QUOTE:
                speaking = None
            elif not reading.carried:
                pending.append(Span(sentence[0].start, sentence[0].end))
    return drafts + (_Sentence(lead, None).drafts() if lead else [])


def _ends_quoted(text: str, draft: Draft) -> bool:
    return text[draft.content[-1].end - 1] in "\"”’'»“"


def _only_quoted(parsed: Sequence[Sequence[Token]]) -> bool:
    """Whether a paragraph is nothing but one quotation."""
    return len(parsed) == 1 and parsed[0][0].form == QUOTE and len(parsed[0]) <= 2


def _sentences(folded: str, paragraph: Span, ends: Mapping[int, int]) -> list[list[Token]]:
    """Return the tokens of each sentence; ``“Why?” Ann said.`` is one."""
    found: list[list[Token]] = []
    for span in sentences(folded, *paragraph):
        sentence = tokens(folded, *span, ends)
        if found and _asked(found[-1]) and _is_tag(sentence):
            found[-1] += sentence
        else:
            found.append(sentence)
    return found


def _is_labelled(sentence: Sequence[Token]) -> int:
    """Return where the colon is in ``WSJ: talks have failed`` or ``ORM: We agree``, else 0."""
    at = next((i for i, token in enumerate(sentence[:7]) if token.form == ":"), 0)
    if not at or len(sentence) - at < 5 or sentence[at + 1].form == QUOTE:
        return 0
    label = sentence[:at]
    named = all(token.upper or token.form in (".", "of", "the") for token in label)
    return at if named and not any(token.form in words("label") or token.form[0].isdigit() for token in label) else 0


def _asked(sentence: Sequence[Token]) -> bool:
    return len(sentence) > 1 and sentence[-1].form in ("?", "!") and sentence[-2].form == QUOTE


def _is_tag(sentence: Sequence[Token]) -> bool:
    """Whether a sentence is no more than ``Ann said`` or ``Ann asked on Monday``."""
    for cue in find_cues(sentence[:12]):
        if "tag" in cue.takes and not cue.passive and cue.shape in ("past", "s"):
            source = extents.source_before(sentence, 0, cue.first)
            follow = sentence[cue.last + 1].form if cue.last + 1 < len(sentence) else "."
            return (
                source is not None
                and source[0] == 0
                and (follow in words("preposition") or extents.content_after(sentence, cue) is None)
            )
    return False


@dataclass(slots=True)
class _Sentence:
    tokens: Sequence[Token]
    before: Draft | None
    found: list[Draft] = field(default_factory=list)
    low: int = 0
    last_source: Range | None = None
    carried: bool = False
    heads: set[int] = field(default_factory=set)
    coordinated: frozenset[int] = frozenset()

    def drafts(self) -> list[Draft]:
        cues = find_cues(self.tokens)
        self.heads = {cue.head for cue in cues}
        self.coordinated = frozenset(
            cue.first - 1 for cue in cues if cue.first and self._coordinated(cue)
        )
        self._labelled()
        if self.found:
            return self.found
        if self.tokens[0].form == QUOTE:
            any(self._tagged(cue) for cue in cues[:4])
        elif cues and not (cues[-1].shape == "phrase" and self._closing_phrase(cues[-1])):
            any(self._tagged(cue) for cue in reversed(cues))
        for cue in cues:
            if cue.first >= self.low:
                self._read(cue)
        if not self.found:
            self._colon()
        self._carry_on()
        return self.found

    def _coordinated(self, cue: Cue) -> bool:
        """Whether a cue shares its subject with one before: ``said A and warned that B``."""
        before = self.tokens[cue.first - 1].form
        follow = self.tokens[cue.last + 1].form if cue.last + 1 < len(self.tokens) else ""
        return (
            before in ("and", "but", "or", "then")
            and cue.shape in ("past", "s")
            and not cue.passive
            and (follow in ("that", "to", QUOTE, "him", "her", "them") or cue.last > cue.head or "tag" in cue.takes)
        )

    def _carry_on(self) -> None:
        """A quotation that no cue of its own sentence claims goes on from the one before."""
        tokens = self.tokens
        at = 1 if tokens and tokens[0].form in words("conjunction") else 0
        if at < len(tokens) and tokens[at].form == QUOTE and self.before and not self.found:
            self.before.content.append(Span(tokens[at].start, tokens[at].end))
            self.carried = True

    def _read(self, cue: Cue) -> None:
        if cue.shape == "phrase":
            self._phrase(cue)
        elif cue.passive:
            self._passive(cue)
        elif self._tagged(cue):
            return
        else:
            self._leading(cue)

    def _tagged(self, cue: Cue) -> bool:
        """Content first: ``…, he said`` or ``…, said the minister``."""
        if "tag" not in cue.takes or cue.shape == "ing" or cue.passive:
            return False
        if not extents.is_plain_verb(self.tokens, cue):
            return False
        tokens, k = self.tokens, cue.first - 1
        if self._content_ends(k) and cue.first == cue.head:
            source = extents.source_after(tokens, cue.last + 1)
            quoted = tokens[k].form == QUOTE or tokens[k - 1].form == QUOTE
            named = source and cue.lemma in inverting() and tokens[k].form == "," and tokens[source[0]].upper and (source[1] >= len(tokens) - 1 or tokens[source[1]].form == ",")
            if source and (named or quoted and tokens[source[0]].form not in words("preposition") | words("day")):
                stop, extra = self._second_half(source[1])
                self._add("inverted", (self.low, k + 1), cue, source, stop, extra)
                return True
        source = extents.source_before(tokens, self.low, cue.first)
        if source is None:
            return False
        before = source[0] - 1
        before -= before > self.low and tokens[before].form == "as"
        follow = tokens[cue.last + 1].form if cue.last + 1 < len(tokens) else "."
        after = tokens[cue.last + 2].form if cue.last + 2 < len(tokens) else QUOTE
        if not self._content_ends(before, follow == "," and after != QUOTE and after not in words("conjunction")):
            return False
        quote_before = tokens[source[0] - 1].form == QUOTE or tokens[source[0] - 2].form == QUOTE
        ahead = extents.content_after(tokens, cue)
        if ahead and not (quote_before and ahead[1] != "quote" and follow != "that"):
            if quote_before and tokens[ahead[0][0]].form == QUOTE:
                self._add("split", (self.low, before + 1), cue, source, ahead[0][1], ahead[0])
                return True
            return False
        if not quote_before and follow not in (".", ",", ";") and follow not in words("preposition") | words("day"):
            return False
        stop, extra = self._second_half(cue.last + 1) if quote_before else (cue.last + 1, None)
        if not quote_before and follow == "," and self._goes_on(before, cue.last + 2):
            stop = extents.content_end(tokens, cue.last + 2, "clause", self.coordinated)
            extra = (cue.last + 2, stop)
        self._add("tag", self._said_before(before + 1), cue, source, stop, extra)
        return True

    def _goes_on(self, stop: int, after: int) -> bool:
        """Whether ``A, he said, B`` breaks one clause in two: A has no verb yet, or B begins with one."""
        tokens, auxiliary = self.tokens, words("auxiliary") - {"'s"}
        if after >= len(tokens):
            return False
        if tokens[self.low].form in words("preposition") | words("conjunction") - {"and", "but"}:
            return True
        verbs = {token.form for token in tokens[self.low : stop] if is_cue_verb(token.form) or token.form.endswith("ed")}
        if not verbs and not auxiliary & {token.form for token in tokens[self.low : stop]}:
            return True
        at = after + (tokens[after].form == "and")
        return at < len(tokens) and tokens[at].form in auxiliary

    def _said_before(self, stop: int) -> Range:
        """Return the content that ends at ``stop``: the quotation alone where a pause or a cue parts it off."""
        tokens = self.tokens
        for at in (stop - 1, stop - 2):
            if at > self.low and tokens[at].form == QUOTE:
                parted = tokens[at - 1].form in (":", ",", "—", "--", "–", "-")
                if parted or any(self.low < head < at for head in self.heads):
                    return at, stop
        return self.low, stop

    def _second_half(self, start: int) -> tuple[int, Range | None]:
        """``“A,” he said on Monday, “and B”``: where the second piece stands, and where the reading goes on."""
        for i in range(start, min(start + 25, len(self.tokens))):
            if self.tokens[i].form == QUOTE and (i == start or self.tokens[i - 1].form in (",", ":", "—", "--", "-", "–")):
                return i + 1, (i, i + 1)
            if i in self.heads:
                break
        return start, None

    def _content_ends(self, k: int, parenthetical: bool = False) -> bool:
        tokens = self.tokens
        if k < self.low:
            return False
        if tokens[k].form == QUOTE:
            return True
        return (
            tokens[k].form in (",", "?", "!", "—", "--", "–")
            and k > self.low
            and (tokens[k - 1].form == QUOTE or k - self.low >= 3)
            and (self._quoted(k) or not self._adjunct(self.low) or parenthetical)
        )

    def _adjunct(self, at: int) -> bool:
        """Whether a sentence begins with less than a clause: ``In Ohio, …``, ``Speaking to reporters, …``."""
        form = self.tokens[at].form
        lone = form in words("preposition") | words("conjunction") - {"but", "and"} or form == "asked"
        return lone or form.endswith("ing")

    def _quoted(self, k: int) -> bool:
        return self.tokens[k - 1].form == QUOTE

    def _leading(self, cue: Cue) -> None:
        tokens = self.tokens
        if cue.first == 0 and cue.lemma in inverting() and (named := extents.source_after(tokens, cue.last + 1)):
            if named[1] + 1 < len(tokens) and tokens[named[1]].form == ":":
                self._add("quote", (named[1] + 1, len(tokens)), cue, named, len(tokens))
                return
        content = extents.content_after(tokens, cue, self.coordinated, self.low)
        if content is None:
            return
        if cue.shape == "ing" and cue.first == cue.head:
            family = "participle"
            if cue.first > self.low and tokens[cue.first - 1].form not in (",", "and", "but", *"—–-", "--"):
                source = extents.source_before(tokens, self.low, cue.first)
            else:
                source = self.last_source or extents.subject(tokens, self.low, cue.first)
        else:
            family = content[1]
            k = cue.first - 1
            if k >= 0 and tokens[k].form in ("and", "but", "or") or k < self.low and self.last_source:
                source = self.last_source or extents.subject(tokens, self.low, max(k, 0))
            elif k >= 0 and tokens[k].form == "to":
                return
            else:
                source = extents.source_before(tokens, self.low, cue.first)
        if source is None:
            return
        self._add(family, content[0], cue, source, content[0][1])

    def _passive(self, cue: Cue) -> None:
        tokens = self.tokens
        content = extents.content_after(tokens, cue)
        by = cue.last + 1
        if by < len(tokens) and tokens[by].form == "by":
            source = extents.source_after(tokens, by + 1)
            content_range = extents.source_before(tokens, self.low, cue.first)
            if source and content_range:
                more = source[1] < len(tokens) and tokens[source[1]].form in ("to", "as")
                stop = extents.content_end(tokens, source[1], "to") if more else source[1]
                self._add("passive", content_range, cue, source, stop, (source[1], stop) if more else None)
            return
        if content is not None:
            if "addressee" in cue.takes and cue.first == cue.head:
                comma = next((i for i in range(*content[0]) if tokens[i].form == ","), content[0][1])
                self._add("passive", (content[0][0], comma), cue, None, comma)
                return
            moved = extents.source_before(tokens, self.low, cue.first) if content[1] == "to" else None
            self._add("passive", content[0], cue, None, content[0][1], moved)

    def _phrase(self, cue: Cue) -> None:
        """``According to X, …`` and ``…, according to X``."""
        tokens = self.tokens
        source = extents.source_after(tokens, cue.last + 1, loose=True)
        if source is None:
            return
        if self._opens_clause(cue.first):
            start = source[1] + (source[1] < len(tokens) and tokens[source[1]].form == ",")
            quoted = start < len(tokens) and tokens[start].form == QUOTE
            stop = extents.content_end(tokens, start, "quote" if quoted else "clause")
            if stop > start:
                self._add("according", (start, stop), cue, source, stop)
            return
        if cue.first > self.low:
            self._add("according", (self.low, cue.first), cue, source, source[1])

    def _closing_phrase(self, cue: Cue) -> bool:
        """``…, according to X`` at the end of a sentence governs all of it."""
        source = extents.source_after(self.tokens, cue.last + 1, loose=True)
        ends = source is not None and source[1] >= len(self.tokens) - 1
        if ends and cue.first > 3 and self.tokens[cue.first - 1].form == ",":
            self._add("according", (self.low, cue.first), cue, source, len(self.tokens))
            return True
        return False

    def _opens_clause(self, at: int) -> bool:
        lead = self.tokens[self.low : at]
        return (
            not any(token.form == QUOTE or (token.form[0].isalpha() and token.form not in words("conjunction")) for token in lead)
            or lead[-1].form in (":", ";")
        )

    def _labelled(self) -> None:
        if at := _is_labelled(self.tokens):
            cue = Cue(at, at, at, ":", "label", frozenset())
            self._add("label", (at + 1, len(self.tokens)), cue, (0, at), len(self.tokens))

    def _colon(self) -> None:
        """``WSJ editorial: “…”``, ``He went further: “…”``: a colon brings in a quotation without a cue verb."""
        tokens = self.tokens
        for at in range(1, len(tokens) - 1):
            if tokens[at].form == ":" and tokens[at + 1].form == QUOTE:
                dash = max((i + 1 for i in range(at) if tokens[i].form in ("-", "–", "—", "--")), default=0)
                source = extents.subject(tokens, dash, at)
                if source:
                    cue = Cue(min(source[1], at), at, at, ":", "colon", frozenset())
                    self._add("colon", (at + 1, at + 2), cue, source, len(tokens))
                return

    def _add(
        self,
        family: str,
        content: Range,
        cue: Cue,
        source: Range | None,
        low: int,
        extra: Range | None = None,
    ) -> None:
        pieces = [self._span(self._trim(content))]
        if extra:
            pieces.append(self._span(extra))
        pieces = [piece for piece in pieces if piece.end > piece.start]
        if not pieces:
            return
        self.found.append(
            Draft(family, pieces, self._span((cue.first, cue.last + 1)), self._span(source) if source else None)
        )
        self.low = low
        self.last_source = source or self.last_source

    def _trim(self, content: Range) -> Range:
        start, stop = content
        tokens = self.tokens
        while stop > start and tokens[stop - 1].form in (",", ".", ";", ":", "—", "–", "--", "-"):
            stop -= 1
        while start < stop and (tokens[start].form in (",", "and", "but", "however", ".") or tokens[start].form == ";"):
            start += 1
        return start, stop

    def _span(self, range_: Range) -> Span:
        start, stop = range_
        if stop <= start:
            return Span(0, 0)
        return Span(self.tokens[start].start, max(token.end for token in self.tokens[start:stop]))


__all__ = ["Draft", "Iterable", "RulesTagger", "is_adverb", "tag"]
