from __future__ import annotations

from datetime import date

import pytest

from onrecord.model import Document
from onrecord.reading import read_bytes, read_text
from onrecord.reading.decode import decode
from onrecord.reading.pages import plain
from onrecord.reading.printed_dates import edtf_of
from tests.reading.samples import STORY, sound

BRIEFING = """---
title: "Press Briefing by Spokesperson Dana Okoro"
date: '2031-09-16'
source_url: https://office.example/briefings/1
---

Press Room

2:05 P.M.

**MS. OKORO:**  Good afternoon. We have a long list
today, so let us begin.

The council met this morning.  (Laughter.)

Q    Did it decide?

MS. OKORO:  It did not: it will
decide on the dam: next week.

PRESIDENT VALE:  Thank you all.

END                2:31 P.M.
"""


def spans(document: Document) -> list[tuple[str, str]]:
    return [(turn.label.of(document.text), turn.content.of(document.text)) for turn in document.turns]


def reasons(document: Document) -> dict[str, str]:
    return {passage.span.of(document.text): passage.reason for passage in document.set_aside}


def test_turns_run_to_the_next_label() -> None:
    document = read_text(BRIEFING)
    sound(document)
    assert document.kind == "transcript"
    assert [label for label, _ in spans(document)] == ["MS. OKORO", "Q", "MS. OKORO", "PRESIDENT VALE"]
    assert spans(document)[0][1].endswith("The council met this morning.  (Laughter.)")
    assert spans(document)[-1][1] == "Thank you all."
    assert (document.title, document.published_from) == (
        "Press Briefing by Spokesperson Dana Okoro",
        "front matter",
    )
    assert document.set_aside[0].reason == "metadata"
    assert document.text == BRIEFING


@pytest.mark.parametrize(
    ("title", "line", "published"),
    [
        ("Press Briefing by Dana Okoro – March 12, 2031", "Lurra", "2031-03-12"),
        ("Press Briefing by Dana Okoro", "Lurra, 12 March 2031", "2031-03-12"),
        ("Press Briefing by Dana Okoro", "She has spoken for the council since 4 June 2028.", None),
        ("Press Briefing on the pact of 3 May 2029", "Lurra, 12 March 2031", None),
    ],
)
def test_what_stands_above_a_transcript_dates_it(title: str, line: str, published: str | None) -> None:
    document = read_text(f"{title}\n\n{line}\n\nMS. OKORO: Good day.\n\nQ    Why?\n\nMS. OKORO: No.\n")
    assert (document.kind, document.published) == ("transcript", published)


def test_a_subtitles_number_and_time_are_not_said() -> None:
    said = ("Will the dam\nbe built?", "It will, in\n2032", "Who pays?", "The city.")
    cues = zip("1234", ("JON VELL", "ANA BRISK") * 2, said, strict=True)
    text = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{name}: {words}\n\n" for n, name, words in cues)
    assert tuple(words for _, words in spans(read_text(text))) == said


def test_names_in_ordinary_letters_must_come_back() -> None:
    talk = "".join(
        f"{name}: {words}\n\n"
        for name, words in [
            ("Ana Roe", "What did the council decide about the dam above the border yesterday?"),
            ("Jon Vey", "It decided nothing at all, and it will meet again at the end of June."),
            ("Ana Roe", "And who will be there when the two sides sit down to talk again?"),
            ("Jon Vey", "Everyone who has a river. One thing: we shall bring our own boats."),
        ]
    )
    assert len(read_text(talk).turns) == 4
    prose = (
        "The minister was clear: no dam.\n\nOne thing: it will rain.\n\nAna Roe: the last of the ferrymen.\n"
    )
    assert read_text(prose).turns == ()


def test_a_transcript_printed_twice_has_its_turns_once() -> None:
    once = (
        "MS. OKORO:  The council met this morning and talked about the dam for two hours, and about fish.\n\n"
        "Q    Did it decide anything about the dam above the border, or about the fish in the river?\n\n"
        "MS. OKORO:  It did not; it will decide next week, when the ministers are back.\n\n"
    )
    document = read_text(once + once)
    assert len(document.turns) == 3
    assert all(passage.span.start >= len(once) for passage in document.set_aside)


