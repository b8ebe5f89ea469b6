"""A household: a family in a village. Its name is masked wherever it is shown; identity, bank and phone numbers have no field."""

from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.lists import words_kind
from aidtrack.values.words import NAMES_A_VILLAGE

# The causes that poverty registers list (建档立卡), here from memory; 其他 for what none of the twelve says.
CAUSES = {
    "illness": "因病",
    "disability": "因残",
    "schooling": "因学",
    "disaster": "因灾",
    "marriage": "因婚",
    "land": "缺土地",
    "water": "缺水",
    "skills": "缺技术",
    "labour": "缺劳力",
    "funds": "缺资金",
    "roads": "交通条件落后",
    "drive": "自身发展动力不足",
    "other": "其他",
}
ATTRIBUTES = {
    "general": "一般贫困户",
    "allowance": "低保贫困户",
    "supported": "特困供养户",
    "monitored": "监测户",
    "other": "其他",
}
STATUSES = {"poor": "未脱贫", "exited": "已脱贫", "returned": "返贫"}
# 两不愁三保障: two assurances and three guarantees (DOMAIN section 1b, V4).
GUARANTEES = {
    "food": "不愁吃",
    "clothing": "不愁穿",
    "education": "义务教育",
    "medical": "基本医疗",
    "housing": "住房安全",
}
_MET = kinds.word_kind({"met": "已保障", "unmet": "未保障"})

HOUSEHOLD = Noun(
    "household",
    "户",
    "Families in villages; their names are masked.",
    (
        Field("name", "户编号", kinds.OWN_NAME, also=("编号", "户号", "户编码", "农户编号", "家庭编号"), required=True),
        Field(
            "village", "村", kinds.NAME, also=("村名", *NAMES_A_VILLAGE), refers="village", required=True, filters=True
        ),
        Field("head", "户主", kinds.PERSON, also=("户主姓名", "户主名"), personal=True),
        Field("persons", "人口", kinds.COUNT, also=("家庭人口", "家庭人口数", "家庭人数", "人口数", "人数")),
        Field("causes", "致贫原因", words_kind(CAUSES), also=("主要致贫原因", "致贫原因1")),
        Field(
            "attribute",
            "户属性",
            kinds.word_kind(ATTRIBUTES),
            also=("贫困户属性", "贫困户类型", "户类型"),
            filters=True,
        ),
        *(Field(name, zh, _MET, also=(f"{zh}保障",)) for name, zh in GUARANTEES.items()),
        Field("status", "脱贫状态", kinds.word_kind(STATUSES), also=("脱贫属性",), filters=True),
        Field("status_on", "状态日期", kinds.DATE, also=("脱贫日期", "脱贫时间", "脱贫年度")),
        Field(
            "helper",
            "帮扶责任人",
            kinds.CALLED,
            also=("帮扶人", "帮扶干部", "帮扶责任人姓名"),
            filters=True,
            names="organization",
        ),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("贫困户", "脱贫户", "监测户", "花名册"),
    stays=("village", "status", "food", "clothing", "education", "medical", "housing", "head"),
    key=("village", "name"),
    merges=True,
)
