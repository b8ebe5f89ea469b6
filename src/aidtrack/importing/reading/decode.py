"""A text file's encoding: what it is written in, and where it stops being text."""

import codecs

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.reading.files import File
from aidtrack.locale import t

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PARITY = {1: "utf-16-le", 0: "utf-16-be"}  # at which bytes of each pair a plain comma or line end has its NUL
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")


def encoding_of(file: File, stated: str | None) -> str:
    """The encoding a text file is read in: as stated, by its mark, else the first that fits. Raises Fault, OSError."""
    chosen = stated or next((named for bom, named in _BOMS if file.start.startswith(bom)), None)
    tried = [chosen] if chosen else [*_unmarked_utf16(file.start), "utf-8", "gb18030"]
    bad_line = 0  # of the encoding that came furthest, which is the one it was meant in
    for candidate in tried:
        found = _first_bad_line(file, candidate)
        if found is None:
            return candidate
        bad_line = max(bad_line, found)
    raise Fault(
        t("is not text in {encoding} (line {line}).", encoding=chosen or "UTF-8 / GB18030", line=bad_line),
        t("Save it as “CSV UTF-8”, or name its encoding with --encoding."),
        code=Code.NOT_READABLE,
    )


def _unmarked_utf16(start: bytes) -> list[str]:
    """UTF-16 without its mark: NULs at one byte of each pair only, and line ends or commas once it is decoded."""
    sides = [at for at in (0, 1) if b"\0" in start[at::2]]
    if len(sides) != 1:
        return []
    text = start[: len(start) // 2 * 2].decode(_PARITY[sides[0]], errors="ignore")
    plain = start.count(0) * 32 > len(text)  # a NUL that strayed into other text is rare in it
    return [_PARITY[sides[0]]] if plain and any(mark in text for mark in "\n,\t;") else []


def _first_bad_line(file: File, encoding: str) -> int | None:
    """The first line that is not text in `encoding` (a NUL counts as one); None where all is well."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line = 1
    try:
        for block in file.blocks():
            text = decoder.decode(block)
            if "\0" in text:
                return line + text[: text.index("\0")].count("\n")
            line += text.count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return line + bytes(error.object[: error.start]).count(b"\n")
    return None
