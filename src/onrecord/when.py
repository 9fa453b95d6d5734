"""What days an EDTF date may mean."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?[~?%]?")


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that an EDTF date may mean; None where open, unknown or not EDTF.

    >>> bounds("2023-06")
    (datetime.date(2023, 6, 1), datetime.date(2023, 6, 30))
    >>> bounds("2024-01-30~")
    (datetime.date(2024, 1, 30), datetime.date(2024, 1, 30))
    >>> bounds("../2023-06-29"), bounds("2023-06-29/")
    ((None, datetime.date(2023, 6, 29)), (datetime.date(2023, 6, 29), None))
    >>> bounds("XXXX-XX-XX")
    (None, None)
    """
    if edtf.startswith("XXXX"):
        return None, None
    first, slash, last = edtf.partition("/")
    return _day(first, last=False), _day(last if slash else first, last=True)


def _day(edtf: str, *, last: bool) -> date | None:
    if edtf in ("", ".."):
        return None
    plain = PLAIN.fullmatch(edtf)  # nearly all dates; the library takes milliseconds for each
    if plain:
        year, month, number = (int(part) if part else None for part in plain.groups())
        month = month or (12 if last else 1)
        days = monthrange(int(year or 0), month)[1] if year else 1
        number = (days if last else 1) if number is None else number
        return date(year, month, number) if year and 0 < number <= days else None
    from edtf import EDTFParseException, parse_edtf

    try:
        parsed = parse_edtf(edtf)
        found = parsed.upper_strict() if last else parsed.lower_strict()
        return date(found.tm_year, found.tm_mon, found.tm_mday)
    except (EDTFParseException, ValueError, AttributeError):
        return None


def day(edtf: str | None) -> str:
    """Return an EDTF date as a person reads it: ``2024-01-30~`` as ``about 2024-01-30``.

    >>> day("2024-01-30~")
    'about 2024-01-30'
    >>> day(None), day("XXXX-XX-XX")
    ('undated', 'undated')
    """
    if not edtf or edtf.startswith("XXXX"):
        return "undated"
    first, slash, last = edtf.partition("/")
    if slash and first in ("", ".."):
        return f"before {day(last)}"
    if slash:
        return f"{day(first)} to {day(last)}" if last not in ("", "..") else f"since {day(first)}"
    return f"about {edtf[:-1]}" if edtf.endswith(("~", "?", "%")) else edtf
