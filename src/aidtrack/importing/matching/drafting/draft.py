"""A proposed layout as text: its questions first, then each line with its reason; what is unsure is commented out (SHEETS 26)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.locale import t
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class Line:
    """A line of TOML and why it is proposed."""

    text: str
    reason: str
    sure: bool = True

    def written(self, *, sure: bool = True) -> str:
        mark = "" if self.sure and sure else "# "
        return f"{mark}{self.text}  # {safe(self.reason)}"


@dataclass(slots=True)
class Table:
    """One [[wide]]; of one that is not `sure` no line holds."""

    lines: list[Line]
    sure: bool = True


@dataclass(slots=True)
class Draft:
    """What is proposed for one sheet. `remarks` tell what is read, or left out, without being told to."""

    called: str
    questions: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    options: list[Line] = field(default_factory=list)
    columns: list[Line] = field(default_factory=list)
    set: list[Line] = field(default_factory=list)
    value: dict[str, list[Line]] = field(default_factory=dict)  # by field, words to be read as others
    wide: list[Table] = field(default_factory=list)

    def text(self) -> str:
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield "# " + t("A proposal for {sheet}.", sheet=self.called)
        if self.questions:
            yield "# " + t("Open questions:")
            yield from (f"#   {number}. {safe(question)}" for number, question in enumerate(self.questions, 1))
        yield from (f"# {safe(remark)}" for remark in self.remarks)
        yield from (line.written() for line in self.options)
        for name, lines in (("columns", self.columns), ("set", self.set)):
            if lines:
                yield f"[{name}]"
                yield from (line.written() for line in lines)
        for name, lines in self.value.items():
            yield f"[value.{quoted(name)}]"
            yield from (line.written() for line in lines)
        for table in self.wide:
            yield "[[wide]]" if table.sure else "# [[wide]]"
            yield from (line.written(sure=table.sure) for line in table.lines)


def quoted(word: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(" ".join(word.split()), ensure_ascii=False)


def array(words: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, words))}]"
