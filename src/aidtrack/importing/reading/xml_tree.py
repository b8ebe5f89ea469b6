"""XML of strangers, read element by element below the root, with nothing in it that could reach out or blow up.

No document type is taken, so there are no entities; how much a file may hold, how deep it may go and how much one element may hold is
limited.
"""

from collections.abc import Iterator
from dataclasses import field
from xml.parsers import expat

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.reading.files import File
from aidtrack.importing.reading.grid import LineFault
from aidtrack.locale import t

_LANG = "http://www.w3.org/XML/1998/namespace lang"
MOST_BYTES = 256 << 20
_MOST_DEEP, _MOST_ELEMENTS = 40, 1_000_000  # of one element below the root
_BEFORE_ROOT = (
    64  # bytes at a time, until the root begins: a document type stands before it, and what it declares is used after
)


@dataclass(slots=True)
class Element:
    """An element; a name of another namespace holds that, then a blank. `line` is that on which it begins, `lang` the language that it
    says, or that what it lies in says.
    """

    name: str
    attributes: dict[str, str]
    line: int
    lang: str
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    def all(self, name: str) -> list["Element"]:
        return [one for one in self.children if one.name == name]

    def first(self, name: str) -> "Element | None":
        return next((one for one in self.children if one.name == name), None)

    def attribute(self, name: str, of: str | None = None) -> str:
        """One of its own, or of its first child of a name; blank where there is none."""
        there = self if of is None else self.first(of)
        return there.attributes.get(name, "").strip() if there else ""


@dataclass(slots=True)
class _Reader:
    root: Element | None = None
    open: list[Element] = field(default_factory=list)
    done: list[Element] = field(default_factory=list)
    count: int = 0

    def parser(self) -> expat.XMLParserType:
        made = expat.ParserCreate(namespace_separator=" ")
        made.buffer_text = True
        made.StartDoctypeDeclHandler = self._doctype
        made.StartElementHandler = lambda name, attributes: self._start(name, attributes, made)
        made.EndElementHandler = lambda _: self._end()
        made.CharacterDataHandler = self._text
        return made

    def _doctype(self, *_: object) -> None:
        raise _refused(
            t("declares a document type, which may hold anything."), t("Send the file without <!DOCTYPE …>.")
        )

    def _start(self, name: str, attributes: dict[str, str], parser: expat.XMLParserType) -> None:
        line = parser.CurrentLineNumber
        made = Element(name, attributes, line, attributes.get(_LANG, self.open[-1].lang if self.open else ""))
        self.count += 1
        if len(self.open) >= _MOST_DEEP or self.count > _MOST_ELEMENTS:
            raise LineFault(line, _refused(t("holds more in one element than is read here."), t("Part the file.")))
        if self.root is None:
            self.root = made
        elif len(self.open) > 1:
            self.open[-1].children.append(made)
        self.open.append(made)

    def _end(self) -> None:
        ended = self.open.pop()
        if len(self.open) == 1:
            self.done.append(ended)
            self.count = 0

    def _text(self, data: str) -> None:
        if len(self.open) > 1:
            self.open[-1].pieces.append(data)

    def taken(self) -> list[Element]:
        """What ended since the last time."""
        done, self.done = self.done, []
        return done


def elements(file: File, root: str) -> Iterator[Element]:
    """The root of this name as it begins, then each element below it. Raises Fault, LineFault, OSError."""
    if file.size > MOST_BYTES:
        raise _refused(t("is larger than is read here."), t("Part the file."))
    reader, begun = _Reader(), False
    parser = reader.parser()
    try:
        for block in file.blocks():
            for part in _parts(block, reader):
                parser.Parse(part, False)
            if reader.root is None:
                continue
            if reader.root.name != root:
                raise _no_iati()
            if not begun:
                yield reader.root
            begun = True
            yield from reader.taken()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if reader.root is None:
            raise _no_iati() from None
        raise LineFault(error.lineno, _refused(t("is not XML, or not all of it."), t("Send the whole file."))) from None
    except Fault:
        raise
    except (ValueError, LookupError):  # a declared encoding that nobody knows
        raise _no_iati() from None


def _parts(block: bytes, reader: _Reader) -> Iterator[bytes]:
    at = 0
    while at < len(block):
        step = _BEFORE_ROOT if reader.root is None else len(block)
        yield block[at : at + step]
        at += step


def _no_iati() -> Fault:
    return _refused(t("is no IATI file."), t("Of XML, import reads activities of IATI 2.0x."))


def _refused(problem: str, suggestion: str) -> Fault:
    return Fault(problem, suggestion, code=Code.NOT_READABLE)
