"""A plan 计划 of a project: what it is planned to cost out of one source of money, in one year. Together they are its planned cost."""

from aidtrack.nouns.fund import SOURCES
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.project_field import project_field

PLAN = Noun(
    "plan",
    "计划",
    "What projects are planned to cost, by source and year.",
    (
        Field("name", "资金来源", kinds.word_kind(SOURCES), also=("来源", "source"), required=True, filters=True),
        project_field(required=True),
        Field("year", "年度", kinds.YEAR, filters=True),
        Field("amount", "计划金额", kinds.SUM, also=("金额", "计划投资"), required=True),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("投资计划",),
    key=("project", "name", "year"),
)
