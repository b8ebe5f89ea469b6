"""Text: cleaned where it comes in, compared by a key, made safe where it is shown."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from aidtrack.codes import Code
from aidtrack.errors import Fault, Usage
from aidtrack.pattern import pattern
from aidtrack.phrase import Said, phrase

MAX_LENGTH = 4000
MAX_NAME = 200  # what stands in an index; PostgreSQL's hold 2,700 bytes
TO_FILL = "「…」"  # in a command that is printed, what is to be typed there
CUT = "…"  # what a text ends in of which the rest is not shown
_EDGES = " \t\r\n\u3000\u00a0\u200b\u200c\u200d\ufeff\u2060"
# Controls (a newline apart), format characters such as RLO, line separators, lone surrogates.
_UNSAFE = pattern(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001-\U000e007f]"
)
_EXCEL_TEXT = pattern(r'="((?:[^"]|"")*)"')
_DEFUSED = pattern(r"'(?=['=+\-@\t\r＝＋－＠0-9])")


class Numeric(str):
    """A workbook's number, spelled plainly, that is not a whole one of at most 15 digits: no code, number or name."""

    __slots__ = ()


class Broken(str):
    """A workbook's cell without a value to use: an error (#REF!) or a formula whose result was not saved."""

    __slots__ = ()


class Formatted(Numeric):
    """A workbook's number as its format shows it, every digit kept. It is `scaled` where a unit of money stands beside a part of it:
    15000 shown as 1.5万元."""

    held: str
    scaled: bool

    def __new__(cls, text: str, held: str, *, scaled: bool) -> "Formatted":
        made = super().__new__(cls, text)
        made.held, made.scaled = held, scaled
        return made


class Misleading(Broken):
    """A workbook's number that its format shows as another one; where it shows nothing of it, what it holds."""

    held: str

    def __new__(cls, text: str, held: str) -> "Misleading":
        made = super().__new__(cls, text)
        made.held = held
        return made

    @property
    def hides_zero(self) -> bool:
        """Whether it is a 0 of which nothing is shown, as where a whole sheet hides its zeros."""
        return self == self.held == "0"


def bare(text: str) -> str:
    """`text` without outer blanks, zero-width marks and Excel's text wrapper (`="007"`, `'007`)."""
    text = text.strip(_EDGES)
    if text[:1] in ("=", "'"):
        wrapped = _EXCEL_TEXT.fullmatch(text)
        text = wrapped[1].replace('""', '"') if wrapped else text[bool(_DEFUSED.match(text)) :]
    return text


def clean(text: str, most: int = MAX_LENGTH) -> str:
    """`text` as it is stored: `bare`. Raises Fault for control and format characters, for more than `most` characters, and where somebody
    left standing what a command asked to be written.
    """
    text = bare(text)
    text = text.replace("\r\n", "\n")
    if unsafe := _UNSAFE.search(text):
        raise Fault(
            phrase("holds an invisible control character ({code}).", code=f"U+{ord(unsafe[0]):04X}"),
            phrase("Type the text again without it."),
            code=Code.UNSAFE_TEXT,
        )
    if TO_FILL in text or (text and not text.strip(CUT)):
        raise Fault(
            phrase(
                "holds {mark}, which stands for what is to be written there.", mark=TO_FILL if TO_FILL in text else text
            ),
            phrase("Write that in its place."),
            code=Code.MALFORMED,
        )
    if len(text) > most:
        raise Fault(
            phrase("is {count} characters long; at most {most} fit.", count=len(text), most=most),
            phrase("Shorten it."),
            code=Code.UNSAFE_TEXT,
        )
    return text


def is_plain(texts: Sequence[str], most: int = MAX_LENGTH) -> bool:
    """Whether `clean` would return every one of `texts` unchanged; True only where a few looks at the whole column show it."""
    joined = "".join(texts)
    if not joined.isprintable():  # so that no blank but the plain one is in it
        return False
    if " " in joined and list(map(str.strip, texts)) != list(texts):
        return False
    if CUT in joined:
        return False
    if ("=" in joined or "'" in joined) and any(text.startswith(("=", "'")) for text in texts):
        return False
    return len(joined) <= most or max(map(len, texts)) <= most


def safe(text: str) -> str:
    """`text` as it may be shown: one line, nothing that moves the cursor, reorders or hides."""
    if text.isprintable():  # which none of these is; it takes a tenth of the time of a look for them
        return text
    text = text.replace("\r\n", "⏎").replace("\n", "⏎")
    return _UNSAFE.sub(
        lambda found: f"\\u{ord(found[0]):04x}" if ord(found[0]) > 0xFF else f"\\x{ord(found[0]):02x}", text
    )


def typed_wrong(label: Said, text: str, fault: Fault) -> Usage:
    """What is wrong with a text typed for the field or option `label`, as an error of the command line."""
    return Usage(wrong(label, text, fault), fault.typed)


def wrong(label: Said, text: str, fault: Fault) -> Said:
    """What is wrong with a text that stands for the field or option `label`, as a sentence; a blank is not quoted."""
    if not text:
        return phrase("{field} {problem}", field=label, problem=fault.problem)
    shown = text if len(text) <= 80 else text[:80] + "…"
    return phrase("{field} “{value}” {problem}", field=label, value=safe(shown), problem=fault.problem)


def escaped(json: str) -> str:
    """JSON text in which what does not print is written as an escape; its meaning stays."""
    if json.isprintable():
        return json
    return _UNSAFE.sub(lambda found: "".join(f"\\u{unit:04x}" for unit in _utf16(found[0])), json)


def _utf16(character: str) -> list[int]:
    data = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2)]


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

_MARKED = pattern(f"\n[{re.escape(''.join(_FORMULA))}']")


def defused(text: str) -> str:
    """Text that a spreadsheet would run as a formula, or whose own apostrophe `clean` would take off, gets an apostrophe (CWE-1236)."""
    return f"'{text}" if text.startswith(_FORMULA) else protected(text)


def are_plain_cells(texts: Sequence[str]) -> bool:
    """Whether each is sure to be shown and kept as it is, by `safe` and by `defused`: nearly all are, which is seen at one look."""
    return "".join(texts).isprintable() and _MARKED.search("\n" + "\n".join(texts)) is None


def protected(text: str) -> str:
    """Text whose own apostrophe `clean` would take off gets one more."""
    return f"'{text}" if text.startswith("'") and _DEFUSED.match(text) else text


_WORD = pattern("[^、︑﹑､,︐﹐，;\u037e︔﹔；]+")  # none of what NFKC makes 、 , or ; of


def apart(text: str) -> list[str]:
    """The words of a text in which several may stand, set apart by 、 or , or ;."""
    return [word for part in _WORD.findall(text) if (word := part.strip())]


def each_word(text: str, put: Callable[[str], str]) -> str:
    """The text with `put` in the place of each of its words."""
    return _WORD.sub(lambda found: put(found[0]), text)


@lru_cache(4096)  # of one row it is asked a dozen times
def key(text: str) -> str:
    """What two spellings of one name share: NFKC, case and blanks aside. Variants such as 羣/群 stay apart."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def keys(texts: Sequence[str]) -> list[str]:
    """The key of each text, worked out of all at once."""
    joined = key("\0".join(texts)).split("\0")  # no text holds it, no form composes over it
    return joined if len(joined) == len(texts) else [key(text) for text in texts]