def test_a_speech_without_labels_belongs_to_the_name_in_its_title() -> None:
    text = "# Remarks by President Ana Vale on the River\n\nFriends, we have come a long way.\n\nThank you.\n"
    document = read_text(text)
    assert document.kind == "transcript"
    assert spans(document) == [("President Ana Vale", "Friends, we have come a long way.\n\nThank you.")]


def test_noise_is_set_aside_and_the_report_is_not() -> None:
    noise = {
        "Read also:": "related",
        "Ferries run again after a week of storms": "related",
        "Subscribe to our newsletter and get the news every morning.": "appeal",
        "Found a mistake? Write to us.": "correction",
        "Advertisement": "advert",
        "Share this article": "navigation",
        "12 Comments": "navigation",
        "© 2031 The Hesk Courier. All rights reserved.": "disclaimer",
        "Photo: Ilse Brandt / The Hesk Courier": "caption",
    }
    document = read_text(STORY + "\n" + "\n\n".join(noise))
    sound(document)
    found = reasons(document)
    assert {line: found.get(line) for line in noise} == noise
    assert found.pop("14 May, 2031 09:20 / Updated 2 days ago") == "dateline"
    assert set(found) == set(noise)
    assert document.outlet == "The Hesk Courier" or document.outlet is None


@pytest.mark.parametrize(
    "line",
    [
        "“Become a member of the league today,” the chancellor told the small states of the coast.",
        "He urged voters to subscribe to the idea that the river belongs to both of its banks.",
        "The union said that readers like you and me had kept the paper free.",
        "Related to this is the question of who may fish in the lower river.",
        "Tamsin wants her country to become a member of the Compact.",
    ],
)
def test_sentences_that_sound_like_notices(line: str) -> None:
    assert line not in reasons(read_text(STORY + "\n" + line + "\n"))


def test_paragraphs_printed_twice_are_kept_once_however_they_break() -> None:
    body = STORY.split("\n\n", 2)[2]
    again = body.replace("\n\n", " ").replace(". ", ".\n").strip()
    document = read_text(STORY + "\n" + again + "\n")
    repeats = [passage for passage in document.set_aside if passage.reason == "repeat"]
    assert repeats
    assert all(passage.span.start >= len(STORY) for passage in repeats)
    assert sum(passage.span.end - passage.span.start for passage in repeats) > 0.9 * len(again)


@pytest.mark.parametrize(
    ("head", "published", "where"),
    [
        ("14 May, 2031 09:20 / Updated 2 days ago", "2031-05-14", "page"),
        ("Published: June 3, 2031", "2031-06-03", "page"),
        (" date 2031-05-11 403", "2031-05-11", "page"),
        ("Newswire | Updated: 2031-09-15 17:52", "2031-09-15", "page"),
        ("KARSK, May 14, 2031 (Newswire) — The two governments will meet.", "2031-05-14", "dateline"),
        ("KARSK, May 14 (Newswire) — The two governments will meet.", None, "none"),
        ("On 11 July 2031, the leaders met in the capital.", None, "none"),
    ],
)
def test_printed_dates(head: str, published: str | None, where: str) -> None:
    document = read_text(f"Accord near\n{head}\nThe minister said so on Monday.\n")
    assert (document.published, document.published_from) == (published, where)


