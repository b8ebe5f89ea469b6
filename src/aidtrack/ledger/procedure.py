"""G8: what a project must have passed before money of a kind may go to it, where the store asks for it; as SQL for both engines."""

STEPS_ASKED = "EXISTS (SELECT 1 FROM setting g WHERE g.name = 'require_steps' AND g.value = 'on')"
# What a project must have passed before money of a kind may go to it (G8).
STEPS_BEFORE = {
    "allocation": ("proposal", "confirm1", "confirm2", "confirm3", "confirm4", "confirm5", "confirm6"),
    "spending": ("acceptance",),
}


def steps_missing(kind: str, project: str, day: str = "") -> str:
    """The SQL condition that a project has not passed what money of `kind` waits for; with `day`, not by that day."""
    needed = STEPS_BEFORE[kind]
    names = ", ".join(f"'{name}'" for name in needed)
    until = f" AND coalesce(t.date, '') <= {day}" if day else ""
    return (
        f"(SELECT count(DISTINCT t.name) FROM step t WHERE t.project_id = {project} AND t.name IN ({names})"
        f" AND coalesce(t.result, 'passed') = 'passed'{until}) < {len(needed)}"
    )
