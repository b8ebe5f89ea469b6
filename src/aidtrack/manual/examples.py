"""Two command lines of every command, which its `--help` ends with: of verbs that many have, made of what stands here for each noun and kind.

Names are those of the examples, the same in every language.
"""

from aidtrack.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """What is typed of a noun: what is added, in two ways; one that is there; how some are chosen; what is changed; one that it is merged into."""

    first: str
    second: str
    one: str
    some: str
    change: str
    into: str = ""


_THINGS = {
    "village": Thing("牙河村 --prefecture 定西市 --county 陇西县", "示例六村 --county 陇西县 --depth 深度贫困村 --helped-from 2017", "牙河村", "--county 陇西县", "--exit-status 已脱贫 --exited-on 2018-12", "示例二村"),
    "organization": Thing("示例县总工会 --place 陇西县", "示例种业公司 --role 企业", "示例县总工会", "--role 企业", "--place 陇西县", "示例市总工会"),
    "category": Thing("道路 --sector 21020", "科技 --sector 43082 --note 科普", "道路", "--sector 21020", "--sector 21022"),
    "fund": Thing("自筹资金 --source 自筹 --year 2018 --budget 300万元", "小额借款 --form 借款", "自筹资金", "--year 2018", "--budget 320万元", "专项资金"),
    "project": Thing("村道硬化 --village 牙河村 --category 道路", "大棚 --village 牙河村 --category 菌菜大棚 --planned-cost 30万元 --stage 提出", "村道硬化", "--category 道路", "--stage 完工 --actual-end 2018-10-20", "村道"),
    "household": Thing("H-001 --village 牙河村", "H-002 --village 牙河村 --persons 4 --housing 未保障", "H-001", "--village 牙河村", "--housing 已保障", "H-002"),
    "measure": Thing("养羊十只 --household H-001", "学厨师 --household H-001 --owner 示例干部丙 --due 2019-06", "养羊十只", "--household H-001", "--done-on 2019-05-20"),
    "activity": Thing("年中督查调研 --kind 督查调研 --starts-on 2018-05-16 --village 牙河村", "种养植培训 --kind 培训 --starts-on 2018-03 --places 陇西县", "年中督查调研", "--kind 培训", "--persons 示例领导甲"),
    "posting": Thing("示例领导丙 --role 领导联村 --village 牙河村 --starts-on 2018", "示例干部卯 --role 第一书记 --village 牙河村 --starts-on 2018-12-01", "示例领导丙", "--role 第一书记", "--ends-on 2018-12-31"),
    "finding": Thing("台账不全 --village 牙河村 --found-on 2018-05-16", "凭证缺附件 --activity 年中督查调研 --owner 示例县总工会 --due 2018-07", "台账不全", "--village 牙河村", "--closed-on 2018-06-30"),
    "document": Thing("2018年工作方案 --kind 工作方案 --date 2018-01-28", "村道硬化协议书 --kind 项目协议书 --project 村道硬化 --date 2018-03-01", "村道硬化协议书", "--valid-on 2018-03-01", "--doc-no 示字〔2018〕1号"),
    "step": Thing("提出 --project 村道硬化 --date 2018-01-05", "进度 --project 村道硬化 --percent 60% --date 2018-06-15", "3", "--project 村道硬化", "--handled-by 示例县总工会"),
    "plan": Thing("财政专项 --project 村道硬化 --year 2018 --amount 20万元", "self --project 村道硬化 --year 2019 --amount 8万元", "3", "--project 村道硬化", "--amount 18万元"),
    "indicator": Thing("农民人均纯收入 --value 5200 --unit 元 --village 牙河村 --as-of 2017", "场次 --value 8 --activity 示例劳模宣讲 --as-of 2018-12", "农民人均纯收入", "--village 牙河村", "--value 5300"),
}  # fmt: skip

