"""Which funds, projects and villages stand in an answer although none of its entries is of them: those that fit all its filters themselves.

A project fits by its own fields and its home village; a village by its own, and where projects are asked for, by one that is at home
there. What is asked for by its money alone – a fund's, a payee's – does not stand without it.
"""

from dataclasses import replace

from aidtrack.reports.belonging import HAVE_ENTRIES, held_by
from aidtrack.reports.dimension import DIMENSIONS, OF_FUND, OF_PROJECT, OF_VILLAGE
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.values.field import Noun

_BY = {"fund": OF_FUND, "project": (*OF_PROJECT, *OF_VILLAGE), "village": (*OF_PROJECT, *OF_VILLAGE)}


def standing_of(connection: Connection, noun: str, when: Period) -> set[int] | None:
    """The ids of those rows of `noun` (fund, project, village); None for all of them, where nothing is chosen."""
    choice = when.choice
    if not choice:
        return None
    if not choice.only(*_BY[noun]):
        return set()
    of_projects = noun == "village" and not choice.only(*OF_VILLAGE)
    table = "project" if of_projects else noun
    held = {table: f"{table}.id", "village": "village.id" if table == "village" else "project.village_id"}
    column = "village_id" if of_projects else "id"
    rows = connection.rows(f"SELECT {column} FROM {table} WHERE {' AND '.join(choice.where(**held))}", choice.params)
    return {id for (id,) in rows if id is not None}


def of_rows(declared: Noun, when: Period) -> Period | None:
    """The same time, of the rows of a noun that the filters leave: by what they refer to, else by their entries.

    None where they refer to nothing that a filter asks for: then nobody knows which of them fit.
    """
    choice = when.choice
    found = {one.of: held_by(declared, one) for one in (DIMENSIONS[word] for word, _ in choice.words)}
    held = {of: sql for of, sql in found.items() if sql is not None}
    if len(held) == len(found):
        return replace(when, choice=replace(choice, rows=tuple(choice.where(**held))))
    if declared.name not in HAVE_ENTRIES:
        return None
    entries = f"SELECT {HAVE_ENTRIES[declared.name].held()} FROM entry WHERE 1 = 1{choice.entries()}"
    return replace(when, choice=replace(choice, rows=(f"{declared.name}.id IN ({entries})",)))
