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

ORGANIZATION = Noun(
    "organization",
    "单位",
    "Donors, member units, implementers, partners.",
    (
        Field("name", "单位名称", kinds.OWN_NAME, also=("单位",), required=True),
        Field("alias", "别名", kinds.ALIASES),
        Field("role", "单位角色", kinds.word_kind(ROLES), also=("角色",), filters=True),
        Field("place", "所在地", kinds.TEXT),
        Field("raw", "原文", kinds.TEXT, since=2),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("单位",),
    merges=True,
)
