"""The field by which an entry and what surrounds a project name it."""

from aidtrack.values import kinds
from aidtrack.values.field import Field
from aidtrack.values.words import NAMES_A_PROJECT


def project_field(*also: str, required: bool = False, since: int = 1) -> Field:
    """`also` are headers that mean the project in a sheet of this kind alone."""
    headers = ("项目名称", *also, *NAMES_A_PROJECT)
    return Field(
        "project", "项目", kinds.NAME, also=headers, refers="project", required=required, filters=True, since=since
    )
