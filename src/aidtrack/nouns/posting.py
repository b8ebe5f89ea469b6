"""A posting 派驻: who answers for a village or has a part in the programme, from when to when."""

from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun

POSTING_ROLES = {
    "leader": "领导联村",
    "department": "部门包村",
    "cadre": "驻村干部",
    "first_secretary": "第一书记",
    "team_leader": "工作队长",
    "group_member": "领导小组成员",
    "lead_unit": "组长单位",
    "member_unit": "成员单位",
    "helper": "帮扶单位",
    "donor": "出资单位",
    "implementer": "实施单位",
    "partner": "共建单位",
    "enterprise": "企业",
    "cooperative": "合作社",
    "speaker": "宣讲劳模",
    "other": "其他",
}

POSTING = Noun(
    "posting",
    "派驻",
    "Who is responsible for a village or takes part in the programme, from when to when.",
    (
        Field(
            "name", "姓名或单位", kinds.OWN_NAME, also=("姓名", "单位名称", "部门"), required=True, names="organization"
        ),
        Field("role", "职务角色", kinds.word_kind(POSTING_ROLES), also=("角色",), required=True, filters=True),
        Field("village", "村", kinds.NAME, also=("村名", "派驻村"), refers="village", filters=True),
        Field("place", "地区", kinds.TEXT),
        Field("organization", "所属单位", kinds.NAME, also=("派出单位",), refers="organization", filters=True),
        Field("title", "职务", kinds.TEXT, also=("单位职务", "行政职务"), since=3),
        Field("honour", "荣誉称号", kinds.TEXT, also=("荣誉", "劳模级别"), since=3),
        Field("starts_on", "起", kinds.DATE, also=("起始日期", "派驻起")),
        Field("ends_on", "止", kinds.DATE, also=("结束日期", "派驻止")),
        Field("raw", "原文", kinds.TEXT, hint="the words of what it was taken from"),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("派驻", "驻村", "联村"),
    stays=("role", "village", "place", "starts_on", "ends_on", "organization"),
    key=("village", "role", "starts_on", "name"),
    in_order=(("starts_on", "ends_on"),),
)
