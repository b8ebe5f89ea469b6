"""The options by which a store is told whose it is."""

from collections.abc import Sequence

from aidtrack.cli.params import TextOption, option
from aidtrack.cli.settings import value_typed
from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.values.office import number_of


def office_options() -> Sequence[TextOption]:
    return [
        option(
            "--office", t("The code of the office that keeps the store, such as its division code."), metavar="CODE"
        ),
        option("--name", t("What that office is called."), metavar="NAME"),
        option("--number", t("Its number where its code is none by itself: 1 to 6 digits."), metavar="N"),
    ]


def office_typed(office: str | None, name: str | None, number: str | None) -> dict[str, str]:
    """The settings that these options make. Raises Usage."""
    given = {"number": ("--number", number), "office": ("--office", office), "office_name": ("--name", name)}
    said = {one: value_typed(option, one, text) for one, (option, text) in given.items() if text is not None}
    own = number_of(said.get("office", ""))
    if own is not None and said.get("number", own) != own:
        raise Usage(t("The code {office} is a number by itself.", office=own), t("Leave out --number."))
    return said
