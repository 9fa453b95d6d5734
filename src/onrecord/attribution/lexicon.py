"""The word lists of a language, loaded once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_LIST = re.compile(r"%([a-z_]+)%")


@cache
def table(name: str, language: str = "en") -> dict[str, Any]:
    """Return the data file ``resources/<language>/<name>.toml`` as it stands; treat it as read-only."""
    return tomllib.loads((files("onrecord") / "resources" / language / f"{name}.toml").read_text("utf-8"))


@cache
def pattern(shape: str, name: str, group: str | None = None) -> re.Pattern[str]:
    """Compile a shape in which ``%list%`` stands for the regular expressions of that list, any of them.

    The lists are those of the data file ``name``, or of one ``group`` of it.

    Raises:
        KeyError: there is no such list.

    >>> bool(pattern("(?:%verbs%) the deal", "ascriptions", "unsaid").search("she confirmed the deal"))
    True
    """
    lists = table(name)[group] if group else table(name)
    return re.compile(_LIST.sub(lambda match: "|".join(lists[match[1]]), shape))
