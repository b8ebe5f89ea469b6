"""The styles of an .ods as formats: which code a cell of a style shows its number under.

[OpenDocument 1.3] part 3, 16.29: a data style is a number's parts one after another; a map names another style for some numbers.
"""

from collections.abc import Mapping
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.pattern import pattern

_DATA_STYLES = ("number-style", "currency-style", "percentage-style", "date-style", "time-style", "text-style")
_DATES = {"year": "y", "month": "m", "day": "d", "hours": "h", "minutes": "m", "seconds": "s", "am-pm": "AM/PM", "era": "g",
          "day-of-week": "aaa", "quarter": "q", "week-of-year": "w"}  # fmt: skip
_LONG = {"year": "yyyy", "month": "mm", "day": "dd", "hours": "hh", "minutes": "mm", "seconds": "ss"}
_MAP = pattern(r"value\(\)\s*(<=|>=|<>|!=|<|>|=)\s*(-?[0-9.]+)")
_PERCENT = pattern("(%)")
_MOST_DIGITS = 30


@dataclass(slots=True)
class _DataStyle:
    percent: bool = False  # its percent sign is more than a text
    parts: list[str] = field(default_factory=list)
    colour: str = ""
    maps: list[tuple[str, str]] = field(default_factory=list)  # condition, the style for it


@dataclass(slots=True)
class _Number:
    """The digits of a number being read: how many, how grouped, and literals among them (digits behind each, its text)."""

    whole: int
    decimals: int
    commas: int
    literals: list[tuple[int, str]] = field(default_factory=list)

    def code(self) -> str:
        most = max([self.whole, 1, *(behind + 1 for behind, _ in self.literals)])
        digits = ["0" if self.whole else "#"] * min(most, _MOST_DIGITS)
        for behind, text in sorted(self.literals):
            digits.insert(len(digits) - min(behind, len(digits)), f'"{text}"')
        return "".join(digits) + ("." + "0" * self.decimals if self.decimals else "") + "," * self.commas


class CellStyles:
    """Reads `style:style` of cells and the data styles that they name."""

    def __init__(self) -> None:
        self._data: dict[str, _DataStyle] = {}
        self._cells: dict[str, tuple[str, str]] = {}  # a cell's style → its data style, its parent
        self._style: _DataStyle | None = None
        self._number: _Number | None = None
        self._texts: list[str] | None = None
        self._locale = ""
        self._at = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _DATA_STYLES and "name" in attributes:
            self._style = self._data.setdefault(attributes["name"], _DataStyle(name == "percentage-style"))
        elif name == "style" and attributes.get("family") == "table-cell":
            self._cells[attributes.get("name", "")] = (
                attributes.get("data-style-name", ""),
                attributes.get("parent-style-name", ""),
            )
        elif self._style is not None:
            self._part(self._style, name, attributes)

    def _part(self, style: _DataStyle, name: str, attributes: Mapping[str, str]) -> None:
        if name == "number":
            factor = attributes.get("display-factor", "1").partition(".")[0]
            whole, decimals = attributes.get("min-integer-digits", "1"), attributes.get("decimal-places", "0")
            self._number = _Number(int(whole), int(decimals), (len(factor) - 1) // 3)
        elif name == "embedded-text":
            self._at, self._texts = int(attributes.get("position", 0)), []
        elif name == "currency-symbol":
            country = attributes.get("country", "CN")
            self._locale, self._texts = "" if country == "CN" else f"-{country}", []
        elif name == "text":
            self._texts = []
        elif name == "scientific-number":
            style.parts.append("0.00E+00")
        elif name == "fraction":
            style.parts.append("# ?/?")
        elif name == "text-content":
            style.parts.append("@")
        elif name in _DATES:
            style.parts.append(_LONG.get(name, _DATES[name]) if attributes.get("style") == "long" else _DATES[name])
        elif name == "text-properties" and attributes.get("color", "").lower() == "#ff0000":
            style.colour = "[Red]"
        elif name == "map" and "apply-style-name" in attributes:
            style.maps.append((attributes.get("condition", ""), attributes["apply-style-name"]))

    def text(self, data: str) -> None:
        if self._texts is not None:
            self._texts.append(data)

    def end(self, name: str) -> None:
        if name in _DATA_STYLES:
            self._style = self._number = self._texts = None
        elif self._style is None:
            return
        elif name == "number" and self._number is not None:
            self._style.parts.append(self._number.code())
            self._number = None
        elif self._texts is not None and name in ("embedded-text", "text", "currency-symbol"):
            text, self._texts = "".join(self._texts), None
            if name == "embedded-text" and self._number is not None:
                self._number.literals.append((self._at, text))
            elif name == "currency-symbol":
                self._style.parts.append(f"[${text}{self._locale}]")
            else:
                self._style.parts += [
                    part if self._style.percent and part == "%" else _quoted(part) for part in _PERCENT.split(text)
                ]

    def code(self, style: str) -> str | None:
        """The format that a cell's style, or one that it rests on, shows numbers under; None where none says."""
        for _ in range(len(self._cells) + 1):
            data, parent = self._cells.get(style, ("", ""))
            if data:
                return self._sections(data)
            if not parent:
                return None
            style = parent
        return None

    def _sections(self, name: str) -> str:
        style = self._data.get(name)
        if style is None:
            return "General"
        conditions = [_MAP.fullmatch(condition.strip()) for condition, _ in style.maps]
        found = [(one[1].replace("!=", "<>"), one[2]) for one in conditions if one is not None]
        # What a format of two or three sections means by itself.
        usual = found in ([(">=", "0")], [(">", "0"), ("<", "0")])
        sections = [
            ("" if usual else f"[{sign}{limit}]") + self._spelled(other)
            for (sign, limit), (_, other) in zip(found, style.maps, strict=False)
        ]
        return ";".join([*sections, self._spelled(name)])

    def _spelled(self, name: str) -> str:
        style = self._data.get(name, _DataStyle())
        return style.colour + ("".join(style.parts) or '""')  # a style without parts shows nothing


def _quoted(text: str) -> str:
    """A text as a format holds it, so that none of its signs means anything there."""
    return f'"{text}"' if '"' not in text else "".join(f"\\{sign}" for sign in text)
