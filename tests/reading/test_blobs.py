from __future__ import annotations

import gzip
import json

import pytest

from onrecord.model import Document, Issue
from onrecord.reading import Limits, read_bytes
from tests.reading.samples import (
    FEED,
    PAGE,
    RECORD,
    STORY,
    both,
    parquet,
    samples,
    sound,
    tarred,
    warc,
    zipped,
)

COUNTS = {"a.json": 2, "a.jsonl": 2, "a.csv": 2, "a.parquet": 2, "a.warc": 2, "a.warc.gz": 2}
COUNTS |= {"a.zip": 2, "a.wacz": 2, "a.tar": 2, "a.tar.gz": 2}


@pytest.mark.parametrize("name", sorted(samples()))
def test_every_format_gives_its_documents(name: str) -> None:
    documents, issues = both(samples()[name], name)
    assert len(documents) == COUNTS.get(name, 1)
    assert len(issues) == (1 if name == "a.rss" else 0)  # the entry without a text
    for document in documents:
        sound(document)
        assert "Orla Tamsin" in document.text or name == "a.rss"
        assert document.published == "2031-05-14"


@pytest.mark.parametrize("name", sorted(set(samples()) - {"a.md", "a.txt.gz"}))
def test_content_decides_before_the_name(name: str) -> None:
    data = samples()[name]
    assert len(both(data, "stdin")[0]) == len(both(data, name)[0])


def test_a_packed_file_keeps_its_name_and_is_read_by_what_is_packed() -> None:
    lines = gzip.compress(b"text\n" + STORY.replace("\n", " ").encode())
    assert [one.path for one in both(gzip.compress(STORY.encode()), "a.txt.gz")[0]] == ["a.txt.gz"]
    assert [one.path for one in both(lines, "a.CSV.gz")[0]] == ["a.CSV.gz#1"]
    assert both(samples()["a.tar.gz"], "a.tar.gz")[0][0].path == "a.tar.gz!a.txt"


def test_text_is_kept_to_the_letter() -> None:
    documents, _ = both(STORY.replace("\n", "\r\n").encode(), "a.txt")
    assert documents[0].text == STORY


def test_a_page_states_its_facts() -> None:
    [page], _ = both(PAGE.encode(), "a.html")
    assert (page.outlet, page.byline, page.published) == ("The Hesk Courier", "Ilse Brandt", "2031-05-14")
    assert page.published_from == "metadata"
    assert "About us" not in page.text


def test_a_page_in_its_declared_encoding() -> None:
    page = PAGE.replace("<head>", "<head><meta charset='windows-1250'>").replace("Tamsin", "Žamšin")
    [document], _ = both(page.encode("cp1250", "xmlcharrefreplace"), "a.html")
    assert "Žamšin" in document.text


def test_records_are_named_by_their_place() -> None:
    documents, _ = both((json.dumps(RECORD) + "\n\n" + json.dumps(RECORD)).encode(), "a.jsonl")
    assert [document.path for document in documents] == ["a.jsonl#1", "a.jsonl#3"]
    assert documents[0].byline == "Ilse Brandt, Jon Vey"
    assert documents[0].outlet == "The Hesk Courier"


def test_a_damaged_line_does_not_stop_the_others() -> None:
    documents, issues = both((json.dumps(RECORD) + "\n{broken\n" + json.dumps(RECORD)).encode(), "a.jsonl")
    assert len(documents) == 2
    assert [(issue.path, issue.reason) for issue in issues] == [("a.jsonl#2", "format")]


@pytest.mark.parametrize("wrap", ["articles", "items", "data"])
def test_json_that_holds_a_list(wrap: str) -> None:
    assert len(both(json.dumps({wrap: [RECORD, RECORD]}).encode(), "a.json")[0]) == 2
    assert len(both(json.dumps(RECORD).encode(), "a.json")[0]) == 1


def test_many_like_issues_are_summed_up() -> None:
    _, issues = both(b'{"id": 1}\n' * 100, "a.jsonl")
    assert len(issues) == 11
    assert "90 more" in issues[-1].detail


