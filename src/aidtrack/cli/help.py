"""`aidtrack help [TOPIC]`: what holds for several commands, topic by topic."""

from collections.abc import Callable, Mapping

from aidtrack.cli.command import command
from aidtrack.cli.params import argument
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.codes import Code
from aidtrack.locale import t
from aidtrack.phrase import Said, phrase
from aidtrack.values.choices import one_of
from aidtrack.values.report import Column, Report, Row, Table, column
from aidtrack.values.text import safe


def help_command() -> Command:
    def show(run: Run, topic: str | None) -> Report:
        if topic is None:
            return _topics()
        _, tables = TOPICS[one_of(topic, [*TOPICS], t("There is no topic “{word}”.", word=safe(topic)))]
        return Report("help", phrase("Help: {topic}", topic=topic), tables())

    params = [argument("topic", t("One of: {choices}.", choices=", ".join(TOPICS)), required=False)]
    return command("help", t("What holds for several commands."), params, show)


def _topics() -> Report:
    rows: list[Row] = [{"topic": topic, "what": about} for topic, (about, _) in TOPICS.items()]
    columns = [column("topic", "主题"), _sentence("what", "内容")]
    return Report("help", phrase("Help"), [Table("topics", phrase("Topics"), columns, rows)])


def _sentence(name: str, chinese: str) -> Column:
    return column(name, chinese, "sentence")


def _sheets() -> list[Table]:
    """What an import's answer says in stable words."""
    from aidtrack.importing.rows.skipped import Skip

    codes: list[Row] = [{"code": str(code), "means": code.means} for code in Code]
    reasons: list[Row] = [{"reason": str(skip), "means": skip.means} for skip in Skip]
    return [
        Table("codes", phrase("What a problem is"), [column("code", "代码"), _sentence("means", "含义")], codes),
        Table(
            "skipped",
            phrase("Why a row makes nothing"),
            [column("reason", "原因"), _sentence("means", "含义")],
            reasons,
        ),
    ]


# By topic what it is about, and its tables.
TOPICS: Mapping[str, tuple[Said, Callable[[], list[Table]]]] = {
    "sheets": (phrase("The codes of an import's problems, and why rows are skipped."), _sheets),
}
