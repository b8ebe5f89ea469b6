"""Values that a statement holds as parameters."""

from collections.abc import Iterable


def among(values: Iterable[object]) -> tuple[str, dict[str, object]]:
    """What stands between the brackets of `IN (…)`, and the parameters that it names."""
    named = {f"among_{at}": value for at, value in enumerate(values)}
    return ", ".join(f":{name}" for name in named), named
