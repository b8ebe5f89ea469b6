"""A batch: what entered a store in one act, and is taken back in one."""

BATCH_KINDS = {
    "import": "导入",
    "carry": "结转",
    "transfer": "资金调剂",
    "reallocate": "项目调剂",
    "correct": "更正",
    "merge": "合并",
    "run": "命令",
    "undo": "撤销",
}
# What an imported file, its sheet and a column of amounts are called.
FILE_TEXTS = ("name", "sheet", "heading")
# What commands of entries alone make.
OF_CLERKS = ("import", "run", "undo")
