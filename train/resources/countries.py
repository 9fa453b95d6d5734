"""World Factbook (CC0) and OpenSanctions territories (MIT) -> ``countries.csv`` and ``heads.csv``.

``python -m train.resources.countries DATA OUT`` where DATA holds ``factbook/countries.jsonl`` and
``territories/*.yml``. Only facts are taken: names, demonyms, capitals, legislatures, office-holders
with dates.
"""

from __future__ import annotations

import csv
import html
import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

# What news writes and the factbook does not: short names, adjectives, people, capitals in older spellings.
EXTRA: dict[str, dict[str, str]] = {
    "United States": {
        "aliases": "US|U.S.|USA|U.S.A.|United States of America|America|the States",
        "adjectives": "American|US|U.S.|United States",
        "capitals": "Washington|Washington, D.C.|Washington DC",
        "legislatures": "Congress|Senate|House of Representatives",
    },
    "United Kingdom": {
        "aliases": "UK|U.K.|Britain|Great Britain",
        "adjectives": "British|UK|U.K.",
        "people": "British|Britons|Brits",
        "legislatures": "Parliament|House of Commons|House of Lords",
    },
    "Russia": {"aliases": "Russian Federation", "legislatures": "State Duma|Duma|Federation Council"},
    "Ukraine": {"capitals": "Kyiv|Kiev", "legislatures": "Verkhovna Rada|Rada"},
    "Germany": {"legislatures": "Bundestag|Bundesrat"},
    "Poland": {"legislatures": "Sejm"},
    "Turkey": {"aliases": "Türkiye|Turkiye", "adjectives": "Turkish"},
    "China": {
        "adjectives": "Chinese",
        "capitals": "Beijing|Peking",
        "aliases": "People's Republic of China|PRC",
    },
    "Netherlands": {"aliases": "Holland", "adjectives": "Dutch", "capitals": "The Hague|Amsterdam"},
    "North Korea": {"aliases": "DPRK", "adjectives": "North Korean", "people": "North Koreans"},
    "South Korea": {
        "aliases": "Republic of Korea|ROK",
        "adjectives": "South Korean",
        "people": "South Koreans",
    },
    "Czechia": {"aliases": "Czech Republic", "adjectives": "Czech"},
    "France": {"adjectives": "French", "people": "French", "legislatures": "National Assembly"},
    "Ireland": {"people": "Irish", "legislatures": "Dail|Oireachtas"},
    "Spain": {"people": "Spaniards|Spanish"},
    "Saudi Arabia": {"adjectives": "Saudi|Saudi Arabian", "people": "Saudis"},
    "Philippines": {"adjectives": "Philippine|Filipino", "people": "Filipinos"},
    "United Arab Emirates": {"aliases": "UAE|Emirates", "adjectives": "Emirati"},
    "Israel": {"legislatures": "Knesset", "capitals": "Jerusalem|Tel Aviv"},
    "Belgium": {"capitals": ""},
    "Burma": {"aliases": "Myanmar", "capitals": "Naypyidaw"},
    "Syria": {"adjectives": "Syrian"},
    "Switzerland": {"capitals": "Bern"},
    "Australia": {"capitals": "Canberra"},
    "Georgia": {"capitals": "Tbilisi"},
    "Kosovo": {"adjectives": "Kosovar|Kosovan|Kosovo"},
    "Iceland": {"adjectives": "Icelandic"},
}
AMBIGUOUS_CAPITALS = {
    "Hamilton",
    "Douglas",
    "Stanley",
    "Victoria",
    "Kingston",
    "Georgetown",
    "Jamestown",
    "Plymouth",
}
SLIPS = {("Ilie Bolojan", "2005-06-23"): "2025-06-23"}
"""Holders and days that the World Factbook has wrong, with the right day."""
COLUMNS = ("name", "code", "aliases", "adjectives", "people", "capitals", "legislatures")


