import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.attribution.rules import RulesTagger
from onrecord.errors import OnrecordError
from onrecord.evaluation import agreement, evaluate, gold_documents
from onrecord.model import Attribution, Span, Tagged

TEXT = 'Ann Orm said it was late. "We must go," she added. Bo Ulm denied that.'
GOLD = [
    ("Ann Orm", "said", "it was late"),
    ("she", "added", '"We must go,"'),
    ("Bo Ulm", "denied", "that"),
]


class Canned:
    name = "canned"

    def __init__(self, *found: Attribution) -> None:
        self.found = found

    def __call__(self, text: str) -> Tagged:
        return Tagged(self.found)


def span(piece: str) -> Span:
    start = TEXT.index(piece)
    return Span(start, start + len(piece))


def attribution(source: str, cue: str, content: str, **more: object) -> Attribution:
    return Attribution((span(content),), (span(source),), (span(cue),), **more)  # type: ignore[arg-type]


def standoff(marked: list[tuple[str, str, str]]) -> str:
    lines: list[str] = []
    for number, pieces in enumerate(marked):
        names = []
        for role, piece in zip(("Source", "Cue", "Content"), pieces, strict=True):
            key = f"T{len(lines) + 1}"
            lines.append(f"{key}\t{role} {span(piece).start} {span(piece).end}\t{piece}")
            names.append(f"{role}:{key}")
        lines.append(f"E{number + 1}\tAttribution:{names[1].split(':')[1]} {' '.join(names)}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "one_a.ann").write_text(standoff(GOLD), encoding="utf-8")
    return tmp_path


def test_gold_is_read_with_its_spans_and_kinds(gold: Path) -> None:
    (document,) = gold_documents(gold)
    first, second, _ = document.annotations[0]
    pieces = first.source + first.cue + first.content
    assert [piece.of(TEXT) for piece in pieces] == ["Ann Orm", "said", "it was late"]
    assert (first.kind, second.kind) == ("indirect", "direct")


def test_perfect_predictions_score_one(gold: Path) -> None:
    (document,) = gold_documents(gold)
    figures = evaluate(gold, Canned(*document.annotations[0]))
    assert all(row.recall == 1.0 for row in figures.rows() if row.gold)
    assert figures.attribution.f1 == figures.exact.f1 == 1.0


def test_a_wrong_source_costs_the_attribution_but_not_the_content(gold: Path) -> None:
    figures = evaluate(gold, Canned(attribution("Bo Ulm", "said", "it was late")))
    assert figures.half.precision == 1.0
    assert figures.half.recall == pytest.approx(1 / 3)
    assert figures.attribution.found == 0
    assert figures.source_overlap.value == 0.0


def test_half_a_content_is_half_but_not_exact(gold: Path) -> None:
    figures = evaluate(gold, Canned(attribution("Ann Orm", "said", "was late")))
    assert (figures.half.found, figures.exact.found) == (1, 0)
    assert figures.spans["content"].found == 0
    assert figures.spans["cue"].found == 1


def test_marks_and_spaces_at_the_ends_do_not_count(gold: Path) -> None:
    assert evaluate(gold, Canned(attribution("she", "added", "We must go"))).exact.found == 1


def test_nested_predictions_are_left_out(gold: Path) -> None:
    outer = attribution("Ann Orm", "said", "it was late")
    figures = evaluate(gold, Canned(outer, attribution("Bo Ulm", "denied", "that", parent=0)))
    assert figures.half.predicted == 1


def test_direct_quotations_are_counted_apart(gold: Path) -> None:
    figures = evaluate(gold, Canned(attribution("she", "added", '"We must go,"', kind="direct")))
    assert (figures.direct_recall.part, figures.direct_recall.whole) == (1, 1)
    assert figures.direct_source.value == 1.0
    assert figures.kinds["direct"].f1 == 1.0
    assert figures.kinds["indirect"].recall == 0.0


def test_annotators_are_compared_with_each_other(gold: Path) -> None:
    (gold / "attributions" / "one_b.ann").write_text(standoff(GOLD[:2]), encoding="utf-8")
    between = agreement(gold)
    assert between.attribution.recall == pytest.approx(2 / 3)
    assert between.attribution.precision == 1.0


def test_lines_that_do_not_parse_are_passed_over(gold: Path) -> None:
    path = gold / "attributions" / "one_a.ann"
    path.write_text("#1\tnote\nT9\tCue x y\tz\n\n" + standoff(GOLD), encoding="utf-8")
    (document,) = gold_documents(gold)
    assert len(document.annotations[0]) == len(GOLD)


def test_a_folder_without_gold_says_what_it_expects(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match=r"text/\*\.txt"):
        evaluate(tmp_path, Canned())


def _shared() -> Path:
    return Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[2] / "shared" / "data"))


def _reference() -> ModuleType | None:
    path = _shared().parent / "tools" / "attribution_score.py"
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("attribution_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(_reference() is None or not (_shared() / "polnear").exists(), reason="needs PolNeAR")
def test_figures_agree_with_the_reference_scorer_to_the_digit() -> None:
    reference = _reference()
    assert reference is not None
    folder, tagger = _shared() / "polnear" / "dev", RulesTagger()
    predictions = {
        name: json.loads(
            json.dumps(
                [
                    {"source": a.source, "cue": a.cue, "content": a.content}
                    for a in tagger(text).attributions
                    if a.parent is None
                ]
            )
        )
        for name, text, _ in reference.gold_documents(folder)
    }
    n = reference.score(folder, predictions)
    figures = evaluate(folder, tagger)
    counted = [
        (figures.exact.found, n["exact"]),
        (figures.half.found, n["half"]),
        (figures.attribution.found, n["full"]),
        (figures.half.gold, n["gold"]),
        (figures.half.predicted, n["pred"]),
        (figures.characters.found, n["char_both"]),
        (figures.source_overlap.part, n["src_ok"]),
        (figures.source_exact.part, n["src_exact"]),
        (figures.direct_recall.part, n["direct_found"]),
        (figures.direct_source.part, n["direct_src_ok"]),
    ]
    assert all(ours == theirs for ours, theirs in counted), counted
    assert figures.attribution.f1 >= 0.60
    assert figures.direct_recall.value >= 0.85


def test_marks_belong_to_the_longest_name(gold: Path) -> None:
    (gold / "text" / "one1.txt").write_text("Ann Orm said no.", encoding="utf-8")
    (gold / "attributions" / "one1_a.ann").write_text("", encoding="utf-8")
    assert {d.name: len(d.annotations) for d in gold_documents(gold)} == {"one": 1, "one1": 1}


def test_a_text_that_is_not_utf8_is_named(gold: Path) -> None:
    (gold / "text" / "one.txt").write_bytes(b"caf\xe9")
    with pytest.raises(OnrecordError, match=r"one\.txt: text and marks must be UTF-8"):
        list(gold_documents(gold))
