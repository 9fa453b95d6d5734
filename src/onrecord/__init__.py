"""onrecord: who said what, when, through whom, and where they stand."""

from __future__ import annotations

__version__ = "0.1.0"
