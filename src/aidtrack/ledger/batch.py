"""A batch: what entered a store in one act, and is taken back in one."""

BATCH_KINDS = {"import": "导入", "carry": "结转", "undo": "撤销"}
