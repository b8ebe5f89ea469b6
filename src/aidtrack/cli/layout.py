"""`aidtrack layout`: how sheets are read that come every month, kept in the store under a name."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aidtrack.cli.answer_options import force_option
from aidtrack.cli.asking import no_headings
from aidtrack.cli.command import command
from aidtrack.cli.complete import layouts as layout_names
from aidtrack.cli.files_written import require_free
from aidtrack.cli.group import Group, Listed
from aidtrack.cli.params import argument, option
from aidtrack.cli.placeholders import placeholder
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command, Parameter
from aidtrack.errors import Environment, Fault, Refused, Usage
from aidtrack.locale import t
from aidtrack.phrase import Said, phrase, why
from aidtrack.values.kinds import NAME
from aidtrack.values.report import Report
from aidtrack.values.text import safe, typed_wrong

if TYPE_CHECKING:
    from aidtrack.importing.matching.drafting.draft import Draft
    from aidtrack.importing.matching.options import Options
    from aidtrack.store.records.layouts import Layout


def group() -> Group:
    return Group(
        "layout",
        t("How sheets are read that come every month."),
        {
            "draft": Listed("Propose a layout for a sheet.", _draft),
            "add": Listed("Keep a layout file under a name.", _add),
            "list": Listed("List the layouts, with the columns by which each is known.", _list),
            "show": Listed("Write out what one says.", _show),
            "edit": Listed("Replace what one says.", _edit),
            "remove": Listed("Remove one.", _remove),
        },
    )


def _draft() -> Command:
    def draft(
        run: Run, file: str, as_: str | None, sheets: tuple[str, ...], header: str | None, output: str | None
    ) -> None:
        from aidtrack.files.in_place import put
        from aidtrack.importing.matching.layout_file import stated, typed_options

        typed = typed_options({"as_": as_, "sheets": sheets, "header": header})
        if output not in (None, "-"):
            require_free(run, [Path(str(output))], reads=[file])
        made = _drafts(run, file, stated(typed, {}))
        if output in (None, "-"):
            sys.stdout.write("\n".join(one.text() for one in made))
            return
        if len(made) > 1:
            said = t("{file} holds several tables, and a layout is of one: {names}.",
                     file=safe(file), names="、".join(one.called for one in made))  # fmt: skip
            raise Refused(said, t("Say which with --sheet NAME."))
        put(Path(str(output)), made[0].text().encode())

    params = [
        argument("file", t("The sheet: CSV, a workbook or JSON.")),
        option("--as", t("What the sheet holds, where that is not seen."), metavar="NOUN", parameter="as_"),
        option("--sheet", t("Only this sheet of a workbook (repeatable)."), metavar="NAME", parameter="sheets", many=True),
        option("--header", t("The lines where the header stands, as in 3 or 3-4."), metavar="LINES"),
        option("--output", t("Where it goes; stdout without it."), metavar="FILE", short="-o"),
        force_option(),
    ]  # fmt: skip
    return command("draft", t("Propose a layout for a sheet."), params, draft, answers=False)


def _drafts(run: Run, file: str, options: "Options") -> "list[Draft]":
    """With the names of the store, where there is one: a draft needs none."""
    from aidtrack.importing.matching.drafting.drafts import drafts
    from aidtrack.store.names.find import Names

    if run.target.path is not None and not run.target.path.exists():
        return drafts(file, options, None)
    with run.read() as connection:
        return drafts(file, options, Names(connection))


def _name() -> Parameter:
    return argument("name", t("The layout's name."), complete=layout_names)


def _add() -> Command:
    def add(run: Run, name: str, file: str) -> Report:
        from aidtrack.store.records import layout_changes, layouts

        try:
            called = str(NAME.parse(name))
        except Fault as fault:
            raise typed_wrong(placeholder("NAME"), name, fault) from None
        content = _checked(file)
        with run.write() as writer:
            before = layouts.known(writer, called)
            kept = layout_changes.add(writer, called, content, replaces=run.force)
        return (
            _unchanged(kept)
            if kept == before
            else _answer(kept, phrase("Kept the layout {name}", name=safe(kept.name)))
        )

    params = [argument("name", t("The layout's name.")), argument("file", t("The TOML file."))]
    return command("add", t("Keep a layout file under a name."), params, add, writes=True)


def _answer(kept: "Layout", said: Said) -> Report:
    from aidtrack.reports.confirmed import confirmed
    from aidtrack.reports.layouts import layouts

    return confirmed(layouts([kept]), said)


def _unchanged(kept: "Layout") -> Report:
    return _answer(kept, phrase("Nothing changed: the layout {name} says so already", name=safe(kept.name)))


def _checked(file: str) -> str:
    """What a layout file says, once it is one. Raises Environment, Usage."""
    from aidtrack.importing.matching.layout_file import options_in, text_of

    content = text_of(file)
    options_in(content, file)
    return content


def _list() -> Command:
    def list_(run: Run) -> Report:
        from aidtrack.reports.layouts import layouts
        from aidtrack.store.records.layouts import every

        with run.read() as connection:
            return layouts(every(connection))

    return command(
        "list", t("List the layouts, with the columns by which each is known."), [], list_, lists=no_headings
    )


def _show() -> Command:
    def show(run: Run, name: str, output: str | None) -> None:
        from aidtrack.files.in_place import put
        from aidtrack.store.records.layouts import find

        with run.read() as connection:
            content = find(connection, name).content
        if output in (None, "-"):
            sys.stdout.write(content)
            return
        require_free(run, [Path(str(output))])
        put(Path(str(output)), content.encode())

    params = [
        _name(),
        option("--output", t("Where it goes; stdout without it."), metavar="FILE", short="-o"),
        force_option(),
    ]
    return command("show", t("Write out what one says."), params, show, answers=False)


def _edit() -> Command:
    def edit(run: Run, name: str, file: str | None) -> Report:
        from aidtrack.store.records import layout_changes
        from aidtrack.store.records.layouts import find

        with run.read() as connection:
            before = find(connection, name)
        content = _edited(before) if file is None else _checked(file)
        if content == before.content:
            return _unchanged(before)
        with run.write() as writer:
            kept = layout_changes.edit(writer, name, content)
        return _answer(kept, phrase("Changed the layout {name}", name=safe(kept.name)))

    params = [_name(), argument("file", t("The TOML file; without it the editor opens."), required=False)]
    return command("edit", t("Replace what one says."), params, edit, writes=True)


def _edited(before: "Layout") -> str:
    """What the person made of it in the editor that $EDITOR names. Raises Usage, Environment, Refused."""
    editor = shlex.split(os.environ.get("EDITOR", ""))
    if not editor:
        raise Usage(t("No editor is set ($EDITOR)."), t("Give a file: aidtrack layout edit NAME FILE."))
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "layout.toml"
        draft.write_text(before.content, "utf-8")
        try:
            ended = subprocess.run([*editor, str(draft)], check=False)
        except OSError as error:
            raise Environment(t("The editor does not start ({reason}).", reason=why(error))) from error
        if ended.returncode:
            raise Refused(t("The editor ended with {code}; nothing was changed.", code=ended.returncode))
        return _checked(str(draft))


def _remove() -> Command:
    def remove(run: Run, name: str, yes: bool) -> Report:
        from aidtrack.store.records import layout_changes

        run.confirm(t("Remove the layout “{name}”?", name=safe(name)), yes=yes)
        with run.write() as writer:
            gone = layout_changes.remove(writer, name)
        return _answer(gone, phrase("Removed the layout {name}", name=safe(gone.name)))

    params = [_name(), option("--yes", t("Do not ask."), flag=True)]
    return command("remove", t("Remove one."), params, remove, writes=True)
