"""An indicator 指标: a value of something on a date: of a village, a project, an activity, a household, or of the whole programme."""

from aidtrack.nouns.sense import qualifies
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.numbers import NUMBER_OF
from aidtrack.values.project_field import project_field

INCOME = "农民人均纯收入"  # the indicator that a village's report is headed with
TARGETS = {"actual": "实际", "target": "目标"}

INDICATOR = Noun(
    "indicator",
    "指标",
    "Values of something on a date: incomes, batches, person-times, sessions.",
    (
        Field("name", "指标名称", kinds.INDICATOR_NAME, also=("指标",), required=True, filters=True),
        Field("value", "数值", NUMBER_OF, also=("指标值",)),
        Field("unit", "计量单位", kinds.TEXT),
        Field("qualifier", "限定", kinds.QUALIFIER),
        Field("raw", "原文", kinds.TEXT, hint="the words of what it was taken from"),
        Field("as_of", "时点", kinds.DATE, also=("日期", "截止日期"), filters=True),
        Field("goal", "实际或目标", kinds.word_kind(TARGETS), filters=True),
        Field("village", "村", kinds.NAME, also=("村名",), refers="village", filters=True),
        project_field(),
        Field("activity", "活动", kinds.NAME, also=("活动名称",), refers="activity", filters=True),
        Field("household", "户编号", kinds.NAME, also=("户",), refers="household", filters=True),
        Field("loan", "借款流水号", kinds.REFERENCE, also=("放款流水号",), filters=True, since=3),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("指标",),
    stays=("value", "unit", "as_of", "goal", "village"),
    key=("village", "project", "activity", "household", "loan", "as_of", "goal", "name"),
    sense=qualifies("value"),
)
