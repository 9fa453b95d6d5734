"""Everything onrecord raises on purpose.

::

    OnrecordError
    ├── ReadError          a file, archive member or page that cannot become a document
    ├── RecordError        a record file that is missing, locked, foreign or from a newer version
    ├── NotFoundError      an id, party or dossier entry that the record does not hold
    ├── DossierError       a dossier file that does not say what it must
    └── ModelError         model weights that are missing or do not fit their tokenizer

Every message says what went wrong, where, and what to do next.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """The root: catch this to catch all of them."""


class ReadError(OnrecordError):
    """Something could not be read; ``where`` names it, ``reason`` is a short stable code.

    Reasons: ``missing``, ``empty``, ``encoding``, ``binary``, ``truncated``, ``no-text``, ``language``,
    ``too-large``, ``too-deep``, ``format``, ``fetch``. An issue may also have ``internal``: a fault of ours.
    """

    def __init__(self, where: str, reason: str, detail: str) -> None:
        super().__init__(f"{where}: {detail}")
        self.where = where
        self.reason = reason
        self.detail = detail


class RecordError(OnrecordError):
    """The record file cannot be opened or written."""


class NotFoundError(OnrecordError):
    """The record or dossier has no such entry."""


class DossierError(OnrecordError):
    """A dossier file lacks something or contradicts itself."""


class ModelError(OnrecordError):
    """The shipped model files are missing or damaged."""
