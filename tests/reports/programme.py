"""A small programme whose every count can be worked out by hand: steps, activities, postings, findings, indicators, documents."""

from pathlib import Path

from conftest import Store

SHEETS = {
    "village": """name,county,helped_from,helped_to
牙河村,陇西县,2017,
咀儿村,武山县,2015,2017-08
石岭村,陇西县,2018-09,
""",
    "organization": """name,role
省总工会,lead
""",
    "fund": """name
自筹资金
""",
    "project": """name,village,stage,planned_end,actual_end
大棚,牙河村,implementing,2018-03,
道路,牙河村,confirmed,2018-12-31,
水窖,咀儿村,closed,2017-01-01,
引水,咀儿村,completed,2017-06,2017-05-31
果园,石岭村,,2018-06-29,
""",
    "step": """name,project,date,ends_on,handled_by,result,objections,before,after,amount,reason,doc_no
提出,大棚,2018-01-05,,村委会,,,,,,,
确认1,大棚,2018-01-10,,,通过,,,,,,
确认2,大棚,2018-01-20,,,未通过,,,,,,
确认2,大棚,2018-02-01,,,通过,,,,,,
确认3,大棚,2018-02-10,,,未通过,,,,,,
变更,大棚,2018-02-20,,,,,种植香菇,种植木耳,30000.00,市场价低,陇扶〔2018〕3号
项目安排精准,大棚,2018-01-05,,,通过,,,,,,
提出,道路,2017-11,,,,,,,,,
提出,水窖,2016-01-05,,,,,,,,,
提出,引水,,,,,,,,,,
确认1,引水,2018-06-15,,,,,,,,,
确认2,引水,2018-07-15,,,,,,,,,
""",
    "activity": """name,kind,starts_on,ends_on,village,places,organiser
入户走访,进村入户,2017,2018-05,牙河村,咀儿村,省总工会
春季走访,进村入户,2018-03-10,,,牙河村、石岭村,
劳模宣讲,宣讲,2015,2017,,,省总工会
家政培训,培训,,,,陇西县,
秋季走访,进村入户,2018-10-08,2018-10-09,石岭村,,
""",
    "indicator": """name,value,unit,qualifier,as_of,goal,village,activity,raw
批次,10,批次,,2017,,,入户走访,
批次,30,,,2018-05,,,入户走访,30批次
人次,100,人次,≥,2018-05,,,入户走访,100多人次
批次,2,批,,2018-03-10,,,春季走访,
人次,24,,,2018-03-10,,,春季走访,
人次,8,,≈,2018-10-09,,,秋季走访,
批次,1,,,2018-10-09,,,秋季走访,
场次,30,场次,,2017,,,劳模宣讲,
市州,14,个,,2017,,,劳模宣讲,
县区,30,个,,2017,,,劳模宣讲,
乡镇,524,个,,2017,,,劳模宣讲,
村,6397,个,,2017,,,劳模宣讲,
县区,2,,,2018-05,,,入户走访,
县区,1,,,2018-03-10,,,春季走访,
人次,1.2,万人次,,2017,,,劳模宣讲,
场次,58,,,2017,target,,劳模宣讲,
农民人均纯收入,4160,元,,2016,,咀儿村,,
农民人均纯收入,4900,元,,2016,,牙河村,,
农民人均纯收入,5300.5,元,,2017,,牙河村,,
农民人均纯收入,6000,元,≈,2018,,牙河村,,
农民人均纯收入,6500,元,,2018,target,牙河村,,
农民人均纯收入,8000,元,,2020,target,牙河村,,
贫困户,120,户,,2017,,,,
""",
    "posting": """name,role,village,place,organization,starts_on,ends_on
张明,第一书记,牙河村,,省总工会,2017-08-01,
李华,工作队长,牙河村,,省总工会,2017-08,2018-04
王平,第一书记,咀儿村,,,2015-03,2017-08
赵强,工作队长,石岭村,,,2018-07-01,
组织部,部门包村,牙河村,,,,
刘伟,领导小组成员,,陇西县,,2017,
""",
    "finding": """name,source,found_on,village,project,amount,owner,due,closed_on
账目不清,审计,2018-01-10,牙河村,大棚,12000.50,张明,2018-03-31,
公示不全,督查,2018-04-02,牙河村,,,张明,2018-07,
超支未报,审计,2017-09-01,咀儿村,,3000.00,王平,2017-12-31,2018-02-10
材料缺失,督查,2017-05-05,,,500.00,,2017-06-30,2017-06-20
质量问题,督查,2018-07-20,石岭村,,900.00,,2018-08-01,
""",
    "document": """name,kind,doc_no,date,village,project
工作方案,工作方案,甘工发〔2017〕9号,2017-09-20,,
大棚协议书,项目协议书,,2018-01-30,牙河村,大棚
工作手册,工作手册,,,,
""",
}
DAY = ("--as-of", "2018-06-30")


def programme(store: Store, folder: Path) -> Store:
    """The store with all of it."""
    paths = []
    for name, text in SHEETS.items():
        path = folder / f"{name}.csv"
        path.write_text(text, "utf-8")
        paths.append(str(path))
    store.ok("import", *paths)
    return store
