"""What a person, or a folder, has chosen once: an option stands before the environment, that before the folder's file, that before one's own.

One's own is `config.toml` in the folder where the system keeps such files (as platformdirs has it, which every start would have to load for
this alone). A folder's is `aidtrack.toml`, beside the store or in the current folder. A file that cannot be read, and what does not belong
in it, are passed over with a sentence: nothing that a folder holds decides which store is opened or which program is started.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from aidtrack.dataclass import dataclass
from aidtrack.errors import AidtrackError
from aidtrack.locale import languages
from aidtrack.phrase import Said, phrase
from aidtrack.values.text import safe

OWN, FOLDERS = ("db", "lang", "pager", "format", "in"), ("lang", "in")
IN_ENVIRONMENT = {"db": ("AIDTRACK_DB",), "lang": ("AIDTRACK_LANG",), "pager": ("AIDTRACK_PAGER", "PAGER")}
_FOLDERS_FILE, _OWN_FILE = "aidtrack.toml", "config.toml"
THRESHOLDS = "alerts"  # a table of the folder's file that is read by who asks for it: here what it sets is named


@dataclass(frozen=True, slots=True)
class Chosen:
    """A setting, and where it is from: option, environment, folder, user or default; `file` and variables as they are called."""

    value: str | None
    origin: str
    named: str = ""


@dataclass(slots=True)
class Preferences:
    """What the files of this run say, and what was passed over in them."""

    folder: dict[str, str] = field(default_factory=dict)
    user: dict[str, str] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    remarks: list[Said] = field(default_factory=list)

    def chosen(self, name: str) -> Chosen:
        if name in self.options:
            return Chosen(self.options[name], "option", f"--{name}")
        for variable in IN_ENVIRONMENT.get(name, ()):
            if variable in os.environ and (os.environ[variable] or name == "pager"):
                return Chosen(os.environ[variable], "environment", variable)
        for origin, said in (("folder", self.folder), ("user", self.user)):
            if name in said:
                return Chosen(said[name], origin, str(self.files[origin]))
        return Chosen(None, "default")


_current = Preferences()


def preferences() -> Preferences:
    """Those of this run."""
    return _current


def read_preferences(args: Sequence[str]) -> Preferences:
    """From here on those of this command line."""
    global _current
    _current = Preferences(options=dict(_options(args)))
    _read("user", own_file(os.environ), OWN)
    _read("folder", _folders_file(_current.chosen("db").value), FOLDERS)
    return _current


def own_file(environment: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """Where one's own settings are; None where the system says no folder."""
    home = environment.get("USERPROFILE" if platform == "win32" else "HOME")
    if platform == "win32":
        base = environment.get("LOCALAPPDATA") or (home and f"{home}/AppData/Local")
    elif platform == "darwin":
        base = home and f"{home}/Library/Application Support"
    else:
        base = environment.get("XDG_CONFIG_HOME") or (home and f"{home}/.config")
    return Path(base, "aidtrack", _OWN_FILE) if base else None


def _folders_file(db: str | None) -> Path:
    """Beside the store where one lies there, else in the current folder."""
    beside = Path(db).parent / _FOLDERS_FILE if db and "://" not in db else None
    return beside if beside is not None and _is_there(beside) else Path(_FOLDERS_FILE)


def _options(args: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The options of a command line that stand before its command, and what they say."""
    at = 0
    while at < len(args) and args[at].startswith("-"):
        name, given, value = args[at].partition("=")
        if name in ("--db", "--lang", "--office"):
            if not given and at + 1 < len(args):
                at += 1
                value = args[at]
            if name != "--office":
                yield name.removeprefix("--"), value
        at += 1


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _read(origin: str, path: Path | None, known: Sequence[str]) -> None:
    if path is None or not _is_there(path):
        return
    _current.files[origin] = path
    try:
        stated = _stated(path)
    except AidtrackError as error:
        _pass_over(path, error.args[0])
        return
    said = _current.folder if origin == "folder" else _current.user
    for name, value in stated.items():
        if name == THRESHOLDS and origin == "folder":
            said[name] = ", ".join(sorted(value)) if isinstance(value, dict) else ""
        elif name in OWN and name not in known:
            _pass_over(path, phrase("“{word}” is not taken from a folder's file, only from your own: {own}", word=name,
                                    own=safe(str(own_file(os.environ) or _OWN_FILE))))  # fmt: skip
        elif name not in known:
            _pass_over(path, phrase("There is no setting “{word}”.", word=safe(name)))
        elif not isinstance(value, str) or not _fits(name, value):
            _pass_over(path, phrase("“{word}” cannot be {value}.", word=name, value=safe(str(value))[:80]))
        else:
            said[name] = value


def _stated(path: Path) -> dict[str, object]:
    """Raises AidtrackError where it is no TOML or cannot be read."""
    import tomllib

    from aidtrack import small_file
    from aidtrack.errors import Usage

    try:
        return small_file.toml(small_file.content(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Usage(phrase("is no UTF-8 text.")) from None
    except tomllib.TOMLDecodeError:
        raise Usage(phrase("is not TOML.")) from None


def _fits(name: str, value: str) -> bool:
    if name == "lang":
        return value in languages()
    if name == "in":
        from aidtrack.values.money import unit_typed

        return unit_typed(value) is not None
    if name == "format":
        from aidtrack.render.formats import FORMATS

        return value in FORMATS
    return name == "pager" or bool(value.strip())


def _pass_over(path: Path, problem: Said) -> None:
    _current.remarks.append(phrase("{file}: {problem}", file=safe(str(path)), problem=problem))
