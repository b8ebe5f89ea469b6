"""What writes bytes of UTF-8, on a stream of text: in the encoding and with the line ends of the terminal or pipe behind it."""

import codecs
import io
from typing import TextIO


class AsText(io.BufferedIOBase):
    """Takes bytes as they come, and writes the text that they are."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), translate=True)

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview", /) -> int:  # type: ignore[override]  # typeshed asks for any buffer
        self._stream.write(self._decoder.decode(bytes(data)))
        return len(data)
