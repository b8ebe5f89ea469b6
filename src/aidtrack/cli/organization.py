"""The verb of its own that an organization has: an `edit` that says what becomes of the fields that name it as text."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aidtrack.cli.group import Listed
from aidtrack.cli.nouns import Along, edit_command
from aidtrack.cli.params import option
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Usage
from aidtrack.locale import command, t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import listed, phrase
from aidtrack.values.field import Noun
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from aidtrack.store.engine.transaction import Writer
    from aidtrack.store.names.words import OpenWords


def verbs() -> dict[str, Listed]:
    return {"edit": Listed("Change fields of one.", _edit)}


def _edit() -> Command:
    help = t("With --name: the fields that name it as text (implementer, provider, parties …) say the new name too.")
    return edit_command(NOUNS["organization"], _renamed, [option("--with-texts", help, flag=True)])


def _renamed(
    writer: "Writer", id: int, noun: Noun, changes: Mapping[str, object], words: "OpenWords", *, with_texts: bool
) -> Along | None:
    from aidtrack.store.records import mentions
    from aidtrack.store.records.rows import name_of

    if with_texts and "name" not in changes:
        raise Usage(t("“{option}” goes with a name.", option="--with-texts"), t("Give it with --name."))
    done = mentions.rename(writer, noun.name, id, changes, words=words, with_texts=with_texts)
    if done is None:
        return None
    where = listed(phrase("{noun} {count}", noun=NOUNS[one].label, count=count) for one, count in done.rows.items())
    if done.batch_id is not None:
        return phrase("Rows that name it as text say the new name now: {where}.", where=where), done.batch_id
    if not done.known:
        return phrase(
            "Rows that name it as text keep the name it had, which means nothing any more: {where}.", where=where
        ), None
    name = name_of(writer, noun.name, id)
    again = safe(command(noun.name, "edit", str(id), "--name", name, "--with-texts"))
    return phrase(
        "Rows that name it as text keep the name it had: {where}. To have them say the new one: {again}.",
        where=where,
        again=again,
    ), None
