"""An organization: donor, member unit, implementer, partner."""

from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun

ROLES = {
    "lead": "组长单位",
    "member": "成员单位",
    "donor": "出资单位",
    "implementer": "实施单位",
    "partner": "共建单位",
    "enterprise": "企业",
    "cooperative": "合作社",
    "other": "其他",
}

# What an organization is on IATI's list "OrganisationType", and its code there.
TYPES = {
    "government": "政府机关",
    "local government": "地方政府",
    "public sector": "其他公共机构",
    "international ngo": "国际社会组织",
    "ngo": "社会组织",
    "partnership": "政企合作",
    "multilateral": "多边机构",
    "foundation": "基金会",
    "private sector": "企业",
    "academic": "院校与科研机构",
    "other": "其他",
}
IATI_TYPE = {
    "government": 10,
    "local government": 11,
    "public sector": 15,
    "international ngo": 21,
    "ngo": 22,
    "partnership": 30,
    "multilateral": 40,
    "foundation": 60,
    "private sector": 70,
    "academic": 80,
    "other": 90,
}

ORGANIZATION = Noun(
    "organization",
    "单位",
    "Donors, member units, implementers, partners.",
    (
        Field("name", "单位名称", kinds.OWN_NAME, also=("单位",), required=True),
        Field("alias", "别名", kinds.ALIASES),
        Field("role", "单位角色", kinds.word_kind(ROLES), also=("角色",), filters=True),
        Field("place", "所在地", kinds.TEXT),
        Field("code", "单位代码", kinds.REFERENCE, also=("统一社会信用代码", "社会信用代码"), since=3),
        Field("type", "单位类型", kinds.word_kind(TYPES), filters=True, since=3),
        Field("raw", "原文", kinds.TEXT, since=2, hint="the words of what it was taken from"),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("单位",),
    stays=("role", "place", "type"),
    merges=True,
)
