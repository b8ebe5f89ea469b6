"""What each command takes on a server: one declaration, by all its words or by its verb."""

import re

from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.pattern import pattern
from aidtrack.store.engine.rights import AUDITOR, CLERK, OFFICER, OWNER, READER, WORDS, may

ANYBODY = None  # it opens no store
_OPTIONS = r"(?:--[a-z]+ (?:'[^']*'|\S+) )*"  # what found the store
_TOLD = pattern(rf"\baidtrack {_OPTIONS}([a-z]+)(?: ([a-z]+))?")  # a command in a sentence
_OF_NOUNS = {"forget": OWNER, "list": READER, "show": READER, "fetch": READER, **dict.fromkeys(
    ("add", "edit", "remove", "merge", "carry", "transfer", "advance", "attach"), OFFICER)}  # fmt: skip
_OF_ENTRIES = {"list": READER, "show": READER, "add": CLERK, "reverse": CLERK, "correct": OFFICER}
_BY_NAME: dict[str, str | None] = {
    "init": OWNER,
    "help": ANYBODY,
    "config": ANYBODY,
    "completion": ANYBODY,
    "reallocate": OFFICER,
    "import": CLERK,  # of nouns, layouts, corrections, and what moves or carries on: OFFICER
    "layout draft": READER,
    "layout list": READER,
    "layout show": READER,
    "layout add": OFFICER,
    "layout edit": OFFICER,
    "layout remove": OFFICER,
    "batch list": READER,
    "batch show": READER,
    "batch undo": CLERK,  # of entries alone that he imported himself the same day; else OFFICER
    "batch run": CLERK,  # of each line what it takes by itself
    "export": READER,
    "template": ANYBODY,
    "report": READER,
    "notice": READER,  # to record one: OFFICER
    "find": READER,
    "check": AUDITOR,
    "log": AUDITOR,
    "handover": AUDITOR,
    "key": READER,
    "db info": READER,
    "db setting": READER,  # to change one: OFFICER, of what rules rest on: OWNER
    "db backup": AUDITOR,
    "db restore": OWNER,
    "db upgrade": OWNER,
    "db close": OWNER,
    "db reopen": OWNER,
    "db grant": OWNER,
    "db revoke": OWNER,
    "db adopt": OWNER,
    "receive": OWNER,
    "collection": OWNER,
    "collection former": AUDITOR,
}
# What these write takes more than what they read.
TO_WRITE = {"notice": OFFICER, "db setting": OFFICER}
TO_SHOW_NAMES = AUDITOR
# Of a collection these answer for the offices that are asked for; a pattern of what stands behind our name in a message.
OF_OFFICES = (
    rf"(?:report(?! office)|find|log|export|notice)\b"
    rf"|(?:{'|'.join((*NOUNS, *KINDS))}|batch|{{noun}}|{{kind}}) (?:list|show)\b|document fetch\b"
)
# All that is written into a collection: what offices record comes with what they hand over.
_OF_COLLECTION = {"db setting", "db grant", "db revoke", "receive", "collection confirm", "collection place"}
# What an office records in its own store alone, as `OF_OFFICES`.
_AN_OFFICES = (
    rf"(?:{'|'.join((*NOUNS, *KINDS))}|{{noun}}|{{kind}}) (?!list\b|show\b|fetch\b)(?:[a-z]|{{)"
    r"|(?:reallocate|import|handover|layout (?:add|edit|remove)|batch (?:undo|run)|db (?:close|reopen|adopt))\b"
)


def of_an_office(*, settings: bool) -> str:
    """The pattern of the commands that a collection refuses, for its offices record; with those of `settings` where it is asked of one."""
    return rf"{_AN_OFFICES}|db setting\b" if settings else _AN_OFFICES


# These read files, or ask, before they open the store, or open it their own way.
_ASKED_FIRST = {
    "db backup",
    "init",
    "collection place",
    "import",
    "batch run",
    "batch undo",
    "db restore",
    "db upgrade",
}


def right_of(name: str) -> str | None:
    """What a command takes to be run; KeyError for one of which nobody said it."""
    group, _, verb = name.partition(" ")
    if group in NOUNS:
        return _OF_NOUNS[verb]
    if group in KINDS:
        return _OF_ENTRIES[verb]
    return _BY_NAME[name] if name in _BY_NAME else _BY_NAME[group]


def right_to_write(name: str) -> str | None:
    return TO_WRITE.get(name) or TO_WRITE.get(name.partition(" ")[0]) or right_of(name)


def is_of_collection(name: str) -> bool:
    """Whether a command writes into a collection too; every other one is refused there."""
    return name in _OF_COLLECTION


def is_asked_first(name: str) -> bool:
    return name in _ASKED_FIRST


def at_home(sentence: str, *, settings: bool) -> str | None:
    """A sentence that tells to run what is an office's, as the office types it; None where it tells nothing of the kind. Its `settings`
    are where one office is asked of.
    """
    home, count = re.subn(rf"\baidtrack {_OPTIONS}(?={of_an_office(settings=settings)})", "aidtrack ", sentence)
    return home if count else None


def beyond(sentence: str, word: str) -> str | None:
    """What the commands take that a sentence tells to run, where that is more than `word`; None where it is not.

    How a right is given says itself who gives it.
    """
    needed = [right for found in _TOLD.finditer(sentence) if (right := _told(*found.groups())) is not None]
    most = max(needed, key=WORDS.index, default=None)
    return None if most is None or may(word, most) else most


def _told(group: str, verb: str | None) -> str | None:
    name = group if verb is None else f"{group} {verb}"
    try:
        return None if name == "db grant" else right_to_write(name)
    except KeyError:  # no command of ours
        return None