def test_feed_entries() -> None:
    [entry], [issue] = both(FEED.encode(), "a.xml")
    assert (entry.title, entry.outlet, entry.published) == ("Accord near", "The Hesk Courier", "2031-05-14")
    assert entry.url == "https://courier.example/2031/05/14/accord"
    assert issue.reason == "no-text"


def test_members_are_labelled_and_unsafe_names_are_only_labels() -> None:
    documents, _ = both(zipped([("../../etc/a.txt", STORY.encode())]), "a.zip")
    assert documents[0].path == "a.zip!../../etc/a.txt"
    documents, _ = both(tarred([("/abs/a.txt", STORY.encode())]), "a.tar")
    assert documents[0].path.startswith("a.tar!")


def test_archives_inside_archives_up_to_a_depth() -> None:
    data = STORY.encode()
    for _ in range(3):
        data = zipped([("a.zip" if data[:2] == b"PK" else "a.txt", data)])
    assert len(both(data, "a.zip")[0]) == 1
    _, issues = both(zipped([("a.zip", data)]), "a.zip")
    assert [issue.reason for issue in issues] == ["too-deep"]


@pytest.mark.parametrize("kind", ["zip", "gz", "tar.gz"])
def test_bombs_are_refused(kind: str) -> None:
    bomb = b"a " * 5_000_000
    data = {
        "zip": zipped([("a.txt", bomb)]),
        "gz": gzip.compress(bomb),
        "tar.gz": tarred([("a.txt", bomb)], "w:gz"),
    }
    items = list(read_bytes(data[kind], "a." + kind, limits=Limits(free=1_000_000, ratio=20)))
    assert [getattr(item, "reason", None) for item in items] == ["too-large"]


def test_too_many_members() -> None:
    data = zipped([(f"{number}.txt", STORY.encode()) for number in range(8)])
    items = list(read_bytes(data, "a.zip", limits=Limits(members=5)))
    assert sum(isinstance(item, Document) for item in items) == 5
    assert getattr(items[-1], "reason", None) == "too-large"


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.warc", "a.warc.gz"])
def test_truncated_archives_give_what_they_can(name: str) -> None:
    many = [(f"{number}.txt", STORY.encode() * 9) for number in range(4)]
    pages = [(f"https://courier.example/{number}", PAGE.encode()) for number in range(4)]
    made = {"a.zip": zipped(many), "a.tar": tarred(many), "a.tar.gz": tarred(many, "w:gz")}
    made |= {"a.warc": warc(pages, packed=False), "a.warc.gz": warc(pages)}
    data = made[name]
    documents, issues = both(data[: int(len(data) * (0.5 if name == "a.tar" else 0.8))], name)
    assert issues and issues[-1].reason == "truncated"
    assert documents or name == "a.tar.gz"


