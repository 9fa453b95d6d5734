"""Which parties are one, once people have judged."""

from pathlib import Path

import pytest

from onrecord.errors import NotFoundError
from onrecord.record import Record

SAID = (
    "“It is late,” said Ilvan Teskorić, the president of Tolm.",
    "“It is cold,” said Ilvan Teskorich, the president of Tolm.",
    "“It is dark,” said Lida Vell, the mayor of Orsk.",
    "“It is wet,” said Per Aldestrand, the harbour minister.\n\n“It is,” Aldestrand said.",
)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    for number, words in enumerate(SAID):
        (tmp_path / f"{number}.txt").write_text(f"Published {number + 1} May 2031\n\n{words}\n", "utf-8")
    made = Record(tmp_path / "my.db")
    made.add([tmp_path], tagger="rules", jobs=1)
    return made


def spoken(record: Record) -> dict[str, int]:
    return {row["name"]: row["statements"] for row in record.parties() if row["statements"]}


def test_a_split_takes_back_a_whole_merge(record: Record) -> None:
    before = record.parties()
    (own,) = [name for name in spoken(record) if name.startswith("Ilvan")]
    assert spoken(record)[own] == 2
    merged, _ = record.merge(own, "lida vell")
    assert spoken(record) == {"Lida Vell": 3, "Per Aldestrand": 2}
    left, kept = record.split(merged["id"])
    assert [(row["name"], row["statements"]) for row in (left, kept)] == [(own, 2), ("Lida Vell", 1)]
    assert record.parties() == before


def test_a_second_split_parts_what_the_texts_print_as_one(record: Record) -> None:
    record.merge("Ilvan Teskorić", "Lida Vell")
    for _ in range(2):
        record.split("ilvan teskorić")
    assert spoken(record)["Ilvan Teskorić"] == spoken(record)["Ilvan Teskorich"] == 1


def test_another_merge_after_a_split_stands(record: Record) -> None:
    record.merge("Per Aldestrand", "Lida Vell")
    record.split("Aldestrand")
    record.merge("Per Aldestrand", "Lida Vell")
    assert spoken(record)["Lida Vell"] == 3


def test_a_split_leaves_later_merges_standing(record: Record) -> None:
    own = record.merge("Ilvan Teskorich", "Per Aldestrand")[0]["name"]
    record.merge("Per Aldestrand", "Lida Vell")
    record.split("Ilvan Teskorić")
    assert spoken(record) == {own: 2, "Lida Vell": 3}
    record.split("Per Aldestrand")
    assert spoken(record) == {own: 2, "Lida Vell": 1, "Per Aldestrand": 2}


def test_what_was_merged_with_nobody_is_not_split(record: Record) -> None:
    with pytest.raises(NotFoundError, match="Lida Vell was merged with nobody"):
        record.split("Lida Vell")
    assert record.rows("judgement") == []


def test_a_part_of_a_name_merges_nothing(record: Record) -> None:
    with pytest.raises(NotFoundError, match=r"no party is printed so. Did you mean Per Aldestrand \("):
        record.merge("Aldest", "Lida Vell")


def test_several_that_are_printed_so_are_listed(tmp_path: Path, record: Record) -> None:
    words = "“It is hot,” said Mira Vell, the minister.\n\n“It is dry,” Vell said.\n"
    (tmp_path / "more.txt").write_text(words, "utf-8")
    (tmp_path / "again.txt").write_text("“It is dry,” said Lida Vell, the mayor. Vell left.\n", "utf-8")
    record.add([tmp_path / "more.txt", tmp_path / "again.txt"], tagger="rules", jobs=1)
    with pytest.raises(NotFoundError, match=r"Vell: several parties .*: .*\(person, p-.*, .*Give an id"):
        record.split("Vell")


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_partys_name_does_not_depend_on_the_order_of_add(tmp_path: Path) -> None:
    pages = [
        write(tmp_path / "one.txt", "4 March 2031\n\nThe Harbour Council said that it would pay for it.\n"),
        write(tmp_path / "two.txt", "5 March 2031\n\nThe harbour council said that the ferry would stay.\n"),
    ]
    names = []
    for number, order in enumerate((pages, pages[::-1])):
        with Record(tmp_path / f"{number}.db") as record:
            for one in order:
                record.add([one], tagger="rules")
            names.append([party["name"] for party in record.parties()])
    assert names[0] == names[1] == ["Harbour Council"]


def test_a_party_that_was_split_from_the_rest_leaves_no_reason_behind(tmp_path: Path) -> None:
    page = (
        "4 March 2031\n\n“We will keep the ferry open,” said Ana Brisk, the mayor of Tolm.\n\n"
        "“The harbour is closed,” said Pavel Dorn, the opposition leader.\n"
    )
    with Record(tmp_path / "my.db") as record:
        record.add([write(tmp_path / "one.txt", page)], tagger="rules")
        record.merge("Ana Brisk", "Pavel Dorn", author="me")
        record.split("Pavel Dorn", author="me")
        why = {row["name"]: row["same_because"] for row in record.rows("party")}
    assert why["Ana Brisk"] is None


def test_a_name_is_first_of_the_party_listed_under_it(tmp_path: Path) -> None:
    pages = (
        "“It is wet,” said Per Aldestrand.\n\n“It is,” Aldestrand said.",
        "“It is dry,” said Aldestrand.",
    )
    for number, words in enumerate(pages):
        (tmp_path / f"{number}.txt").write_text(words, "utf-8")
    with Record(tmp_path / "my.db") as record:
        record.add([tmp_path / "0.txt", tmp_path / "1.txt"], tagger="rules", jobs=1)
        merged, stays = record.merge("Aldestrand", "Per Aldestrand")
        assert (merged["name"], stays["name"]) == ("Aldestrand", "Per Aldestrand")
