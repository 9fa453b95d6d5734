"""What is said where a question finds nothing: a name written much alike, or that nothing is called so."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from onrecord.errors import NotFoundError
from onrecord.record import Record
from onrecord.store.querying import Filter


def meant(opened: Record, name: str) -> str:
    """Where nobody has a name, return a question whether one written much alike was meant, or nothing."""
    if opened.parties(name):
        return ""
    forms: dict[str, str] = {}
    for party in opened.parties():
        if party["statements"]:
            for word in (party["name"], *party["name"].split()):
                forms.setdefault(word.casefold(), party["name"])
    return _near(name, forms)


def unknown(opened: Record, keep: Filter) -> str:
    """Return what of a filter the record does not know: its speaker, outlet or document; or nothing."""
    found = meant(opened, keep.speaker) if keep.speaker else ""
    if keep.outlet:
        outlets = {row["outlet"].casefold(): row["outlet"] for row in opened.documents() if row["outlet"]}
        if not any(keep.outlet.casefold() in outlet for outlet in outlets):
            found += f" No document is of an outlet called {keep.outlet}.{_near(keep.outlet, outlets)}"
    if keep.document:
        try:
            opened.document(keep.document)
        except NotFoundError as error:
            found += f" {error}."
    return found


def _near(name: str, forms: Mapping[str, str]) -> str:
    near = get_close_matches(name.casefold(), forms, 1, 0.75)
    return f" Did you mean {forms[near[0]]}?" if near else ""
