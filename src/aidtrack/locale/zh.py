"""Chinese."""

MESSAGES: dict[str, str] = {}
