"""Categories of project: the article's kinds of help (DOMAIN section 1c) as an open list; users add their own words."""

from collections.abc import Collection

from aidtrack.locale import t
from aidtrack.values import text
from aidtrack.values.kinds import Kind

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
_SPELLED = {text.key(word): chinese for english, chinese in CATEGORIES.items() for word in (english, chinese)}


def _category(cell: str) -> str:
    cleaned = text.clean(cell)
    return _SPELLED.get(text.key(cleaned), cleaned)


CATEGORY = Kind(_category, hint="an open list; new words are taken")


def new_word_note(category: object, known: Collection[str]) -> str:
    """What to say of a category that is not among `known`, with its nearest known one; nothing of any other."""
    if category is None or category in known:
        return ""
    near = text.nearest(str(category), known)
    note = t("“{word}” is a new category.", word=text.safe(str(category)))
    return note + (t(" The nearest known one is “{near}”.", near=near) if near else "")
