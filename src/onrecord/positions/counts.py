"""How often something was said: the documents that print it, and the original texts that these rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from onrecord.positions.statements import Statement


def many(number: int, thing: str) -> str:
    """Return a number with what it counts.

    >>> many(1, "document"), many(0, "document")
    ('1 document', '0 documents')
    """
    return f"{number} {thing}{'s' * (number != 1)}"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of documents, and of the origins among which they fall. Only origins are independent.

    >>> str(Count(14, 2)), str(Count(1, 1))
    ('14 documents, 2 origins', '1 document, 1 origin')
    """

    documents: int = 0
    origins: int = 0

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Self:
        """Return the count of some statements: a document with several of them is one."""
        held = list(statements)
        return cls(len({s.document for s in held}), len({s.origin or s.document for s in held}))

    @property
    def in_documents(self) -> str:
        """The number of documents in words: *14 documents*."""
        return many(self.documents, "document")

    def __str__(self) -> str:
        return f"{self.in_documents}, {many(self.origins, 'origin')}"
