"""A document 文件: plan, agreement, handbook, notice … Its file is kept beside the store under its SHA-256; its name is data."""

from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.lists import open_kind

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

DOCUMENT = Noun(
    "document",
    "文件",
    "Plans, agreements, handbooks, notices.",
    (
        Field("name", "文件名称", kinds.OWN_NAME, also=("文件",), required=True),
        Field("kind", "文件类型", open_kind(DOCUMENT_KINDS), filters=True),
        Field("doc_no", "文号", kinds.NUMBER),
        Field("date", "日期", kinds.DATE, also=("印发日期", "签订日期")),
        Field("until", "有效期至", kinds.DATE),
        Field("parties", "签订方", kinds.TEXT),
        Field("village", "村", kinds.NAME, also=("村名",), refers="village", filters=True),
        Field("project", "项目", kinds.NAME, also=("项目名称",), refers="project", filters=True),
        Field("fund", "资金", kinds.NAME, also=("资金名称",), refers="fund", filters=True),
        Field("file", "原文件名", kinds.TEXT),
        Field("sha256", "文件指纹", also=("SHA-256",), kind=kinds.SHA256),
        Field("raw", "原文", kinds.TEXT),
        Field("note", "备注", kinds.TEXT),
    ),
    words=("文件", "协议"),
    key=("date", "village", "project", "name"),
)
