"""Personal data: a household's name is masked wherever it is shown, unless this run was asked, and logged, to show it."""

_revealed = False


def reveal(shown: bool) -> None:
    """Whether names are shown from here on."""
    global _revealed
    _revealed = shown


def mask(name: str) -> str:
    """`张三丰` → `张**`: the first character, whatever the length."""
    return f"{name[:1]}**" if name else name


def shown(name: str | None) -> str | None:
    """A name as this run may show it; a blank stays one."""
    return name if name is None or _revealed else mask(name)


def is_masked(name: str) -> bool:
    """Whether this is what `mask` makes, and so no name to store."""
    return name[1:] == "**"
