"""onrecord: the record of a disputed decision, read from news and transcripts.

>>> import onrecord
>>> text = "The vote is lost, said Ana Brisk, the mayor of Tolm."
>>> for report in onrecord.extract(text, published="2031-03-01"):
...     print(report.speaker.party.name, "|", report.quote, "|", report.said.edtf)
Ana Brisk | The vote is lost | 2031-03-01~

``read`` yields documents, ``extract`` the reports in one, ``Record`` keeps them in a file; ``model`` has the
vocabulary, ``errors`` all that is raised on purpose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "extract", "read"]

if TYPE_CHECKING:
    from onrecord.pipeline import extract
    from onrecord.reading import read
    from onrecord.record import Record

_HOMES = {"extract": "onrecord.pipeline", "read": "onrecord.reading", "Record": "onrecord.record"}


def __getattr__(name: str) -> Any:
    """Import the public names when they are used: the command line starts faster without."""
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
