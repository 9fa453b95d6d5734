"""An invented dispute over a bridge: pages, dossier, and a judge that goes by words alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord.positions.stance import Asked, Side, Verdict
from onrecord.record import Record

DOSSIER = """question = "Should a bridge be built over the Sound?"
[[proposition]]
id = "bridge"
text = "A bridge should be built over the Sound."
[[proposition]]
id = "toll"
text = "Drivers should pay a toll on the bridge."

[[party]]
name = "Tolm"
  [[party.voice]]
  name = "Ana Brisk"
  office = "President"
[[party]]
name = "Veldria"
  [[party.voice]]
  name = "Jon Karst"
  office = "Prime Minister"
[[party]]
name = "Orsk"
  [[party.voice]]
  name = "Mira Hallet"
  office = "Chancellor"
[[party]]
name = "Lindmark"

[decision]
question = "bridge"
body = "Council of the Sound"
rule = "unanimity"
members = ["Tolm", "Veldria", "Orsk", "Lindmark"]
  [[decision.step]]
  id = "plan"
  text = "The plan is drawn."
  status = "done"
  date = "2031-01-10"
"""

BRISK = "said Ana Brisk, the president of Tolm."
KARST = "said Jon Karst, the prime minister of Veldria."
HALLET = "said Mira Hallet, the chancellor of Orsk."
PAGES = {
    "2031-03-01-yes": f"“Tolm will support the bridge over the Sound,” {BRISK}",
    "2031-03-05-once": f"“Veldria will agree to the bridge once the ferry workers have been paid,” {KARST}",
    "2031-03-10-no": f"“We reject the bridge over the Sound,” {HALLET}",
    "2031-03-12-denied": "The Harbour Post reported that Tolm had secretly offered to sell the bridge to "
    f"Orsk.\n\n“Those reports are not accurate,” {BRISK}",
    "2031-04-01-pledge": "“We will pay forty million crowns for the ferry workers by 31 December 2031,” "
    f"{BRISK}",
    "2031-06-01-turned": f"“I was wrong: Orsk backs the bridge over the Sound,” {HALLET}",
    "2031-06-03-ships": f"“The ferry carried 400 passengers across the Sound on Sunday morning,” {BRISK}"
    f"\n\n“The ferry carried 900 passengers across the Sound on Sunday morning,” {KARST}",
    "2032-01-15-missed": "Tolm has missed the deadline for the forty million crowns that it promised the "
    "ferry workers.",
}

SIDES: dict[str, Side] = {
    "will support the bridge": "for",
    "once the ferry": "conditional",
    "reject the bridge": "against",
    "backs the bridge": "for",
}


def judge(pairs: Sequence[Asked]) -> list[Verdict | None]:
    """Judge by the words above, on the bridge only."""
    found: list[Verdict | None] = []
    for statement, proposition, _ in pairs:
        side = next((side for words, side in SIDES.items() if words in statement), None)
        about = side is not None and proposition.startswith("A bridge")
        found.append(Verdict(side, 0.9) if about and side else None)
    return found


def write(folder: Path) -> tuple[Path, Path]:
    """Write the dossier and a record of the pages; return where they are."""
    pages = folder / "pages"
    pages.mkdir()
    for name, text in PAGES.items():
        (pages / f"{name}.txt").write_text(f"{name[11:].title()}\n\n{text}\n", "utf-8")
    dossier, record = folder / "bridge.toml", folder / "bridge.db"
    dossier.write_text(DOSSIER, "utf-8")
    with Record(record) as opened:
        opened.add([pages], tagger="rules", jobs=1)
    return dossier, record