def test_locked_and_office_files() -> None:
    _, [issue] = both(zipped([("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")]), "a.docx")
    assert issue.reason == "format"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"1234 5678 ...", "no-text"),
        (b"%PDF-1.7 ...", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (bytes(range(256)) * 4, "binary"),
        ("Привет, мир. ".encode("cp1251") * 20, "encoding"),
        (b"\xff\xfea\x00b\x00c", "encoding"),
        (
            (
                "Der Minister hat gestern in der Hauptstadt erklärt, dass die Verhandlungen weitergehen. " * 6
            ).encode(),
            "language",
        ),
        (
            ("Министр заявил вчера в столице, что переговоры продолжатся летом этого года. " * 6).encode(),
            "language",
        ),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    documents, issues = both(data, "a.txt")
    assert not documents
    assert [issue.reason for issue in issues] == [reason]
    assert issues[0].detail


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    [document], _ = both((STORY + "Café – “naïve”.\n").encode(encoding), "a.txt")
    assert document.text == STORY + "Café – “naïve”.\n"


def test_a_given_date_wins_and_must_be_one() -> None:
    [document] = read_bytes(samples()["a.html"], "a.html", published="3 June 2030")
    assert isinstance(document, Document)
    assert (document.published, document.published_from) == ("2030-06-03", "given")
    with pytest.raises(ValueError, match="not one date"):
        read_bytes(b"x", "a.txt", published="soon")


def test_parquet_that_is_damaged() -> None:
    data = parquet([{"text": STORY}])
    _, [issue] = both(data[:-40], "a.parquet")
    assert issue.reason == "truncated"


def test_a_table_without_a_text_column() -> None:
    _, [issue] = both(b"name,age\nAna,3\n", "a.csv")
    assert issue.reason == "format"
    assert "name, age" in issue.detail


WORDS = "“We will vote on Monday,” said Ana Teskorić, the mayor of Tolm."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32-be", "utf-8-sig"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps([{"title": "A vote", "text": WORDS}])),
        ("a.jsonl", json.dumps({"text": WORDS}, ensure_ascii=False) + "\n" + json.dumps({"text": WORDS})),
        ("a", f"<!doctype html><html><body><article><p>{WORDS}</p></article></body></html>"),
        ("a.csv", f'title,text\nA vote,"{WORDS}"\n'),
        ("a.txt", WORDS),
    ],
)
def test_a_byte_order_mark_is_read_in_every_form(name: str, text: str, encoding: str) -> None:
    mark = b"\x00\x00\xfe\xff" if encoding == "utf-32-be" else b""
    found = list(read_bytes(mark + text.encode(encoding), name))
    assert found and all(isinstance(one, Document) and one.text.strip() == WORDS for one in found)


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_windows_quotation_marks_and_signs_are_kept(name: str) -> None:
    text = "title,text\nA vote,“We will” said Ana Roe of the ±3 points at 25¢.\n"
    (one,) = read_bytes(text.encode("cp1252"), name)
    assert isinstance(one, Document) and "“We will” said Ana Roe of the ±3 points at 25¢." in one.text


def test_many_comments_before_a_page_take_no_time() -> None:
    (one,) = read_bytes(b"<!-- a -->\n" * 39 + b"<div>The vote was held.</div>", "x.txt")
    assert isinstance(one, Document)


@pytest.mark.parametrize("text", ["{{Short description}}\nThe vote was held.", "[[Tolm]] voted on Monday."])
def test_a_text_that_begins_with_brackets_is_a_text(text: str) -> None:
    (one,) = read_bytes(text.encode(), "x.txt")
    assert isinstance(one, Document) and one.text == text


def test_blanks_before_a_page_are_passed_over() -> None:
    (one,) = read_bytes(b" \n" * 5000 + f"<html><body><p>{WORDS}</p></body></html>".encode(), "x")
    assert isinstance(one, Document) and one.text == WORDS


def test_a_page_from_an_address_need_not_begin_well() -> None:
    (one,) = read_bytes(f"<meta charset='utf-8'><p>{WORDS}</p>".encode(), "https://x.org/a")
    assert isinstance(one, Document) and one.text == WORDS


def test_a_fault_in_one_text_does_not_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr("onrecord.reading.blobs.read_text", fail)
    (one,) = read_bytes(b"The vote was held.", "x.txt")
    assert isinstance(one, Issue) and one.reason == "internal" and "odd" in one.detail


@pytest.mark.parametrize("published", ["03/04/2024", "2024-06-17/2024-06-18", "../2024-06-17"])
def test_a_given_date_must_be_one(published: str) -> None:
    with pytest.raises(ValueError, match="is not one date"):
        list(read_bytes(b"The vote was held.", "x.txt", published=published))


def test_a_record_has_its_first_real_address_and_no_picture_for_an_outlet() -> None:
    row = {"text": WORDS, "uri": "nyt://1", "web_url": "https://post.example/2031/06/02/a"}
    row["media"] = "https://img.example/p.jpg"
    (one,) = read_bytes(json.dumps(row).encode(), "a.json")
    assert isinstance(one, Document)
    assert (one.url, one.outlet, one.published) == (row["web_url"], "post.example", "2031-06-02")


def test_hard_wrapped_html_keeps_its_paragraphs() -> None:
    row = {"text": "<p>“We will vote\non Monday,” said\nAna Roe.</p><p>It rained.</p>"}
    (one,) = read_bytes(json.dumps(row).encode(), "a.json")
    assert isinstance(one, Document)
    assert one.text == "“We will vote on Monday,” said Ana Roe.\nIt rained."
