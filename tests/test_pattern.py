"""A pattern does what the compiled one does, at the first time of asking and at the next."""

import re

import pytest

from aidtrack.pattern import pattern


@pytest.mark.parametrize("text", ["", "12月", "月12", "x\n3"])
def test_as_the_library(text: str) -> None:
    ours, library = pattern(r"([0-9]+)(月?)$", re.MULTILINE), re.compile(r"([0-9]+)(月?)$", re.MULTILINE)
    for _ in range(2):
        found, same = ours.search(text), library.search(text)
        assert (found and found.groups()) == (same and same.groups())
        assert ours.subn("<", text) == library.subn("<", text)
    assert (ours.pattern, ours.flags, ours.groups) == (library.pattern, library.flags, library.groups)
