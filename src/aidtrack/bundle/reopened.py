"""A file that is open only while it is looked at: of a folder of bundles, one or more of each office, more would be open than systems let.

What is read again is held against the signed sums again, so that it may be another file by then and nothing comes of it.
"""

import io
import os
from pathlib import Path


class Reopened(io.RawIOBase):
    """Raises OSError where it cannot be read any more."""

    def __init__(self, path: Path) -> None:
        self._path, self._at = path, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        before = {os.SEEK_SET: 0, os.SEEK_CUR: self._at}
        self._at = offset + (before[whence] if whence in before else self._path.stat().st_size)
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        with self._path.open("rb") as stream:
            stream.seek(self._at)
            block = stream.read(size)
        self._at += len(block)
        return block
