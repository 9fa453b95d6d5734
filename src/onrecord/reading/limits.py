"""How much one input may cost."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.errors import ReadError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read; sizes are bytes.

    ``document`` is the largest single text, page or record; ``whole`` the largest file that must be held in
    memory (JSON, a member of an archive); ``unpacked`` the most that one archive may unpack to, nested ones
    included; ``members`` the most files in it; ``ratio`` the most that it may grow by (once
    ``free`` bytes are passed); ``depth`` how many archives may lie inside each other; ``page`` the largest
    page fetched from the web.
    """

    document: int = 64 * MEGABYTE
    whole: int = 512 * MEGABYTE
    unpacked: int = 8_000 * MEGABYTE
    members: int = 200_000
    ratio: int = 200
    free: int = 50 * MEGABYTE
    depth: int = 3
    page: int = 16 * MEGABYTE


@dataclass(slots=True)
class Budget:
    """What one archive has used of its limits; raises ``ReadError`` when it is overspent."""

    where: str
    packed: int
    limits: Limits = field(default_factory=Limits)
    unpacked: int = 0
    members: int = 0

    def member(self) -> None:
        """Count one more file in the archive."""
        self.members += 1
        if self.members > self.limits.members:
            raise self._too_large(f"has more than {self.limits.members:,} files")

    def spend(self, size: int) -> None:
        """Count ``size`` more unpacked bytes."""
        self.unpacked += size
        if self.unpacked > self.limits.unpacked:
            raise self._too_large(f"unpacks to more than {self.limits.unpacked:,} bytes")
        if self.unpacked > max(self.limits.free, self.limits.ratio * self.packed):
            raise self._too_large(f"unpacks to more than {self.limits.ratio} times its size")

    def _too_large(self, what: str) -> ReadError:
        detail = f"{what}; the rest was not read. Unpack it yourself if you trust it, and add the folder."
        return ReadError(self.where, "too-large", detail)
