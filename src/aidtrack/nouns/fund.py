"""A fund: a pot of aid money, with what limits its use."""

from aidtrack.nouns.category import SEVERAL_CATEGORIES
from aidtrack.nouns.sense import all_of, qualifies
from aidtrack.nouns.village import DEPTHS
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.lists import words_kind

SOURCES = {
    "fiscal": "财政专项",
    "union": "工会留成补助",
    "self": "自筹",
    "donation": "社会捐赠",
    "east_west": "东西部协作",
    "credit": "信贷",
    "surplus": "结余再安排",
    "other": "其他",
}
FORMS = {"grant": "拨款", "loan": "借款"}

FUND = Noun(
    "fund",
    "资金",
    "Pots of aid money.",
    (
        Field("name", "资金名称", kinds.OWN_NAME, also=("资金",), required=True),
        Field("alias", "别名", kinds.ALIASES, since=3),
        Field(
            "source",
            "来源",
            kinds.word_kind(SOURCES),
            also=("资金来源", "资金性质", "来源渠道", "资金渠道"),
            filters=True,
        ),
        Field("provider", "出资单位", kinds.CALLED, filters=True, names="organization"),
        # The office of whose fund its money is: in a sum over both of them it is counted there.
        Field(
            "from_office",
            "划拨单位",
            kinds.TEXT,
            also=("划转单位", "下拨单位"),
            since=3,
            hint="the code of the office whose fund this money came out of",
        ),
        Field("year", "年度", kinds.YEAR, filters=True),
        Field("budget", "计划数", kinds.SUM, also=("预算", "下达数", "预算数", "下达金额", "指标数")),
        Field("qualifier", "限定", kinds.QUALIFIER),
        # What was raised for it in all, over how long: it limits nothing, and is no money that is waited for.
        Field(
            "raised",
            "筹集数",
            kinds.SUM,
            also=("筹集资金", "筹集金额", "已筹集"),
            since=3,
            hint="beside the budget; it limits nothing",
        ),
        Field("raised_from", "筹集起", kinds.DATE, since=3),
        Field("raised_to", "筹集止", kinds.DATE, since=3),
        Field("raised_qualifier", "筹集限定", kinds.QUALIFIER, since=3),
        Field("raw", "原文", kinds.TEXT, hint="the words of what it was taken from"),
        Field("form", "形式", kinds.word_kind(FORMS), filters=True),
        Field("doc_no", "文号", kinds.NUMBER, also=("资金文号", "下达文号", "批复文号")),
        Field("earmark_category", "限定类别", SEVERAL_CATEGORIES),
        Field("earmark_place", "限定地区", kinds.PLACES),
        Field("earmark_depth", "限定贫困类型", words_kind(DEPTHS), since=3),
        Field(
            "part_of",
            "属于",
            kinds.NAME,
            refers="fund",
            hint="the fund whose money this is, as where it was carried on from last year",
        ),
        Field(
            "idle_from", "起算日期", kinds.DATE, hint="since when its money is idle; of its first receipt if not given"
        ),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("资金",),
    stays=("budget", "raised", "source", "year", "provider", "doc_no"),
    sense=all_of(qualifies("budget_fen"), qualifies("raised_fen", "raised_qualifier")),
    in_order=(("raised_from", "raised_to"),),
    merges=True,
)
