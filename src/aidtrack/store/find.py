"""Finding the village, fund, project or organization that a person means. Never a guess: several hits are listed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.village import PLACE
from aidtrack.store.reading import Connection
from aidtrack.values.text import key, nearest_sentence, safe


class NotFound(Refused):
    """No such thing, or several."""


@dataclass(frozen=True, slots=True)
class Village:
    """What identifies a village: its ancestors from province to township as far as known, name, aliases, code."""

    id: int
    name: str
    alias: str | None
    code: str | None
    place: tuple[str | None, ...]

    @property
    def path(self) -> str:
        """`定西市/陇西县/牙河村`: the shortest words that tell it from another."""
        known = [part for part in self.place[1:] if part]
        return "/".join([*known, self.name])


@dataclass(frozen=True, slots=True)
class Project:
    id: int
    name: str
    code: str | None
    village_id: int | None


@dataclass
class Names:
    """The names in a store, read once and looked up by their NFKC key; `add` makes known what came since.

    `without` leaves one row out: (noun, id) of the row that is being changed.
    """

    connection: Connection
    without: tuple[str, int] | None = None

    def _named(self, noun: str, columns: str) -> list[tuple[Any, ...]]:
        rows = self.connection.rows(f"SELECT id, {columns} FROM {noun} ORDER BY id")
        return [row for row in rows if self.without != (noun, row[0])]

    @cached_property
    def villages(self) -> dict[int, Village]:
        rows = self._named("village", "name, alias, code, province, prefecture, county, township")
        return {row[0]: Village(row[0], row[1], row[2], row[3], tuple(row[4:])) for row in rows}

    @cached_property
    def village_keys(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for village in self.villages.values():
            for spelling in _spellings(village.name, village.alias):
                found.setdefault(spelling, []).append(village.id)
        return found

    @cached_property
    def village_codes(self) -> dict[str, int]:
        return {village.code: village.id for village in self.villages.values() if village.code}

    @cached_property
    def funds(self) -> dict[int, str]:
        return dict(self._named("fund", "name"))

    @cached_property
    def fund_keys(self) -> dict[str, int]:
        return {key(name): id for id, name in self.funds.items()}

    @cached_property
    def organizations(self) -> dict[int, tuple[str, str | None]]:
        return {row[0]: (row[1], row[2]) for row in self._named("organization", "name, alias")}

    @cached_property
    def projects(self) -> dict[int, Project]:
        return {row[0]: Project(*row) for row in self._named("project", "name, code, village_id")}

    @cached_property
    def project_keys(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for project in self.projects.values():
            found.setdefault(key(project.name), []).append(project.id)
        return found

    @cached_property
    def project_codes(self) -> dict[str, int]:
        return {key(project.code): project.id for project in self.projects.values() if project.code}

    def add(self, noun: str, id: int, values: Mapping[str, object]) -> None:
        """Make known what an import has just added."""

        def text(name: str) -> str | None:
            value = values.get(name)
            return str(value) if value is not None else None

        name = str(values["name"])
        if noun == "village":
            village = Village(id, name, text("alias"), text("code"), tuple(text(part) for part in PLACE))
            keys, codes = self.village_keys, self.village_codes
            self.villages[id] = village
            for spelling in _spellings(name, village.alias):
                _note(keys, spelling, id)
            if village.code:
                codes[village.code] = id
        elif noun == "fund":
            keys_of_funds = self.fund_keys
            self.funds[id] = name
            keys_of_funds[key(name)] = id
        elif noun == "project":
            home = values.get("village_id")
            project = Project(id, name, text("code"), int(str(home)) if home is not None else None)
            by_name, by_code = self.project_keys, self.project_codes
            self.projects[id] = project
            _note(by_name, key(name), id)
            if project.code:
                by_code[key(project.code)] = id
        else:
            self.organizations[id] = (name, text("alias"))

    def forget(self, noun: str) -> None:
        """Read a noun's names anew when they are next asked for: a name, a place or a code was changed."""
        for kept in {"village": ("villages", "village_keys", "village_codes"), "fund": ("funds", "fund_keys"),
                     "project": ("projects", "project_keys", "project_codes")}.get(noun, ("organizations",)):  # fmt: skip
            self.__dict__.pop(kept, None)

    def find(self, noun: str, text: str) -> int:
        """The id of the `noun` that `text` names. Raises NotFound."""
        finders: dict[str, Callable[[str], int]] = {
            "village": self.village,
            "fund": self.fund,
            "project": self.project,
            "organization": self.organization,
            "entry": self.entry,
        }
        return finders[noun](text)

    def village(self, text: str, place: Mapping[str, str] | None = None) -> int:
        """By code, by `county/name` with any run of ancestors, by name or alias, by the name without its 村, by id.

        `place` narrows the choice by ancestors given beside (a sheet's 县区 column).
        """
        hits = self._villages(text, place or {})
        if len(hits) == 1:
            return hits[0]
        if hits:
            choices = [self.village_choice(id) for id in hits]
            raise self._ambiguous("village", text, choices)
        if place and (known := self.village_keys.get(key(text))):
            where = "、".join(place.values())
            choices = [self.villages[id].path for id in known]
            raise NotFound(
                t("There is no village “{name}” in {place}.", name=safe(text), place=safe(where)),
                t("Known: {choices}.", choices=_listed(choices)),
            )
        raise self._unknown("village", text, [village.name for village in self.villages.values()])

    def _villages(self, text: str, place: Mapping[str, str]) -> list[int]:
        """The ids of all that `text` may mean."""
        if (by_code := self.village_codes.get(text)) is not None:
            return [by_code]
        *ancestors, name = [part for part in text.split("/") if part.strip()] or [text]
        hits = self.village_keys.get(key(name), [])
        if not hits and not name.endswith("村"):
            hits = self.village_keys.get(key(name) + "村", [])
        hits = [id for id in hits if _within(self.villages[id].place, ancestors)]
        for level, value in place.items():
            hits = [id for id in hits if key(self.villages[id].place[PLACE.index(level)] or "") == key(value)]
        if not hits and not ancestors and not place and _is_id(text) and int(text) in self.villages:
            return [int(text)]
        return hits

    def village_choice(self, id: int) -> str:
        """The words that name this village and no other: its path, else its code, else its id."""
        village = self.villages[id]
        words = (village.path, village.code)
        return next((word for word in words if word and self._villages(word, {}) == [id]), str(id))

    def fund(self, text: str) -> int:
        if (found := self.fund_keys.get(key(text))) is not None:
            return found
        if _is_id(text) and int(text) in self.funds:
            return int(text)
        raise self._unknown("fund", text, self.funds.values())

    def organization(self, text: str) -> int:
        wanted = key(text)
        for id, (name, alias) in self.organizations.items():
            if wanted in _spellings(name, alias):
                return id
        if _is_id(text) and int(text) in self.organizations:
            return int(text)
        raise self._unknown("organization", text, [name for name, _ in self.organizations.values()])

    def project(self, text: str, village_id: int | None = None) -> int:
        """By code, by `village/name`, by name; `village_id` (a sheet's 村 column) narrows a name that several have."""
        if (by_code := self.project_codes.get(key(text))) is not None:
            return by_code
        home, _, name = text.rpartition("/")
        hits = self.project_keys.get(key(name), [])
        if home:
            try:
                village_id = self.village(home)
            except NotFound:
                hits = []
            hits = [id for id in hits if self.projects[id].village_id == village_id]
        elif village_id is not None and len(hits) > 1:
            hits = [id for id in hits if self.projects[id].village_id == village_id] or hits
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise self._ambiguous("project", text, [self.project_path(id) for id in hits])
        if _is_id(text) and int(text) in self.projects:
            return int(text)
        raise self._unknown("project", text, [project.name for project in self.projects.values()])

    def project_path(self, id: int) -> str:
        """`牙河村/道路硬化`, or the name alone where it has no home village."""
        project = self.projects[id]
        same = self.project_keys[key(project.name)]
        if [self.projects[other].village_id for other in same].count(project.village_id) > 1:
            return project.code or str(id)
        if project.village_id is None:
            return project.name if len(same) == 1 else (project.code or str(id))
        home = self.villages[project.village_id]
        same_name = self.village_keys[key(home.name)]
        return f"{home.name if len(same_name) == 1 else self.village_choice(home.id)}/{project.name}"

    def entry(self, text: str) -> int:
        """An entry by its 流水号 in use, else by its id."""
        found = self.connection.value("SELECT entry_id FROM entry_ref WHERE ref = :ref", {"ref": text})
        if found is None and _is_id(text):
            found = self.connection.value("SELECT id FROM entry WHERE id = :id", {"id": int(text)})
        if found is None:
            raise NotFound(t("There is no entry “{name}”.", name=safe(text)), t("Look it up: aidtrack spending list."))
        return int(found)

    def _unknown(self, noun: str, text: str, known: Iterable[str]) -> NotFound:
        hint = nearest_sentence(text, known)
        return NotFound(
            t("There is no {noun} “{name}”.", noun=NOUNS[noun].label, name=safe(text)),
            hint or t("List them: aidtrack {noun} list.", noun=noun),
        )

    def _ambiguous(self, noun: str, text: str, choices: list[str]) -> NotFound:
        return NotFound(
            t(
                "“{name}” names {count}: {choices}.",
                name=safe(text),
                count=len(choices),
                choices=_listed([*map(_told, choices)]),
            ),
            t("Say which, as in {choice}.", choice=safe(choices[0])),
        )


def _note(ids: dict[str, list[int]], spelling: str, id: int) -> None:
    """Note an id under a spelling once: an import may take over a row that is known already."""
    found = ids.setdefault(spelling, [])
    if id not in found:
        found.append(id)


def _spellings(name: str, alias: str | None) -> set[str]:
    return {key(spelling) for spelling in (name, *(alias or "").split("、")) if spelling}


def _within(place: tuple[str | None, ...], ancestors: list[str]) -> bool:
    """Whether `ancestors` are, in their order, among the village's own."""
    levels = iter([key(level) for level in place if level])
    return all(key(ancestor) in levels for ancestor in ancestors)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 12


def _told(choice: str) -> str:
    """A choice that is a bare id says so."""
    return f"id {choice}" if _is_id(choice) else choice


def _listed(choices: list[str]) -> str:
    shown = "、".join(safe(choice) for choice in choices[:10])
    return shown if len(choices) <= 10 else t("{shown} and {more} more", shown=shown, more=len(choices) - 10)
