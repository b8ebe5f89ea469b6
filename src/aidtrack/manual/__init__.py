"""The manual that `aidtrack help` shows: a file a topic, in each language. A new topic is its files and one word here."""

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Word

# In the order in which they are listed and read.
TOPICS: tuple[Word, ...] = (
    Word("start", "开始"),
    Word("sheets", "表格"),
    Word("money", "规则"),
    Word("correct", "更正"),
    Word("loans", "借款"),
    Word("carry", "结转"),
    Word("notices", "公示"),
    Word("alerts", "预警"),
    Word("documents", "文件"),
    Word("server", "服务器"),
    Word("exchange", "交换"),
    Word("offices", "各单位"),
    Word("scripts", "脚本"),
    Word("errors", "出错"),
    Word("leader", "领导"),
    Word("commands", "命令"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """A topic in one language: what it is called, what it is about in a line, and the rest of it, in Markdown."""

    title: str
    about: str
    text: str


def page(topic: Word, language: str) -> Page:
    from importlib.resources import files

    whole = (files(__name__) / language / f"{topic.english}.md").read_text("utf-8")
    title, about, text = whole.split("\n\n", 2)
    return Page(title.removeprefix("# "), about, text)


def topic(word: str) -> Word | None:
    """The topic of that word, in either language."""
    return next((one for one in TOPICS if word.casefold() in one.spellings), None)