_ENTRIES = {
    "receipt": ("50万元 --fund 自筹资金 --date 2018-01-10", "-20000 --fund 自筹资金 --date 2018-11-30 --reason 上级收回", "--fund 自筹资金"),
    "interest": ("312.50 --fund 自筹资金 --date 2018-06-21", "98.10 --fund 专项资金 --date 2018-09-21 --voucher 记-40", "--fund 自筹资金"),
    "allocation": ("30万元 --fund 自筹资金 --project 村道硬化 --date 2018-02-01", "-5000 --fund 自筹资金 --project 村道硬化 --reason 调减", "--project 村道硬化"),
    "disbursement": ("10万元 --fund 自筹资金 --project 村道硬化 --date 2018-02-20", "5万元 --fund 自筹资金 --project 村道硬化 --payee 示例县总工会", "--project 村道硬化"),
    "spending": ("12000 --project 村道硬化 --payee 示例建材 --voucher 记-17 --date 2018-05-20", "60000 --project 村道硬化 --date 2018-08-01 --over 灾情追加", "--village 牙河村 --year 2018"),
    "loan": ("3万元 --fund 小额借款 --household H-001 --term 12 --date 2018-03-01", "1万元 --fund 小额借款 --household H-002 --term 24 --yearly-rate 4.35% --schedule 等额本金", "--fund 小额借款"),
    "repayment": ("1万元 --loan 放-1 --date 2018-06-01", "5000 --loan ref:放-1 --voucher 记-22", "--fund 小额借款"),
    "writeoff": ("500 --loan 放-1 --reason 灾情减免 --date 2018-12-20", "1000 --loan 放-2 --reason 户主去世", "--fund 小额借款"),
}  # fmt: skip

_OTHERS = {
    "help": ("表格", "spending add"),
    "init": ("", "--office 621122 --name 陇西县总工会"),
    "config": ("", "--format json"),
    "fund carry": ("专项资金 --to 2019 --dry-run", "专项资金 --to 2019 --surplus"),
    "fund transfer": ("自筹资金 专项资金 5万元 --reason 结对调剂", "自筹资金 专项资金 5万元 --date 2018-10-08 --doc-no 示例工发〔2018〕12号 --reason 结对调剂 --dry-run"),
    "reallocate": ("村道硬化 大棚 2万元 --reason 村道节余", "村道硬化 大棚 2万元 --fund 自筹资金 --date 2018-10-10 --reason 村道节余 --dry-run"),
    "project advance": ("村道硬化", "村道硬化 --date 2018-03-01 --result 未通过 --reason 资料不全"),
    "document attach": ("村道硬化协议书 协议书.pdf", "村道硬化协议书 协议书.pdf --quiet"),
    "document fetch": ("村道硬化协议书 -o 协议书.pdf", "村道硬化协议书 -o 协议书.pdf --force"),
    "import": ("2018年支出.xlsx --dry-run", "支出月报.xlsx --as 支出 --wide-columns 1月..12月 --year 2018 --rejected 问题.xlsx"),
    "layout draft": ("月报.xlsx", "月报.xlsx -o 月报.toml"),
    "layout add": ("月报 月报.toml", "台账 台账.toml --quiet"),
    "layout list": ("", "--format json"),
    "layout show": ("月报", "月报 -o 月报.toml"),
    "layout edit": ("月报", "月报 新月报.toml"),
    "layout remove": ("月报", "月报 --yes"),
    "batch list": ("", "--format json"),
    "batch show": ("3", "3 --format xlsx -o 批次3.xlsx"),
    "batch undo": ("3", "3 --yes"),
    "batch run": ("命令.txt", "- --each --format jsonl"),
    "report publish": ("iati", "iati --year 2018 --project 村道硬化"),
    "export": ("-o 全部.xlsx", "iati --year 2018 -o 2018.xml"),
    "template": ("支出 -o 模板.xlsx", "项目 安排 -o 模板.xlsx"),
    "notice project": ("村道硬化 --dry-run", "村道硬化 --phase after -o 公示.html"),
    "notice fund": ("自筹资金 --dry-run", "自筹资金 --days 10 -o 公示.html"),
    "check": ("", "--baseline 基线.json"),
    "log": ("--limit 20", "--noun village --id 3"),
    "handover": ("-o 陇西县2018-12.aidb", "-o 陇西县全部.aidb --all --with-files"),
    "key new": ("", "--yes"),
    "receive": ("陇西县2018-12.aidb", "上报 --dry-run --head 621122=ecb6c3207f41"),
    "collection confirm": ("621122", "陇西县总工会 --quiet"),
    "collection former": ("", "621122000000001 -o 另存.xlsx"),
    "collection place": ("62 --server postgresql://aidtrack@10.0.0.62/甘肃", "62 --here"),
    "key show": ("", "--format json"),
    "find": ("示例建材", "记-17"),
    "db info": ("", "--format json"),
    "db upgrade": ("", "--quiet"),
    "db backup": ("备份.db", "备份.zip --files"),
    "db restore": ("备份.db", "备份.zip --files --yes"),
    "db close": ("2018", "2018-06"),
    "db reopen": ("2018 --reason 补记单据", "2018-06 --reason 补记单据 --quiet"),
    "db grant": ("clerk_zhang --as clerk", "clerk_zhang --as clerk --print"),
    "db revoke": ("clerk_zhang", "clerk_zhang --quiet"),
    "household forget": ("H-001 --reason 本人要求", "H-002 --reason 依法删除 --yes"),
    "db adopt": ("--office 620623 --name 天祝县总工会", "--yes"),
    "db setting": ("", "notice_days 10"),
    "completion": ("bash", "powershell"),
    "report village": ("牙河村", "牙河村 --year 2018 -o 牙河村.html"),
    "report fund": ("--year 2018", "自筹资金 --compare 2017 --as-of 2018"),
    "report office": ("", "--format json"),
    "report project": ("村道硬化", "--as-of 2018-06-30 --explain"),
    "report overview": ("--as-of 2018-06-30", "--year 2018 --bars"),
    "report rollup": ("--by county,category --year 2018", "--by county --across month --year 2018"),
    "report progress": ("--year 2018", "--by county --year 2018 -o 进度.xlsx"),
    "report forecast": ("--as-of 2018-06-30", "--as-of 2018-06-30 -o 年末预计.xlsx"),
    "report support": ("--year 2018", "--by village --year 2018"),
    "report dashboard": ("-o 看板.html", "--year 2018 -o 看板.html"),
    "report pack": ("-o 月报.xlsx", "--as-of 2018-06-30 -o 六月月报.xlsx"),
    "report briefing": ("--year 2018 --format markdown", "--year 2018 -o 简报.html"),
    "report step": ("", "村道硬化"),
    "report posting": ("", "牙河村"),
    "report household": ("牙河村", "牙河村 --format xlsx -o 一户一策.xlsx"),
    "report loan": ("--as-of 2018-12-31", "小额借款"),
    "report indicator": ("农民人均纯收入", "农民人均纯收入 -o 收入.xlsx"),
}  # fmt: skip


