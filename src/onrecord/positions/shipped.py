"""The stance model that ships in the package, loaded when it is first needed."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from onrecord.positions.stance import Judge


def shipped_judge() -> Judge:
    """Return the judge of the shipped model.

    Raises:
        ModelError: when it is called and its files are missing or damaged.
    """
    from onrecord.positions.stances import judge  # loads onnxruntime

    return judge


@cache
def shipped_model() -> str:
    """Return a mark of the shipped model's files: stances of another version are judged anew."""
    digest = hashlib.sha256()
    folder = files("onrecord") / "resources" / "en" / "stance"
    if folder.is_dir():
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
