"""The small programme with money, households and loans in it: a store in which every report has rows."""

from pathlib import Path

from conftest import Store
from reports.programme import programme

SHEETS = {
    "fund": """name,source,year,budget,qualifier,part_of,form
自筹资金,self,2016,10000,=,,
专项资金,fiscal,2017,5000,≥,,
子资金,donation,,2000,,自筹资金,
小额借款,union,2017,,,,loan
""",
    "project": """name,village,category,implementer,households,persons,planned_cost,reach,planned_start
大棚,牙河村,菌菜大棚,合作社,12,40,8000,到户,2016-04
道路,牙河村,道路,县交通局,,,7000,,2017-09
水窖,咀儿村,道路,县水务局,3,,1500,到村,
巡讲,,,,,320,,,
""",
    "household": """name,village,head,persons,status,status_on,housing
H1,牙河村,张三丰,4,poor,,unmet
H2,牙河村,李四光,3,exited,2018-06,
H1,咀儿村,王五,,exited,2017,
""",
    "measure": """name,household,due,done_on
养羊,牙河村/H1,2018-01,
修房,牙河村/H1,2018-02,2018-03-05
培训,牙河村/H2,2017-12,2017-11
""",
    "posting": """name,role,village,starts_on,ends_on
省总工会,helper,牙河村,2016,2018-02-28
县林场,helper,牙河村,2018-03-01,
县林场,helper,咀儿村,2016,2016-07-01
""",
    "step": """name,project,date,before,after,amount_before,amount_after,amount,doc_no,result
变更,巡讲,2018-04-10,,减少,500,200,,示例〔2018〕1号,
变更,水窖,2018-04-11,,更换,,,300,示例〔2018〕1号,
变更,引水,2018-04-12,,,700,900,,示例〔2018〕1号,
变更,果园,2018-04-12,,,100,900,,示例〔2018〕1号,未通过
""",
    "entry": """kind,date,fund,project,village,amount,over,reason,doc_no,ref
receipt,2016-03-01,自筹资金,,,8000.00,,,,
interest,2016-12-31,自筹资金,,,12.34,,,,
receipt,2017-01-10,专项资金,,,5000.00,,,,
receipt,2018-02-01,自筹资金,,,-100.00,,收回,,
receipt,2017-05-01,小额借款,,,9000.00,,,,
interest,2018-01-05,小额借款,,,3.21,,,,
allocation,2016-04-01,自筹资金,大棚,牙河村,4000.00,,,,
spending,2016-05-01,自筹资金,大棚,牙河村,98.60,,,,S-1
allocation,2017-02-01,专项资金,大棚,牙河村,1000.00,,,,
disbursement,2017-02-02,专项资金,大棚,牙河村,600.00,,,,
spending,2018-03-02,专项资金,大棚,牙河村,250.00,,,,
allocation,2018-03-03,自筹资金,大棚,咀儿村,300.00,,,,
allocation,2016-06-01,自筹资金,水窖,咀儿村,2000.00,补记,,,
spending,2016-07-01,自筹资金,水窖,咀儿村,2100.00,灾情追加,,,
allocation,2018-02-02,自筹资金,巡讲,not assigned,500.00,,,,
spending,2018-02-03,自筹资金,巡讲,not assigned,120.00,,,,
allocation,2018-04-10,自筹资金,巡讲,not assigned,-300.00,,减少,示例〔2018〕1号,
allocation,2018-04-10,自筹资金,果园,石岭村,450.00,,,示例〔2018〕1号,
allocation,2018-04-10,专项资金,大棚,牙河村,50.00,,,示例〔2018〕1号,
""",
    "loan": """date,fund,household,amount,term,yearly_rate,schedule,ref
2017-06-01,小额借款,牙河村/H1,1200,12,6%,equal_principal,J-1
2017-07-01,小额借款,牙河村/H2,2000,6,4%,lump_sum,J-2
2018-03-10,小额借款,咀儿村/H1,500,,,,J-3
""",
    "repayment": """date,loan,amount
2017-08-01,J-1,150
2018-02-15,J-1,100
2017-12-20,J-2,700
""",
    "writeoff": "date,loan,amount,reason\n2018-03-01,J-2,300,灾情\n",
}
# The second is taken back on a day of the unit that the village was handed over to.
REVERSED = (
    ("loan", "reverse", "J-3", "--amount", "50", "--reason", "多放", "--date", "2018-03-11"),
    ("spending", "reverse", "S-1", "--amount", "8", "--reason", "多付", "--date", "2018-03-05"),
)


def everything(store: Store, folder: Path) -> Store:
    """The store with all of it."""
    programme(store, folder)
    store.take(folder, SHEETS, "--mode", "upsert")
    for command in REVERSED:
        store.ok(*command)
    return store
