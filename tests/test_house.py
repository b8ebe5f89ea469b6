"""The house as it is built: no module comes round to itself, and the README's picture of it is the tree."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import aidtrack

HOUSE = Path(aidtrack.__file__).parent
PICTURE = (
    (Path(__file__).parents[1] / "README.md").read_text("utf-8").split("\nsrc/aidtrack/\n", 1)[1].split("```", 1)[0]
)


def name_of(path: Path) -> str:
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in HOUSE.rglob("*.py")}


def imported(path: Path) -> Iterator[str]:
    """The modules of ours that a file imports anywhere: also within a function, also for types alone."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module is not None, path
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield from [name for name in (whole, node.module) if name in MODULES][:1]


def test_nothing_comes_round_to_itself() -> None:
    graph = {name: {*imported(path)} - {name} for name, path in MODULES.items()}
    assert sum(map(len, graph.values())) > len(graph)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def rooms(folder: Path) -> set[str]:
    """The packages in it, and its modules."""
    packages = {f"{path.parent.name}/" for path in folder.glob("*/__init__.py")}
    return packages | {path.name for path in folder.glob("*.py") if not path.name.startswith("__")}


def test_the_picture_is_the_tree() -> None:
    drawn = dict(re.findall(r"^  ([a-z_]+(?:/|\.py)) +(.*(?:\n {6,}.*)*)", PICTURE, re.MULTILINE))
    beside = {name for said in drawn.values() for name in re.findall(r"[a-z_]+\.py", said)}
    assert {*drawn, *beside} == rooms(HOUSE)
    for folder in ("store", "importing"):
        packages = {room for room in rooms(HOUSE / folder) if room.endswith("/")}
        assert {*re.findall(r"[a-z_]+/", drawn[f"{folder}/"])} == packages
