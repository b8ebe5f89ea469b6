"""An activity: a visit, a lecture, a training, an inspection … Its counts (批次, 人次, 场次) are indicators of it."""

from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.lists import open_kind
from aidtrack.values.project_field import project_field

ACTIVITY_KINDS = {
    "visit": "进村入户",
    "lecture": "宣讲",
    "training": "培训",
    "inspection": "督查调研",
    "appraisal": "考核",
    "survey": "调研论证",
    "meeting": "会议",
    "medical visit": "送医下乡",
    "festival visit": "春节慰问",
    "study trip": "参观学习",
    "labour export": "劳务输出",
    "resettlement": "移民搬迁",
    "product sale": "产品销售",
    "job-aid month": "就业援助月",
    "Party-branch pairing": "党支部共建",
    "volunteering": "志愿者帮扶",
    "union building": "基层工会建设",
    "campaign": "专项行动",
    "report upward": "信息报送",
    "household plans": "一户一策",
    "household support": "到户帮扶",
    "industry support": "产业扶持",
    "start-up support": "创业就业扶持",
    "enterprise help": "企业帮扶",
    "worker organising": "农民工组织化",
    "secondment": "选派干部",
    "arrangement": "工作机制",
    "award": "表彰",
}

ACTIVITY = Noun(
    "activity",
    "活动",
    "Visits, lectures, trainings, inspections, meetings, awards …",
    (
        Field("name", "活动名称", kinds.OWN_NAME, also=("活动",), required=True),
        Field("kind", "活动类型", open_kind("activity", ACTIVITY_KINDS), filters=True),
        Field("starts_on", "起始日期", kinds.DATE, also=("开始日期", "日期", "活动日期")),
        Field("ends_on", "结束日期", kinds.END, also=("截止日期",)),
        Field("village", "村", kinds.NAME, also=("村名",), refers="village", filters=True),
        project_field("关联项目", since=3),
        Field("places", "地点", kinds.ALIASES, also=("活动地点",)),
        Field("organiser", "组织单位", kinds.CALLED, also=("主办单位",), filters=True, names="organization"),
        Field(
            "partners", "合作单位", kinds.PLACES, also=("协办单位",), filters=True, names="organization", several=True
        ),
        Field("persons", "参加人员", kinds.TEXT, also=("带队领导",)),
        Field("capacity", "受表彰身份", kinds.TEXT, since=3),
        Field("content", "活动内容", kinds.TEXT, also=("主题",)),
        Field("raw", "原文", kinds.TEXT, hint="the words of what it was taken from"),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("活动", "慰问", "宣讲", "督查"),
    stays=("kind", "starts_on", "ends_on", "village", "organiser", "partners"),
    key=("starts_on", "name"),
    in_order=(("starts_on", "ends_on"),),
)
