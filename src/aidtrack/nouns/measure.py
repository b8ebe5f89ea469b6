"""A measure 措施 of a household's own plan 一户一策: what is to be done for it, by whom, until when."""

from aidtrack.nouns.category import CATEGORY
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun

MEASURE = Noun(
    "measure",
    "措施",
    "What a household's own plan sets out to do.",
    (
        Field("name", "措施内容", kinds.OWN_NAME, also=("措施",), required=True),
        Field("household", "户编号", kinds.NAME, also=("户",), refers="household", required=True, filters=True),
        Field("category", "措施类别", CATEGORY, also=("类别",), filters=True),
        Field("owner", "责任人", kinds.CALLED, also=("帮扶责任人",), filters=True, names="organization"),
        Field("due", "完成时限", kinds.DATE, also=("脱贫时限",)),
        Field("done_on", "完成日期", kinds.DATE),
        Field("confirmed_by", "确认人", kinds.CALLED, names="organization"),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("一户一策", "措施"),
    stays=("household", "due", "done_on", "owner"),
    key=("household", "name"),
)
