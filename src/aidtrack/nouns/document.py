"""A document 文件: plan, agreement, handbook, notice … Its file is kept beside the store under its SHA-256; its name is data."""

from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.lists import open_kind
from aidtrack.values.project_field import project_field

DOCUMENT_KINDS = {
    "plan": "工作方案",
    "opinion": "实施意见",
    "agreement": "项目协议书",
    "handbook": "工作手册",
    "rectification plan": "整改方案",
    "notice": "公示",
    "approval": "批复",
    "minutes": "会议纪要",
    "evidence": "佐证材料",
    "report": "报告",
}
NOTICE = DOCUMENT_KINDS["notice"]
_LONGEST = 150  # characters of a fund's name in the name of its notice

DOCUMENT = Noun(
    "document",
    "文件",
    "Plans, agreements, handbooks, notices.",
    (
        Field("name", "文件名称", kinds.OWN_NAME, also=("文件",), required=True),
        Field("kind", "文件类型", open_kind("document", DOCUMENT_KINDS), filters=True),
        Field("doc_no", "文号", kinds.NUMBER),
        Field("date", "日期", kinds.DATE, also=("印发日期", "签订日期")),
        Field("until", "有效期至", kinds.DATE),
        Field("parties", "签订方", kinds.CALLED, names="organization"),
        Field("village", "村", kinds.NAME, also=("村名",), refers="village", filters=True),
        project_field(),
        Field("fund", "资金", kinds.NAME, also=("资金名称",), refers="fund", filters=True),
        Field("file", "原文件名", kinds.TEXT),
        Field("url", "公开网址", kinds.URL, also=("网址", "链接"), since=3),
        Field("sha256", "文件指纹", also=("SHA-256",), kind=kinds.SHA256),
        Field("raw", "原文", kinds.TEXT, hint="the words of what it was taken from"),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("文件", "协议"),
    stays=("kind", "date", "until", "doc_no", "project", "village"),
    key=("date", "village", "project", "name"),
    in_order=(("date", "until"),),
    holds=("date", "until"),
)


def notice_of_fund(fund: str, year: object) -> str:
    """What the notice of a fund's distribution is recorded as, in either language: `2017年度专项资金分配情况公示`."""
    return f"{fund_on_notice(fund, year)}分配情况公示"


def fund_on_notice(fund: str, year: object) -> str:
    """What a public notice calls a fund in Chinese: `2017年度专项资金`."""
    name = fund[:_LONGEST]
    return f"{f'{year}年度' if year else ''}{name}{'' if '资金' in name else '资金'}"
