"""A step 程序 of a project: its proposal, six confirmations 一提出六确认, approval, notice, acceptance, handover, how far the work had
come by a day, a change of plan.

The article names 一提出六确认 and does not define it: the confirmations are numbered, their labels are the store's settings.
"""

from collections.abc import Collection

from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.numbers import PERCENT
from aidtrack.values.project_field import project_field
from aidtrack.values.words import PROBLEMS_MET

CONFIRMATIONS = tuple(f"confirm{number}" for number in range(1, 7))
# In the order in which a project takes them; `project advance` records the next one.
ORDERED = {
    "proposal": "提出",
    **{name: f"确认{name[-1]}" for name in CONFIRMATIONS},
    "approval": "批复",
    "notice": "公示",
    "acceptance": "验收",
    "handover": "移交",
}
# In SQL, whether a row of `step` counts in that order: the notice of what became of the money is none of its steps.
IN_ORDER = "coalesce(phase, 'before') <> 'after'"
# The six precisions 六个精准 (China Keywords): an optional checklist.
PRECISIONS = {
    "precise_target": "扶持对象精准",
    "precise_project": "项目安排精准",
    "precise_funds": "资金使用精准",
    "precise_measures": "措施到户精准",
    "precise_posting": "因村派人精准",
    "precise_result": "脱贫成效精准",
}
STEPS = {**ORDERED, **PRECISIONS, "progress": "进度", "change": "变更"}
RESULTS = {"passed": "通过", "failed": "未通过"}
# A public notice says what is set aside, later what became of it. One that does not say which came before the work.
PHASES = {"before": "事前公示", "after": "事后公示"}
# What a recorded step makes of its project.
STAGE_AFTER = {
    "proposal": "proposed",
    "confirm6": "confirmed",
    "approval": "approved",
    "acceptance": "accepted",
    "handover": "closed",
}


def following(passed: Collection[str]) -> str | None:
    """The first step of the order that a project has not passed; None where it has passed all."""
    return next((name for name in ORDERED if name not in passed), None)


STEP = Noun(
    "step",
    "程序",
    "Recorded steps of a project: proposal, confirmations, approval, notice, acceptance, handover, progress, changes.",
    (
        Field("name", "程序步骤", kinds.word_kind(STEPS), also=("步骤", "程序"), required=True, filters=True),
        project_field(required=True),
        Field("date", "日期", kinds.DATE),
        Field("ends_on", "截止日期", kinds.DATE, also=("公示截止",)),
        Field("phase", "公示类型", kinds.word_kind(PHASES)),
        Field("handled_by", "办理单位", kinds.CALLED, also=("确认单位", "经办人"), filters=True, names="organization"),
        Field("result", "结果", kinds.word_kind(RESULTS)),
        Field("percent", "完成比例", PERCENT, also=("完成百分比", "完成率", "工程完成率"), since=3),
        Field("objections", "异议", kinds.TEXT),
        Field("before", "变更前", kinds.TEXT, also=("变更前项目内容",)),
        Field("after", "变更后", kinds.TEXT, also=("变更后项目地点内容",)),
        Field("amount", "涉及金额", kinds.SUM),
        Field("amount_before", "变更前金额", kinds.SUM, also=("变更前资金",)),
        Field("amount_after", "变更后金额", kinds.SUM, also=("变更后资金",)),
        Field("reason", "理由", kinds.TEXT, also=("变更理由", "原因")),
        Field("doc_no", "文号", kinds.NUMBER, also=("批准文号",)),
        Field("note", "备注", kinds.TEXT, also=PROBLEMS_MET),
    ),
    words=("程序", "确认", "变更"),
    stays=("project", "date", "result", "percent", "handled_by", "ends_on"),
    key=("project", "name", "date", "result", "phase"),  # one that failed may pass on the same day
    in_order=(("date", "ends_on"),),
)
