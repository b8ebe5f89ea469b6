"""What somebody adds who has just come: a format, a report, a noun, a kind of entry, a language. Each is what they would write, and no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# Every English sentence has its Chinese in one place.
_CATALOGUE = ("locale/zh.py", "MESSAGES: dict[str, str] = {\n")


@dataclass(frozen=True)
class Addition:
    """`files` are new, by their paths below `src/aidtrack`; `lines` go into a file, behind the text that they follow."""

    word: str
    contracts: tuple[str, ...]  # the tests that hold for it
    files: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[tuple[str, str, str], ...] = ()  # file, what stands before, what is added
    said: Mapping[str, str] = field(default_factory=dict)  # English → Chinese

    def put(self, source: Path) -> None:
        """Write it into a copy of `src/aidtrack`."""
        for name, text in self.files.items():
            assert not (source / name).exists()
            (source / name).write_text(text, "utf-8")
        words = "".join(f'    "{english}": "{chinese}",\n' for english, chinese in self.said.items())
        for name, before, added in (*self.lines, (*_CATALOGUE, words)):
            text = (source / name).read_text("utf-8")
            assert text.count(before) == 1, (name, before)
            (source / name).write_text(text.replace(before, before + added), "utf-8")


_RENDERER = '''"""A line for each cell."""

from typing import TextIO

from aidtrack.render.cells import shown, visible
from aidtrack.values.report import Report


def render(report: Report, stream: TextIO | None) -> str:
    lines = [str(report.as_of)]
    for table in report.tables:
        rows = [*table.rows, *([table.total] if table.rows and table.total else [])]
        lines += [shown(table, column, row) for row in rows for column in visible(table)]
    return "\\n".join(lines) + "\\n"
'''
FORMAT = Addition(
    "cells",
    ("tests/render/test_every_format.py",),
    {"render/cell_lines.py": _RENDERER},
    (
        ("render/formats.py", "        Shown(XLSX, _xlsx, sealed=True),\n", '        Shown(Format("cells", (".cells",)), _cells, machine=True),\n'),
        (
            "render/formats.py",
            "    from aidtrack.render.xlsx import render\n\n    return render\n",
            "\n\ndef _cells() -> Renderer:\n    from aidtrack.render.cell_lines import render\n\n    return render\n",
        ),
    ),
)  # fmt: skip

_REPORT = '''"""Who was paid how much."""

from aidtrack.phrase import phrase
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.payees import payees
from aidtrack.values.report import Report, Table, column


def recipients(connection: Connection, when: Period) -> Report:
    found = connection.rows(
        "SELECT coalesce(payee, '—'), sum(amount_fen) FROM entry"
        " WHERE kind = 'spending' AND date >= :start AND date <= :end GROUP BY 1 ORDER BY 1", when.params,
    )
    columns = [column("payee", "收款人"), column("spent", "支出", "money")]
    known = payees(connection)
    rows = [{"payee": known.shown(row[0]), "spent": int(row[1])} for row in found]
    return Report("recipients", phrase("Recipients"), [Table("recipients", phrase("Recipients"), columns, rows)])
'''
REPORT = Addition(
    "recipients",
    ("tests/test_locale.py", "tests/test_privacy.py"),
    {"reports/recipients.py": _REPORT},
    (
        (
            "reports/registry/money.py",
            "    return by_payee(ask.connection, ask.when, explain=ask.explain)\n",
            '\n\n@Declared("Who was paid how much.")\ndef recipients(ask: Question) -> Report:\n'
            "    from aidtrack.reports.recipients import recipients\n\n    return recipients(ask.connection, ask.when)\n",
        ),
    ),
    {"Who was paid how much.": "付给了谁、付了多少。", "Recipients": "收款人"},
)

_NOUN = '''"""A lantern: it lights a village's road."""

from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun

LANTERN = Noun(
    "lantern",
    "路灯",
    "Lanterns that light roads.",
    (
        Field("name", "路灯名称", kinds.OWN_NAME, also=("路灯",), required=True),
        Field("village", "村", kinds.NAME, also=("村名",), refers="village", filters=True),
        Field("lit_on", "点亮日期", kinds.DATE),
        Field("cost", "造价", kinds.SUM),
    ),
    words=("路灯",),
    key=("village", "name"),
)
'''
_MIGRATION = '''"""Lanterns."""

from alembic import op

from aidtrack.store.schema.migrations.versions.m0001_money_chain import run

revision = "{number}"
down_revision = "{before}"
TABLE = """
CREATE TABLE lantern (
    id {{id}},
    name {{text}} NOT NULL CONSTRAINT lantern_named CHECK (name <> ''),
    village_id {{int}} REFERENCES village (id),
    lit_on {{text}},
    cost_fen {{int}},
    batch_id {{int}} REFERENCES batch (id)
) {{strict}};
"""


def upgrade() -> None:
    run(op.get_bind(), TABLE)
'''


def noun(schema: int) -> Addition:
    """It has no note, and its migration follows on today's schema."""
    number = schema + 1
    return Addition(
        "lantern",
        ("tests/nouns/test_contract.py", "tests/test_privacy.py", "tests/test_locale.py"),
        {
            "nouns/lantern.py": _NOUN,
            f"store/schema/migrations/versions/m{number:04}_lanterns.py": _MIGRATION.format(number=number, before=schema),
        },
        (
            ("nouns/__init__.py", "from aidtrack.nouns.indicator import INDICATOR\n", "from aidtrack.nouns.lantern import LANTERN\n"),
            ("nouns/__init__.py", "        INDICATOR,\n", "        LANTERN,\n"),
        ),
        {"Lanterns that light roads.": "照亮道路的路灯。"},
    )  # fmt: skip


KIND = Addition(
    "toll",
    (
        "tests/test_privacy.py",
        "tests/ledger/test_corrections.py",
        "tests/ledger/test_every_kind.py",
        "tests/cli/test_entries.py",
        "tests/test_locale.py",
    ),
    lines=(
        (
            "ledger/kind.py",
            "cash=-1, ends=True, voucher=True, payee=True, usual=True),\n",
            '        EntryKind("toll", "通行费", "tolls", True, ("通行费",), "Tolls of roads.", cash=-1, voucher=True),\n',
        ),
    ),
    said={"Tolls of roads.": "道路的通行费。"},
)

_LANGUAGE = '''"""A language of few words: what it lacks is said in English."""

TAG = "frr"
BETWEEN = ", "


def message(text: str, count: object) -> str:
    return {"Funds": "Jilpot"}.get(text, text)


def word(english: str, chinese: str) -> str:
    return {"village": "terp"}.get(english, english)
'''
LANGUAGE = Addition("frr", ("tests/test_locale.py",), {"locale/frr.py": _LANGUAGE})
