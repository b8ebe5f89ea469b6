"""Projects that lack nothing for their public notice, with figures that can be worked out by hand."""

from pathlib import Path

from conftest import Store, once

SHEETS = {
    "village": """name,county,township
牙河村,陇西县,示例镇
咀儿村,武山县,
""",
    "organization": """name,alias
示例镇人民政府,镇政府
""",
    "fund": """name,source,year,budget,doc_no
自筹资金,self,2017,10000,示例发〔2017〕1号
专项资金,fiscal,2017,5000,
""",
    "project": """name,village,content,implementer,responsible,responsible_unit,planned_start,planned_end,actual_start,actual_end,stage,households,persons,target
大棚,牙河村,新建大棚3座,示例公司,张明,示例县总工会,2017-03,2017-10,2017-03-05,2017-09-30,accepted,12,40,户均增收2000元
道路,牙河村,硬化2公里,示例公司,镇政府,,2017-05-01,2018-06,,,implementing,,300,方便出行
水窖,咀儿村,水窖5口,示例水务站,王平,,,,,,confirmed,,,
""",
    "step": """name,project,date,result
acceptance,大棚,2017-10-20,failed
acceptance,大棚,2017-11-02,passed
""",
    "entry": """kind,date,fund,project,village,amount,reason
receipt,2017-01-10,自筹资金,,,9000.00,
receipt,2017-01-10,专项资金,,,5000.00,
allocation,2017-02-01,自筹资金,大棚,牙河村,4000.00,
allocation,2017-02-15,专项资金,大棚,咀儿村,1000.50,
allocation,2017-12-15,自筹资金,大棚,牙河村,-100.00,调减
spending,2017-05-01,自筹资金,大棚,牙河村,3600.25,
spending,2017-06-01,专项资金,大棚,咀儿村,1000.50,
spending,2017-07-01,自筹资金,大棚,牙河村,-50.25,退回
allocation,2017-04-01,自筹资金,道路,牙河村,2500.00,
""",
    "household": """name,village,head
001,牙河村,欧阳明月
002,咀儿村,高山
""",
}
CHANNEL = "示例县总工会 13900000001"


@once
def notices(store: Store, folder: Path) -> Store:
    """The store with all of it, and where to complain."""
    store.take(folder, SHEETS)
    store.ok("db", "setting", "complaint_channel", CHANNEL)
    return store
