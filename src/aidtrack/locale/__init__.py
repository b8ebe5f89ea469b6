"""The language of this run: `t` says a message in it.

English stands in the code, where it is read; `zh.py` holds the Chinese, `en.py` the singulars. A test keeps them complete.
"""

import errno
from collections.abc import Mapping

LANGUAGES = ("zh", "en")

_language = "zh"


def use(language: str) -> None:
    """Speak `language` ("zh" or "en") from here on."""
    global _language
    _language = language


def language() -> str:
    return _language


def detect(environment: Mapping[str, str]) -> str:
    """The language of an environment: $AIDTRACK_LANG, else the locale's; Chinese where neither says."""
    for name in ("AIDTRACK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "").lower()
        if value.startswith("zh"):
            return "zh"
        if value.startswith("en"):
            return "en"
        if value and name != "AIDTRACK_LANG" and value.split(".")[0] not in ("c", "posix"):
            return "en"
    return "zh"


def t(text: str, **params: object) -> str:
    """`text` in the language of this run, its {names} filled in."""
    if _language == "zh":
        from aidtrack.locale.zh import MESSAGES

        text = MESSAGES.get(text, text)
    elif params.get("count") == 1:
        from aidtrack.locale.en import ONE

        text = ONE.get(text, text)
    return text.format(**params) if params else text


def why(error: OSError) -> str:
    """Why the system refuses: the usual reasons in the language of this run, others in its own words."""
    usual = {
        errno.ENOENT: t("no such file or folder"),
        errno.EACCES: t("no permission"),
        errno.EPERM: t("no permission"),
        errno.EROFS: t("read-only"),
        errno.EISDIR: t("it is a folder"),
        errno.ENOTDIR: t("part of the path is no folder"),
        errno.ENOSPC: t("the disk is full"),
    }
    return usual.get(error.errno or 0) or error.strerror or str(error)
