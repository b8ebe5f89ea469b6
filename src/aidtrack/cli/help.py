"""`aidtrack help [TOPIC|COMMAND …]`: the manual, topic by topic; and the help of a command."""

from collections.abc import Sequence
from shutil import get_terminal_size

from aidtrack import manual
from aidtrack.cli.command import command
from aidtrack.cli.complete import words as complete_words
from aidtrack.cli.paging import say_help
from aidtrack.cli.params import argument
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command, Context, get_current_context
from aidtrack.codes import Code
from aidtrack.errors import Usage
from aidtrack.locale import command as command_line
from aidtrack.locale import language, spoken, t
from aidtrack.phrase import Word, phrase
from aidtrack.values.nearness import near_sentence
from aidtrack.values.report import Report, Row, Table, column
from aidtrack.values.text import safe

WIDEST = 100  # longer lines are hard to read
_MOST_PAGES = 3  # that are named for a word


def help_command() -> Command:
    def show(run: Run, words: tuple[str, ...]) -> Report:
        if not words:
            return _contents()
        topic = manual.topic(words[0]) if len(words) == 1 else None
        return _page(topic) if topic is not None else _of_command(words)

    params = [
        argument(
            "words",
            t("A topic of the manual, or the words of a command; without any, the topics."),
            required=False,
            many=True,
            complete=complete_words(lambda: manual.TOPICS),
        )
    ]
    return command("help", t("The manual: start here. Also: the help of a command."), params, show)


def _contents() -> Report:
    pages = [(topic, manual.page(topic, language())) for topic in manual.TOPICS]
    rows: list[Row] = [{"topic": topic.english, "word": topic.chinese, "what": page.about} for topic, page in pages]
    columns = [column("topic", "主题"), column("word", "中文"), column("what", "内容", "sentence")]
    notes = [t("One of them: aidtrack help start. A command: aidtrack help spending add.")]
    return Report("help", phrase("The manual"), [Table("topics", phrase("Topics"), columns, rows)], notes=notes)


def _page(topic: Word) -> Report:
    from aidtrack.manual.plain import plain

    page = manual.page(topic, language())
    head, *sections = f"\n{page.text}".split("\n## ")
    parts = [("", head), *(section.split("\n", 1) for section in sections)]
    rows: list[Row] = [{"section": title, "text": text.strip()} for title, text in parts if text.strip()]
    width = min(get_terminal_size().columns, WIDEST)
    more = _codes() if topic.english == "sheets" else []
    about = [] if more else [page.about, ""]  # one of several tables is shown with its title
    table = Table(
        "manual",
        page.about,
        [column("section", "小节", "sentence"), column("text", "正文", "sentence")],
        rows,
        lines=[*about, *plain(page.text, width)],
    )
    return Report("help", f"{page.title} ({topic.english})", [table, *more])


def _codes() -> list[Table]:
    """What an import's answer says in stable words."""
    from aidtrack.importing.rows.skipped import Skip

    codes: list[Row] = [{"code": str(code), "means": code.means} for code in Code]
    reasons: list[Row] = [{"reason": str(skip), "means": skip.means} for skip in Skip]
    return [
        Table(
            "codes", phrase("What a problem is"), [column("code", "代码"), column("means", "含义", "sentence")], codes
        ),
        Table(
            "skipped",
            phrase("Why a row makes nothing"),
            [column("reason", "原因"), column("means", "含义", "sentence")],
            reasons,
        ),
    ]


def _of_command(words: Sequence[str]) -> Report:
    """Prints what `--help` of that command prints, and ends. Raises Usage where there is none."""
    ctx = get_current_context().find_root()
    asked, made = ctx, ctx.command
    for at, word in enumerate(words):
        found = made.get_command(asked, word) if hasattr(made, "get_command") else None
        if found is None:
            raise _unknown(words[: at + 1], made, topics=at == 0)
        asked, made = Context(found, info_name=word, parent=asked), found
    say_help(made.get_help(asked))
    ctx.exit()
    raise AssertionError  # it has ended


def _unknown(words: Sequence[str], within: Command, *, topics: bool) -> Usage:
    known = [*getattr(within, "entries", ()), *(_topic_words() if topics else ())]
    near = near_sentence(words[-1], known)
    sentence = t("There is neither a topic nor a command “{words}”.", words=safe(" ".join(words)))
    return Usage(
        sentence,
        near
        or (_pages_with(words[-1]) if topics else "")
        or t("The topics: {choices}.", choices=" ".join(spoken(one) for one in manual.TOPICS)),
    )


def _pages_with(word: str) -> str:
    """The topics that write of a word, those first that have it in a heading, then those that have it most; the list of commands last."""
    found: dict[Word, tuple[int, int]] = {}
    word = word.casefold()
    for topic in manual.TOPICS:
        page = manual.page(topic, language())
        lines = f"{page.about}\n{page.text}".casefold().splitlines()
        heads = [lines[0], *(line for line in lines if line.startswith("#"))]
        if count := sum(line.count(word) for line in lines):
            found[topic] = (sum(word in head for head in heads), 0 if topic is manual.TOPICS[-1] else count)
    first = sorted(found, key=lambda topic: found[topic], reverse=True)[:_MOST_PAGES]
    if not first:
        return ""
    named = " · ".join(f"{spoken(topic)} {manual.page(topic, language()).about}" for topic in first)
    return t(
        "It is written of in: {topics} Read one: {command}.",
        topics=named,
        command=f"{command_line('help')} {spoken(first[0])}",
    )


def _topic_words() -> list[str]:
    return [word for topic in manual.TOPICS for word in topic.spellings]
