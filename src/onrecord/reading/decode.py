"""Bytes to text, or a plain reason why not."""

from __future__ import annotations

import codecs
import re

from onrecord.errors import ReadError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
WESTERN = frozenset("‘’“”–—…•€£¥¢§©®°«»·´¿¡½¼¾¹²³™‚„‹›±×÷†‡‰¬¯¦¨˜ˆ¶\xa0\xad")
META_CHARSET = re.compile(rb"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})""")
UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


def decode(data: bytes, where: str, *, declared: str | None = None) -> str:
    """Return the text of ``data`` with newlines as ``\\n`` and without its byte order mark.

    A byte order mark decides; then UTF-8; then the ``declared`` encoding; then Windows-1252, if that gives
    plausible English text. Raises ``ReadError`` with reason ``binary`` or ``encoding``.
    """
    text = _by_mark(data, where)
    if text is None:
        text = utf8(data)
    if text is None and declared:
        text = (_strict(data, "cp1252") if _is_latin(declared) else None) or _strict(data, declared)
    if text is None:
        text = _western(data, where)
    if len(CONTROL.findall(text[:20_000])) > 0.01 * min(len(text), 20_000):
        raise ReadError(where, "binary", "this is not text; add the text, HTML or data file instead.")
    return storable(text)


def storable(text: str) -> str:
    """Return the text with universal newlines, and with what no UTF-8 file can hold replaced by U+FFFD."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNSTORABLE.sub("\ufffd", text)


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that an HTML or XML page names in its first kilobytes."""
    found = META_CHARSET.search(data[:4096])
    return found.group(1).decode("ascii") if found else None


def _by_mark(data: bytes, where: str) -> str | None:
    for mark, name in BOMS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], name)
            if text is None:
                raise ReadError(where, "encoding", f"starts as {name} but is not; save it as UTF-8.")
            return text
    return None


def _strict(data: bytes, name: str) -> str | None:
    try:
        return str(data.decode(name))  # a declared name may be a codec that is not for text
    except (LookupError, UnicodeError, ValueError, TypeError, AssertionError):
        return None


def _is_latin(name: str) -> bool:
    """Say whether an encoding is ISO 8859-1, by which the web means Windows-1252 (WHATWG Encoding, 4.2)."""
    try:
        return codecs.lookup(name).name == "iso8859-1"
    except LookupError:
        return False


def utf8(data: bytes) -> str | None:
    """Return UTF-8 text, forgiving a few broken characters where many others are whole."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        broken = text.count("\ufffd")
        whole = sum(not char.isascii() for char in text) - broken
        return text if broken <= max(1, len(text) // 1000) and whole > 2 * broken else None


def _western(data: bytes, where: str) -> str:
    if b"\x00" in data[:4096]:
        raise ReadError(where, "binary", "this is not text; add the text, HTML or data file instead.")
    text = data.decode("cp1252", errors="replace")
    sample = text[:100_000]
    foreign = [char for char in sample if not char.isascii()]
    odd = sum(not (char.isalpha() or char in WESTERN) for char in foreign)
    readable = sum(char.isalpha() or char.isspace() for char in sample)
    if odd or len(foreign) > 0.1 * len(sample) or readable < 0.6 * len(sample):
        detail = "neither UTF-8 nor Western European text; save it as UTF-8 and add it again."
        raise ReadError(where, "encoding", detail)
    return text