def main(data: Path, out: Path) -> None:
    """Write ``countries.csv`` and ``heads.csv`` (heads of state and government with the day they took
    office)."""
    with (data / "factbook" / "countries.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    spoken = _territory_names(data / "territories")
    countries = [(row, country) for row in rows if (country := _country(row, spoken))]
    with (out / "countries.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write(
            "# names, demonyms, capitals: World Factbook (CC0); aliases: OpenSanctions rigour (MIT)\n"
        )
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(country for _, country in countries)
    with (out / "heads.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write("# heads of state and government with the day they took office: World Factbook (CC0)\n")
        heads = csv.writer(stream, lineterminator="\n")
        heads.writerow(("holder", "office", "organisation", "country", "since", "until"))
        seen = set()
        for row, country in countries:
            for key in ("chief_of_state", "head_of_government"):
                found = _holder(row.get(key) or "")
                if found and (found, country["name"]) not in seen and _sovereign(row):
                    seen.add((found, country["name"]))
                    office, person, since = found
                    day = SLIPS.get((person, since), since)
                    heads.writerow([person, office, "", country["name"], day, ""])


def _territory_names(folder: Path) -> dict[str, str]:
    """Return the full name of each country by its lower-case short name."""
    names = {}
    for path in sorted(folder.glob("*.yml")):
        entry: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        if entry.get("is_country") and entry.get("full_name"):
            names[str(entry["name"]).lower()] = str(entry["full_name"])
    return names


def _name(row: dict[str, str]) -> str:
    short = html.unescape(row["short"] or "")
    name = short if short and short != "none" else html.unescape(row["long"] or "")
    return re.sub(r"\s*\(.*", "", name).split(",")[0].removeprefix("The ").strip()


def _country(row: dict[str, str], spoken: dict[str, str]) -> dict[str, str] | None:
    name = _name(row)
    if not name or name == "none" or not row.get("demonym_adjective") or not row.get("capital"):
        return None
    adjectives = [a for a in re.split(r",\s*| or ", _plain(row["demonym_adjective"])) if _nameish(a)]
    people = [p for p in _people(html.unescape(row["demonym_noun"] or "")) if _nameish(p)]
    capitals = [c for c in re.split(r"[;,]\s*", _plain(row["capital"])) if _nameish(c)]
    aliases = {a for a in [_plain(row["long"]), spoken.get(name.lower(), "")] if _nameish(a)}
    aliases -= {*adjectives, *people}
    legislature = re.sub(r"^The ", "", _plain(row["legislature"]))
    fields = {
        "name": name,
        "code": row["code"],
        "aliases": "|".join(sorted(aliases - {name})),
        "adjectives": "|".join(adjectives),
        "people": "|".join(people),
        "capitals": "|".join(c for c in capitals[:1] if c not in AMBIGUOUS_CAPITALS),
        "legislatures": legislature if _nameish(legislature) else "",
    }
    return fields | EXTRA.get(name, {})


def _sovereign(row: dict[str, str]) -> bool:
    return bool(re.search(r"\bUN\b", row.get("organizations") or "")) or _name(row) in {"Taiwan", "Kosovo"}


def _plain(value: str | None) -> str:
    text = html.unescape(value or "")
    return re.sub(r"\s*\([^)]*\)?", "", text.split(" - ")[0].split("; note")[0]).strip()


def _people(noun: str) -> list[str]:
    plural = []
    for part in re.split(r",\s*", noun):
        stem = re.sub(r"\s*\(.*", "", part).strip()
        plural.append(
            stem + "s" if "(s)" in part else stem.replace("man", "men") if "(men)" in part else stem
        )
    return plural


def _nameish(value: str) -> bool:
    return bool(value) and value[0].isupper() and value not in {"NA", "None"} and len(value.split()) <= 6


def _holder(value: str) -> tuple[str, str, str] | None:
    """Split ``President Volodymyr ZELENSKYY (since 20 May 2019)`` into office, holder in title case and
    EDTF date."""
    first = html.unescape(value).split(";")[0]
    match = re.match(r"(?P<who>[^(]+?)\s*\(since (?P<day>\d+ )?(?P<month>[A-Z]\w+ )?(?P<year>\d{4})", first)
    if match is None or "represented" in match["who"]:
        return None
    office = re.match(
        r"(?:(?:Interim|Acting|Transition(?:al)?|Federal) )?(?:President|Prime Minister|King|Queen|Emir"
        r"|Amir|Sultan|Chancellor|Premier|Taoiseach|Supreme Leader|Pope|Grand Duke|Prince)\b",
        match["who"],
    )
    if office is None:
        return None
    words = re.sub(r'"[^"]*"|,', "", match["who"][office.end() :]).split()
    words = [w for w in words if not re.fullmatch(r"(?:[A-Z]\w+\.|[A-Z]\.)", w)]
    if not words or not any(w.isupper() for w in words) or len(words) > 6:
        return None
    last = max(i for i, w in enumerate(words) if w.isupper())
    kept = words if words[0].isupper() else words[: last + 1]
    return (
        office[0],
        " ".join([kept[0].capitalize() if kept[0] == "XI" else _cased(kept[0]), *map(_cased, kept[1:])]),
        _edtf(match),
    )


def _cased(word: str) -> str:
    if re.fullmatch(r"[IVX]+", word):
        return word
    return "-".join(p.capitalize() if p.isupper() and len(p) > 1 else p for p in word.split("-"))


def _edtf(match: re.Match[str]) -> str:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    month = months.index(match["month"][:3]) + 1 if match["month"] else None
    date = match["year"] + (f"-{month:02}" if month else "")
    return date + (f"-{int(match['day']):02}" if month and match["day"] else "")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
