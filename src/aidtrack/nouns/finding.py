"""A finding 问题: what an inspection found wrong, and its rectification 整改."""

from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.project_field import project_field

FINDING = Noun(
    "finding",
    "问题",
    "What inspections found wrong, and how it is put right.",
    (
        Field("name", "问题", kinds.OWN_NAME, also=("问题描述",), required=True),
        Field("source", "问题来源", kinds.TEXT, also=("来源",), filters=True),
        Field("activity", "督查活动", kinds.NAME, refers="activity", filters=True),
        Field("found_on", "发现日期", kinds.DATE),
        Field("rule", "违反规定", kinds.TEXT),
        Field("village", "村", kinds.NAME, also=("村名",), refers="village", filters=True),
        project_field(),
        Field("fund", "资金", kinds.NAME, also=("资金名称",), refers="fund", filters=True),
        Field("amount", "涉及金额", kinds.SUM),
        Field("measure", "整改措施", kinds.TEXT, also=("措施",)),
        Field("owner", "责任人", kinds.CALLED, also=("整改责任人",), filters=True, names="organization"),
        Field("due", "整改时限", kinds.DATE, also=("时限",)),
        Field("closed_on", "完成日期", kinds.DATE, also=("完成日", "销号日期")),
        Field("evidence", "佐证材料", kinds.TEXT),
        Field("raw", "原文", kinds.TEXT, hint="the words of what it was taken from"),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("问题", "整改"),
    stays=("village", "amount", "due", "closed_on", "owner", "found_on"),
    key=("found_on", "village", "project", "name"),
    in_order=(("found_on", "due"), ("found_on", "closed_on")),
)
