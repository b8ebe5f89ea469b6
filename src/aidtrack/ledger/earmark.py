"""G5: whether money goes where its fund's earmark says: words of a category, and of places, compared by key as names are; and how poor a
village is.

An earmark may hold several words, set apart by 、 or , or ;, and its whole text counts as a word too. A place is a village's name
or alias, or any of what it lies in, or several of these from the larger to the smaller (`陇西县/牙河村`), or the beginning of its
code. A village that states no county lies where most others of its code's first six digits say: `store/names/lying.py` says the same.

SQL cannot work out a key. So the table `spelling` says of each text compared here what it is not by itself: its key (part 0) and
its words (part 1 and on). What it says of a text follows from the text alone, so that nothing stored beside can go stale, and
`check` can work it out anew. A text that is its own key and only word has no rows.
"""

from collections.abc import Mapping

from aidtrack.values.text import apart, key

# The columns of each noun whose texts are compared.
COMPARED = {
    "fund": ("earmark_category", "earmark_place"),
    "project": ("category",),
    "village": ("name", "alias", "township", "county", "prefecture", "province"),
}


def spellings(text: str) -> list[str]:
    """A text's key, then its words; nothing where the text is both itself."""
    whole = key(text)
    words = [word for part in apart(text) if (word := key(part).strip("/"))]
    return [] if text == whole and words == [whole] else [whole, *words]


def spelled(text: str) -> str:
    """The SQL condition that row k of `spelling` is about a text; its index holds the beginnings alone, for texts may be long."""
    return f"substr(k.text, 1, 100) = substr({text}, 1, 100) AND k.text = {text}"


def _key(text: str) -> str:
    return f"coalesce((SELECT max(k.word) FROM spelling k WHERE {spelled(text)} AND k.part = 0), {text})"


def _words(text: str) -> str:
    return f"SELECT {text} AS word UNION ALL SELECT k.word FROM spelling k WHERE {spelled(text)}"


# A key holds no blank and a level no stroke: between the two each level stands whole, and what a word leaves out matches nothing.
def _level(key: str) -> str:
    return f"coalesce(' ' || replace({key}, '/', '/ ') || '/', '')"


_ABOVE = ("province", "prefecture", "county")
_LEVELS = (
    " || ".join(_level(_key(f"coalesce(v.{level}, stating.{level})")) for level in _ABOVE)
    + f" || {_level(_key('v.township'))}"
)
# A village's own name may hold strokes, and stands whole too: with ／ in their place, which no key holds, in the word as well.
_NAME = "replace(n.word, '/', '／')"
_WORD = f"replace(w.word, n.word, {_NAME})"
_LITERAL = f"replace(replace(replace({_WORD}, '!', '!!'), '%', '!%'), '_', '!_')"
_FITS_CATEGORY = f"EXISTS (SELECT 1 FROM ({_words('f.earmark_category')}) w WHERE w.word = {_key('p.category')})"


def of_county(village: str, code: str) -> str:
    """The SQL condition that a row of villages has a code of the same first six digits: found by the index of codes."""
    digits = f"substr({code}, 1, 6)"
    return f"{village}.code BETWEEN {digits} AND {digits} || '999999'"


# The village that says in which county v lies, where v itself does not.
_STATING = f"""SELECT min(s.id) FROM village s WHERE v.county IS NULL AND s.county IS NOT NULL AND {of_county("s", "v.code")}
        GROUP BY s.province, s.prefecture, s.county ORDER BY count(*) DESC, min(s.id) LIMIT 1"""


def fits_place(fund: str) -> str:
    """The SQL condition that village v is one of the places that the earmark of a row of funds names."""
    return f"""EXISTS (
    SELECT 1 FROM ({_words(f"{fund}.earmark_place")}) w CROSS JOIN (SELECT {_key("v.name")} AS word UNION ALL {_words("v.alias")}) n
    LEFT JOIN village stating ON stating.id = ({_STATING})
    WHERE v.id IS NOT NULL
      AND ({_LEVELS} || {_level(_NAME)} LIKE '% ' || replace({_LITERAL}, '/', '/% ') || '/%' ESCAPE '!'
           OR (length(w.word) IN (2, 4, 6, 9, 12) AND substr(v.code, 1, length(w.word)) = w.word)))"""


# A deeply poor village is a poor one too. A village of which nothing is known fits none.
_ALLOWED = "'、' || f.earmark_depth || '、' LIKE '%、' || {depth} || '、%'"
_FITS_DEPTH = f"""EXISTS (SELECT 1 WHERE {_ALLOWED.format(depth="v.depth")}
        OR (v.depth = 'deep' AND {_ALLOWED.format(depth="'poor'")}))"""
# The SQL condition that fund f is earmarked at all.
EARMARKED = "(f.earmark_category IS NOT NULL OR f.earmark_place IS NOT NULL OR f.earmark_depth IS NOT NULL)"
# The SQL condition that fund f may give money to project p in village v (both LEFT JOINed), as far as its earmark goes.
EARMARK_FITS = f"""((f.earmark_category IS NULL OR {_FITS_CATEGORY})
    AND (f.earmark_place IS NULL OR {fits_place("f")})
    AND (f.earmark_depth IS NULL OR {_FITS_DEPTH}))"""


def is_within(narrow: Mapping[str, object], wide: Mapping[str, object], column: str) -> bool:
    """Whether all that the earmark of a fund (by column) allows in words of a category or of depths another one's allows too."""
    if wide[column] is None:
        return True
    allowed = _said(wide[column])
    if column == "earmark_depth" and "poor" in allowed:
        allowed |= {"deep"}
    return narrow[column] is not None and _said(narrow[column]) <= allowed | {key(str(wide[column]))}


def _said(text: object) -> set[str]:
    return {key(part).strip("/") for part in apart(str(text))}
