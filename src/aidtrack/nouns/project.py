"""A project: work paid for by one or more funds, in one or more villages."""

from aidtrack.nouns.category import CATEGORY
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.words import NAMES_A_PROJECT, NAMES_A_VILLAGE, PROBLEMS_MET

STAGES = {
    "proposed": "提出",
    "confirmed": "确认",
    "approved": "批复",
    "implementing": "实施",
    "completed": "完工",
    "accepted": "验收",
    "closed": "结项",
    "cancelled": "取消",
    "suspended": "暂停",
}
# IATI ActivityStatus of each stage (DESIGN section 4).
IATI_STATUS = {
    "proposed": 1,
    "confirmed": 1,
    "approved": 1,
    "implementing": 2,
    "completed": 3,
    "accepted": 3,
    "closed": 4,
    "cancelled": 5,
    "suspended": 6,
}

# Whom a project's money reaches, as statistics of aid put in tell it apart (DOMAIN section 2.9): 已投入 = 到户 + 到村.
REACHES = {"household": "到户", "village": "到村"}

PROJECT = Noun(
    "project",
    "项目",
    "Work paid for by funds, in villages.",
    (
        Field("name", "项目名称", kinds.OWN_NAME, also=("项目", *NAMES_A_PROJECT), required=True),
        Field("alias", "别名", kinds.ALIASES, since=3),
        Field("code", "项目编号", kinds.REFERENCE, also=("项目编码",)),
        Field("category", "项目类别", CATEGORY, also=("类别", "项目类型", "项目分类"), filters=True),
        Field(
            "village",
            "村",
            kinds.NAME,
            also=("村名", "实施地点", "建设地点", *NAMES_A_VILLAGE),
            refers="village",
            filters=True,
        ),
        Field(
            "content",
            "建设内容",
            kinds.TEXT,
            also=("建设规模及内容", "建设内容及规模", "建设内容和规模", "主要建设内容"),
        ),
        Field("implementer", "实施单位", kinds.CALLED, also=("单位名称",), filters=True, names="organization"),
        Field("responsible", "责任人", kinds.CALLED, also=("负责人", "项目负责人"), names="organization"),
        Field("responsible_unit", "责任单位", kinds.CALLED, since=2, names="organization"),
        Field("agreement_no", "协议编号", kinds.NUMBER),
        Field("planned_cost", "计划投资", kinds.SUM, also=("总投资", "投资规模", "总投资额", "帮扶资金"), sums="plan"),
        Field("planned_start", "计划开工", kinds.DATE),
        Field("planned_end", "计划完工", kinds.DATE, also=("完成时限",)),
        Field("actual_start", "实际开工", kinds.DATE, also=("开工日期", "开工时间")),
        Field("actual_end", "实际完工", kinds.DATE, also=("竣工日期", "完工日期", "竣工时间", "完工时间")),
        Field("closed_on", "结项日期", kinds.DATE),
        Field("stage", "阶段", kinds.word_kind(STAGES), also=("项目阶段",), filters=True),
        Field("households", "受益户数", kinds.COUNT),
        Field("persons", "受益人数", kinds.COUNT, also=("受益人口",)),
        Field("reach", "受益方式", kinds.word_kind(REACHES), also=("到户到村",), filters=True, since=2),
        Field("target", "绩效目标", kinds.TEXT),
        Field("note", "备注", kinds.TEXT, also=PROBLEMS_MET),
    ),
    words=("项目",),
    stays=("stage", "category", "village", "planned_cost", "implementer", "planned_end"),
    key=("village", "name"),
    in_order=(("planned_start", "planned_end"), ("actual_start", "actual_end"), ("actual_start", "closed_on")),
    merges=True,
)
