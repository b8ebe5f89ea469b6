"""Categories of project: the article's kinds of help (DOMAIN section 1c) as an open list; users add their own words."""

from aidtrack.values.lists import open_kind

CATEGORIES = {
    "relocation": "易地安置",
    "house renovation": "危房改造",
    "forestry and fruit": "林果",
    "medicinal herbs": "中药材",
    "greenhouses": "菌菜大棚",
    "cattle and sheep": "牛羊养殖",
    "illness subsidy": "大病补贴",
    "schooling subsidy": "助学补贴",
    "start-up loans": "创业就业小额借款",
    "training": "培训",
    "help": "帮扶",
    "relief": "救助",
    "three transformations": "三变改革",
    "Xinjiang resettlement": "新疆移民搬迁",
    "firm and household": "企业(合作社)+农户",
    "medical visits": "送医下乡",
    "festival visits": "春节慰问",
}

CATEGORY = open_kind("category", CATEGORIES)
SEVERAL_CATEGORIES = open_kind("category", CATEGORIES, several=True)
