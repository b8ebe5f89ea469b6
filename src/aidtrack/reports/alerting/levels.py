"""How much an alert weighs, in words."""

from typing import Literal

Level = Literal["serious", "warning", "hint"]
LEVELS: dict[str, str] = {"serious": "严重", "warning": "警告", "hint": "提示"}  # most severe first
ASKED_AS = {"hint": "note"}  # how --level has the word of an answer
