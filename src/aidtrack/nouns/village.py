"""A village: a place that receives aid."""

from collections.abc import Mapping

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.phrase import phrase
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.words import NAMES_A_VILLAGE

DEPTHS = {"deep": "深度贫困村", "poor": "贫困村", "other": "非贫困村"}
EXIT_STATUSES = {"exited": "已脱贫", "not_exited": "未脱贫"}
PLACE = ("province", "prefecture", "county", "township")


def _merged_somewhere(row: Mapping[str, object]) -> tuple[str, Fault] | None:
    """A day on which a village was merged goes with the village that it became part of."""
    if row.get("merged_on") is None or row.get("merged_into_id") is not None:
        return None
    return "merged_on", Fault(
        phrase("goes with the village that it was merged into."),
        phrase("Give --merged-into too."),
        code=Code.CONTRADICTS,
    )


VILLAGE = Noun(
    "village",
    "村",
    "Villages that receive aid.",
    (
        Field("name", "村名", kinds.OWN_NAME, also=("村", "行政村名", "村委会名称", *NAMES_A_VILLAGE), required=True),
        Field("alias", "别名", kinds.ALIASES),
        Field(
            "township",
            "乡镇",
            kinds.LEVEL,
            also=(
                "乡(镇)",
                "乡",
                "镇",
                "镇名称",
                "乡镇名称",
                "乡镇名",
                "所属乡镇",
                "所在乡镇",
                "乡镇(街道)",
                "乡(镇、街道)",
            ),
            filters=True,
        ),
        Field(
            "county",
            "县区",
            kinds.LEVEL,
            also=(
                "县",
                "县市区",
                "区(县)",
                "县(区)",
                "县(市、区)",
                "区县",
                "县名",
                "县名称",
                "县区名称",
                "所属县",
                "所属县区",
                "所在县",
                "所在县区",
            ),
            filters=True,
        ),
        Field("prefecture", "市州", kinds.LEVEL, also=("市", "市(州)", "市州名称", "所属市", "所属市州"), filters=True),
        Field("province", "省", kinds.LEVEL, also=("省份", "省(区、市)", "所属省", "所属省份"), filters=True),
        Field("code", "区划代码", kinds.CODE, also=("行政区划代码", "行政村代码", "行政村编码", "村代码", "村编码")),
        Field(
            "depth",
            "贫困类型",
            kinds.word_kind(DEPTHS),
            also=("村类型", "贫困村类型", "贫困村属性", "村属性"),
            filters=True,
        ),
        Field(
            "exit_status",
            "脱贫状态",
            kinds.word_kind(EXIT_STATUSES),
            also=("脱贫属性", "脱贫状况", "脱贫情况"),
            filters=True,
        ),
        Field("exited_on", "脱贫日期", kinds.DATE, also=("脱贫时间", "脱贫年度", "退出时间", "退出年度")),
        Field("helped_from", "帮扶起", kinds.DATE),
        Field("helped_to", "帮扶止", kinds.DATE),
        Field("merged_into", "并入村", kinds.NAME, refers="village", since=3),
        Field("merged_on", "并入日期", kinds.DAY, since=3),
        Field("raw", "原文", kinds.TEXT, since=2, hint="the words of what it was taken from"),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("村",),
    stays=("county", "exit_status", "depth", "exited_on", "helped_from", "helped_to", "township", "code"),
    key=(*PLACE, "name"),
    suffix="村",
    sense=_merged_somewhere,
    in_order=(("helped_from", "helped_to"),),
    merges=True,
)
