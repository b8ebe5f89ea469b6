"""Every command that a message prints for going on can be typed as it stands: its words in capitals are what the person knows."""

import re

from aidtrack.locale.en import ONE
from aidtrack.locale.zh import MESSAGES
from cli.printed import fault, printed

_FILLED = {"noun": "village", "kind": "spending", "verb": "reverse", "cell": "--fund 甲 --village 乙"}


def test_of_every_message_in_both_languages() -> None:
    said = {text for english, chinese in MESSAGES.items() for text in (english, chinese, ONE.get(english, english))}
    found = [
        words for text in said for words in printed(re.sub(r"{(\w+)}", lambda name: _FILLED.get(name[1], "1"), text))
    ]
    assert len(found) > 100
    assert {" ".join(words): wrong for words in found if (wrong := fault(*words)) is not None} == {}


def test_what_does_not_parse_is_told() -> None:
    for text, count in (
        ("So: aidtrack project edit.", 1), ("请用:aidtrack fund carry 甲。", 1), ("aidtrack village merge 1 2 --why X", 1), ("aidtrack check names it.", 0),
        ("aidtrack --db '/a b.db' db close 2018。", 0), ("No “aidtrack village 村” here.", 0), ("an aidtrack store", 0),
    ):  # fmt: skip
        assert len([words for words in printed(text) if fault(*words)]) == count, text
