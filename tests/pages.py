"""The pages that show what to type, README and manual: read into sections, run as a reader would, and recorded anew.

In a page a fence says what stands in it: `bash` is typed, line by line, and succeeds; `console` is typed too, and answers as shown; one that
names a file (`csv 支出.csv`) is that file. Each section has a folder and a store of its own; `<!-- illustration -->` in it fills that store.

`PYTHONPATH=tests python tests/pages.py FILE…` writes into the pages what their `console` blocks answer today: a diff to be read.
"""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from conftest import Answer, call

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
MANUAL = ROOT / "src" / "aidtrack" / "manual"
COUNTIES = "<!-- counties -->"  # marks the year of three counties and a province
_FENCE = re.compile(r"^```(\w*) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """What stands between two fences: `kind` is bash, console …, `file` what it is called where it is a file."""

    kind: str
    file: str
    text: str

    @property
    def typed(self) -> list[str]:
        """The commands in it, without remarks at their ends."""
        lines = self.text.splitlines()
        if self.kind == "console":
            lines = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        elif self.kind != "bash":
            return []
        found = (line.split("  #")[0].strip() for line in lines)
        return [line for line in found if line.startswith("aidtrack ")]


@dataclass(frozen=True)
class Section:
    page: Path
    title: str
    text: str

    @property
    def blocks(self) -> list[Block]:
        return [Block(*found) for found in _FENCE.findall(self.text)]

    @property
    def language(self) -> str:
        return "en" if self.page.parent.name == "en" else "zh"

    @property
    def typed(self) -> list[str]:
        return [line for block in self.blocks for line in block.typed]

    def __str__(self) -> str:
        return f"{self.language}/{self.page.stem} {self.title}"


def sections(page: Path) -> list[Section]:
    """What stands below each heading of the second order, and what stands before the first."""
    head, *below = page.read_text("utf-8").split("\n## ")
    parts = [part.partition("\n") for part in below]
    return [Section(page, "", head), *(Section(page, title, text) for title, _, text in parts)]


def every_page() -> list[Path]:
    return [README, *sorted(MANUAL.glob("*/*.md"))]


def inline(text: str) -> Iterator[str]:
    """The commands that are named within sentences."""
    yield from re.findall(r"`(aidtrack [^`]+)`", _FENCE.sub("", text))


def answered(section: Section, told: Callable[[str, str, str], None]) -> None:
    """Run a section in a new folder: `told(command, what is shown, what came)` of each answer that it shows."""
    with TemporaryDirectory() as folder, chdir(folder):
        if "<!-- illustration -->" in section.text:
            shutil.copyfile(illustration(), "aid.db")
        for block in section.blocks:
            if block.file:
                Path(block.file).write_text(block.text, "utf-8")
            elif block.kind == "console":
                _run_shown(block, section.language, told)
            else:
                for line in block.typed:
                    answer = typed(line, section.language)
                    assert answer.code == 0, (line, answer)


def _run_shown(block: Block, language: str, told: Callable[[str, str, str], None]) -> None:
    code = 0
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        if command == "echo $?":
            told(command, shown, str(code))
            continue
        answer = typed(command, language)
        code = answer.code
        told(command, shown, answer.out + answer.err)


def typed(line: str, language: str) -> Answer:
    """A line of a page, as it is typed in a shell that has the store and the language in its environment."""
    program, *words = shlex.split(line, comments=True)
    assert program == "aidtrack", line
    before = dict(os.environ)
    os.environ.update(AIDTRACK_DB="aid.db", AIDTRACK_LANG=language, AIDTRACK_USER="wang", COLUMNS="80")
    try:
        return call(*words)
    finally:
        os.environ.clear()
        os.environ.update(before)


@cache
def illustration() -> Path:
    """A store with the sheets of the illustration."""
    path = Path(mkdtemp()) / "aid.db"
    sheets = sorted(map(str, (ROOT / "examples" / "illustration").glob("*.csv")))
    for words in (["init"], ["import", *sheets]):
        answer = call("--db", str(path), "--lang", "zh", *words)
        assert answer.code == 0, answer
    return path


def lines(text: str) -> list[str]:
    """What is compared: the lines that hold something."""
    return [line.rstrip() for line in settled(text).splitlines() if line.strip()]


def settled(text: str) -> str:
    """With one and the same key and moment in place of those that each run has anew."""
    text = re.sub(r"\b[0-9a-f]{4}(-[0-9a-f]{4}){7}\b", "3f2a-9c1e-50d7-be64-0a8b-71c2-e94f-d360", text)
    return re.sub(
        rf"{datetime.now(UTC).date()}( \d\d:\d\d:\d\d)?",
        lambda at: "2019-01-08" + ((at[1] and " 09:30:00") or ""),
        text,
    )


def _record(page: Path) -> None:
    whole = page.read_text("utf-8")
    for section in sections(page):
        answers: list[tuple[str, str]] = []
        answered(section, lambda command, _, came, answers=answers: answers.append((command, came)))  # type: ignore[misc]
        if not answers:
            continue
        left = iter(answers)

        def anew(found: re.Match[str], left: Iterator[tuple[str, str]] = left) -> str:
            if found[1] != "console":
                return found[0]
            parts = []
            for _ in re.findall(r"^\$ ", found[3], re.MULTILINE):
                command, came = next(left)
                shown = "\n".join(map(str.rstrip, settled(came).strip("\n").splitlines()))
                parts.append(f"$ {command}\n{shown}\n")
            return "```console\n" + "\n".join(parts).replace("\n\n$ echo", "\n$ echo") + "```"

        whole = whole.replace(section.text, _FENCE.sub(anew, section.text))
    page.write_text(whole, "utf-8")


if __name__ == "__main__":
    with TemporaryDirectory() as own:
        os.environ["XDG_CONFIG_HOME"] = own  # keys that are made lie there
        for name in sys.argv[1:]:
            _record(Path(name))