def test_a_date_in_the_file_name_comes_last() -> None:
    assert read_text("Talk.\n", "2031-03-08-remarks.txt").published_from == "file name"
    assert read_text("Accord\n14 May 2031\nTalk.\n", "2031-03-08.txt").published == "2031-05-14"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Accord near\n\nThe minister said so.\n", "Accord near"),
        ("Sorry!!\nAccord near\n\nThe minister said so.\n", "Accord near"),
        ("## Accord near\n\nThe minister said so.\n", "Accord near"),
        ("The minister said so.\n\nThen he left.\n", None),
        ("Accord near", None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    assert read_text(text).title == title


def test_bylines_and_outlets_only_where_plain() -> None:
    document = read_text("Accord near\n\nBy Ilse Brandt\n\n(NEWSWIRE) The minister said so on Monday.\n")
    assert (document.byline, document.outlet) == ("Ilse Brandt", "NEWSWIRE")
    assert read_text("Accord near\n\nBy Monday it was over.\n").byline is None
    assert read_text(STORY).outlet is None


def test_a_dateline_at_the_head_of_a_report_is_set_aside() -> None:
    text = "Port closed\n\nTOLM, 14 March (Lurra) - The port was closed on Friday after the storm passed.\n"
    asides = {(s.reason, s.span.of(text)) for s in read_text(text).set_aside}
    assert ("dateline", "TOLM, 14 March (Lurra) - ") in asides


def test_an_outlet_on_a_line_of_its_own_or_holding_the_rights() -> None:
    body = "The port of Tolm was closed on Friday after the storm.\n"
    assert read_text(f"Port closed\nThe Harbour Post\n\n{body}").outlet == "The Harbour Post"
    assert (
        read_text(f"Port closed\n\n{body}\n© 2031 The Harbour Post. All rights reserved.").outlet
        == "The Harbour Post"
    )
    assert (
        read_text(f"Port closed\n\n{body}\nCopyright 2031 The Lurra Press. All rights reserved.").outlet
        is None
    )


def test_a_declared_latin_1_is_windows_1252() -> None:
    assert (
        decode(b"\x93No,\x94 she said in the caf\xe9.", "x", declared="iso-8859-1")
        == "“No,” she said in the café."
    )


def test_sentinel_dates_are_no_dates() -> None:
    assert edtf_of("0001-01-01") is edtf_of("9999-12-31") is edtf_of(date(1, 1, 1)) is None
    assert edtf_of(date(2024, 5, 3)) == "2024-05-03"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"Title,Full Text\nA,The vote is lost.\n"),
        ("a.json", b'{"text": "The vote is lost.", "items": [{"url": "x"}]}'),
    ],
)
def test_a_records_text_is_found(name: str, data: bytes) -> None:
    (document,) = read_bytes(data, name)
    assert isinstance(document, Document) and document.text == "The vote is lost."


def test_one_paragraph_of_html_is_html() -> None:
    assert plain("<p>&#8220;No,&#8221; she said.</p>") == "“No,” she said."
    assert plain("a < b, she said") == "a < b, she said"


RAINED = "It rained in Tolm for most of the week, and the council that was to meet on the bridge "
RAINED += "put off its vote until all of the members who live across the Sound could come to town."


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (
            f"A vote\n\nUpdated June 5, 2031\n\n{RAINED}\n\nRelated\n\nOld story\n\nMarch 1, 2030",
            "2031-06-05",
        ),
        (f"A war\n\n{RAINED}\n\n24 February 2022\n\n{RAINED}\n\n17 June 2024\n\n{RAINED}", None),
        (f"A vote\n\n{RAINED}\n\n5 June 2031\n\n{RAINED}", "2031-06-05"),
        (f"A vote\n\nſep 3, 2030\n\n{RAINED}", None),
    ],
)
def test_a_date_below_the_first_words_is_that_of_something_else(text: str, published: str | None) -> None:
    assert read_text(text).published == published


@pytest.mark.parametrize(
    "line",
    [
        "The views expressed by the president were rejected, said Ana Roe: “We do not share them.”",
        "The government will correct its mistakes, Prime Minister Ana Roe said.",
        "The video is not available to the court, Ana Roe said.",
        "Reporting by the Courier has shown it, Ana Roe said.",
        "Support us or leave us, Ana Roe told the allies.",
        "He never received a fair and free trial.",
    ],
)
def test_what_somebody_says_is_no_furniture(line: str) -> None:
    assert read_text(f"A vote\n\n{RAINED}\n\n{line}\n\n{RAINED[::-1]}").set_aside == ()
