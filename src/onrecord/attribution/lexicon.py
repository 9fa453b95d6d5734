"""The word lists of a language, loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str, language: str = "en") -> dict[str, Any]:
    """Return the data file ``resources/<language>/<name>.toml`` as it stands; treat it as read-only."""
    return tomllib.loads((files("onrecord") / "resources" / language / f"{name}.toml").read_text("utf-8"))
