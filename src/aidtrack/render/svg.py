"""A drawing as SVG to stand inside a page: pygal lays it out; what would need a script, a font or a style of its own is taken off."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from aidtrack.dataclass import dataclass
from aidtrack.locale import spoken, t
from aidtrack.pattern import pattern
from aidtrack.render.drawing import Drawing, Series, unit
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WIDTH, _HEIGHT, _FONT = 440, 260, 13  # of the picture, in its own units; the page scales it
_BAR, _BETWEEN, _AXIS = 15, 12, 48  # the height of a bar, of the room between two rows, of the axis below
_MOST_LABEL = 26  # cells of a name beside its bars
_CELL = 0.56 * _FONT  # the width of a cell of text
_MOST_TICKS = 6
_NEEDLESS = ("titles", "plot tooltip-overlay", "plot text-overlay")
_GEOMETRY = ("x", "y", "width", "height", "cx", "cy", "r", "d")
_LONG = pattern(r"-?[0-9]+\.[0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture for the page: what stands around it, and its SVG, in which every text is escaped."""

    title: str
    unit: str
    legend: Sequence[str]
    note: str
    table: str
    held: bool  # whether its first series is what the others are held against
    grave: bool  # whether some marks are of rows that say something grave
    svg: str


def figure(drawing: Drawing, number: int) -> Figure:
    """`number` tells the page's pictures apart."""
    divisor, counted = unit(drawing)
    said_in = " · ".join(one for one in (_year(drawing), counted, _in_brackets(drawing)) if one)
    title = safe(spoken(drawing.chart.title))
    legend = [safe(series.label) for series in drawing.series]
    root = _laid_out(drawing, divisor)
    said = " · ".join(["、".join(legend), said_in] if said_in else legend)
    _cleaned(root)
    root.attrib.clear()
    root.set("viewBox", f"0 0 {_WIDTH} {_height(drawing)}")
    root.set("role", "img")
    root.set("aria-labelledby", f"c{number}-title c{number}-desc")
    for tag, text in (("desc", f"{said}. {drawing.note}".strip()), ("title", title)):
        element = root.makeelement(tag, {"id": f"c{number}-{tag}"})
        element.text = text
        root.insert(0, element)
    from xml.etree.ElementTree import tostring

    return Figure(
        title,
        said_in,
        legend,
        drawing.note,
        drawing.table.name,
        drawing.held,
        drawing.grave,
        tostring(root, "unicode"),
    )


def _height(drawing: Drawing) -> int:
    if not drawing.lying:
        return _HEIGHT
    return len(drawing.labels) * (len(drawing.series) * _BAR + _BETWEEN) + _AXIS


def _laid_out(drawing: Drawing, divisor: int) -> "Element":
    """The picture as pygal lays it out, its numbers in the axis's unit."""
    pygal = _library()
    lying = drawing.lying
    labels = _axis(drawing)
    numbers = [mark.number / divisor for series in drawing.series for mark in series.marks if mark]
    kind = pygal.HorizontalBar if lying else pygal.Line if drawing.chart.kind == "lines" else pygal.Bar
    chart = kind(
        width=_WIDTH, height=_height(drawing), style=pygal.style.Style(label_font_size=_FONT, major_label_font_size=_FONT),
        js=[], css=[], show_legend=False, include_x_axis=True, show_x_guides=lying, show_y_guides=not lying,
        margin=6, margin_left=6 + (_beyond(labels) if lying else 0), margin_right=30 if drawing.chart.counted else 14, spacing=5, dots_size=3.5,
        allow_interruptions=True, truncate_label=-1, value_formatter=lambda value: f"{value:,.10g}", y_labels=_ticks(numbers),
    )  # fmt: skip
    chart.x_labels = labels[::-1] if lying else labels
    for series in drawing.series:
        marks = [*_marks(drawing, series, divisor)]
        chart.add(safe(series.label), marks[::-1] if lying else marks)
    root: Element = chart.render_tree()
    return root


def _axis(drawing: Drawing) -> list[str]:
    """What stands along the axis of names: beside lying bars no long ones; of the months of one year their numbers alone."""
    labels = [safe(label) for label in drawing.labels]
    if drawing.lying:
        return [_short(label) for label in labels]
    return [label[5:7].lstrip("0") for label in labels] if _year(drawing) else labels


def _beyond(labels: Sequence[str]) -> float:
    """The width that names need beyond what pygal gives them, which takes all letters for narrow."""
    needed, given = max(map(cell_len, labels)) * _CELL, max(map(len, labels)) * 0.6 * _FONT
    return max(0, needed - given)


def _library() -> Any:
    """pygal, without the finder of modules that it leaves behind: it looks for maps, and old Pythons warn of it at every import."""
    import sys

    import pygal

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != pygal.__name__]
    return pygal


def _marks(drawing: Drawing, series: Series, divisor: int) -> Iterator[dict[str, Any] | None]:
    for label, mark in zip(drawing.labels, series.marks, strict=True):
        if mark is None:
            yield None
            continue
        said = f"{safe(label)} · {safe(series.label)} {mark.text}"
        node = {"data-row": str(mark.row), **({"data-grave": ""} if mark.grave else {})}
        yield {"value": mark.number / divisor, "formatter": _saying(said), "node": node}


def _saying(text: str) -> Any:
    return lambda _: text


def _short(label: str) -> str:
    return label if cell_len(label) <= _MOST_LABEL else set_cell_size(label, _MOST_LABEL - 1).rstrip() + "…"


def _year(drawing: Drawing) -> str:
    """The year whose months stand along the axis, where it is so: then their numbers say enough."""
    labels = drawing.labels
    of_one_year = len({label[:4] for label in labels}) == 1 and all(len(label) == 10 for label in labels)
    return labels[0][:4] if of_one_year and len({label[:7] for label in labels}) == len(labels) else ""


def _in_brackets(drawing: Drawing) -> str:
    """What the numbers beside the labels count."""
    counted = drawing.chart.counted
    return t("in brackets: {heading}", heading=spoken(drawing.column(counted).label)) if counted else ""


def _ticks(numbers: Sequence[float]) -> list[float]:
    """Round numbers from the least to beyond the greatest, 0 among them, some five of them."""
    least, most = min(0.0, *numbers), max(0.0, *numbers)
    size = 10.0 ** math.floor(math.log10((most - least) or 1))
    step = next(step for step in (size / 5, size / 2, size, size * 2) if (most - least) / step <= _MOST_TICKS)
    return [step * at for at in range(math.floor(least / step), math.ceil(most / step) + 1)]


def _cleaned(element: "Element") -> None:
    """Take off comments, scripts, styles and what only a script uses; the value of a mark becomes its title."""
    for child in list(element):
        if not isinstance(child.tag, str) or child.tag in ("defs", "title") or child.get("class") in _NEEDLESS:
            element.remove(child)
        elif child.tag == "desc":
            if child.get("class") == "value":
                child.tag = "title"
                child.attrib.clear()
            else:
                element.remove(child)
        else:
            for name in _GEOMETRY:
                if name in child.attrib:
                    child.set(name, _LONG.sub(lambda found: f"{float(found[0]):.1f}", child.attrib[name]))
            _cleaned(child)