def examples(name: str) -> list[str]:
    """The lines that show a command of this name (`village add`), without the program's own; none of a group."""
    return [f"{name} {rest}".rstrip() for rest in _OTHERS.get(name) or _of_verb(*name.partition(" ")[::2])]


def _of_verb(noun: str, verb: str) -> tuple[str, ...]:
    if noun in _ENTRIES:
        first, second, some = _ENTRIES[noun]
        return {
            "add": (first, second),
            "list": (some, "--from 2018-01 --to 2018-06 --format xlsx -o 流水.xlsx"),
            "show": ("3", "ref:凭-17"),
            "correct": ("3 --amount 2000 --reason 多写一个零", "3 --date 2018-05-02 --reason 日期写错 --dry-run"),
            "reverse": ("3 --reason 重复登记", "3 --amount 500 --reason 多付退回 --date 2018-06-01"),
        }.get(verb, ())
    if noun in _THINGS:
        thing = _THINGS[noun]
        return {
            "add": (thing.first, thing.second),
            "list": (thing.some, f"--format xlsx -o {noun}.xlsx"),
            "show": (thing.one, f"{thing.one} --format json"),
            "edit": (f"{thing.one} {thing.change}", f"{thing.one} --note 已核对"),
            "remove": (thing.one, f"{thing.one} --yes"),
            "merge": (
                f"{thing.one} {thing.into} --reason 重复登记",
                f"{thing.one} {thing.into} --reason 重复登记 --dry-run",
            ),
        }.get(verb, ())
    return ("--year 2018", f"--format xlsx -o {verb}.xlsx") if noun == "report" and verb else ()
