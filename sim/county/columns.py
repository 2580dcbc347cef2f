"""What a county table may say: its columns, their names in two languages, their legal values.

A header is recognized by its key, by its English words or by a Chinese name; letters' case,
spaces and a unit in brackets do not matter, so ``居民数（人）`` is ``residents``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from sim.vocabulary import AREAS, COMMITTEE_KINDS, COMMUNITY_KINDS, PROPERTY_KINDS

Form = Literal["text", "word", "flag", "people", "count", "amount", "share", "place"]
Value = str | float | int | bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a county table; ``aliases`` are other headers, separated by spaces."""

    name: str
    form: Form
    meaning: str
    aliases: str = ""
    words: tuple[str, ...] = ()


class CellFault(Exception):  # noqa: N818 - a fault of the cell, not of the program
    """A cell cannot be read: what was expected, and a hint."""

    def __init__(self, expected: str, hint: str = "") -> None:
        super().__init__(expected, hint)
        self.expected, self.hint = expected, hint


# fmt: off
COLUMNS = (
    Column("code", "text", "code of the community, the key of its luck",
           "代码 编码 社区代码 区划代码 统计用区划代码"),
    Column("name", "text", "name of the community",
           "名称 社区 社区名称 村社区 村名称 村居名称 村(居)名称 community"),
    Column("township", "text", "town or street it belongs to",
           "乡镇 镇街 街道 镇 乡镇街道 乡镇/街道 所属乡镇 所属镇街 town"),
    Column("area", "word", "part of the county", "区域 片区 所属片区", AREAS),
    Column("kind", "word", "kind of community", "类型 社区类型 community_kind", COMMUNITY_KINDS),
    Column("committee", "word", "legal form of its committee",
           "委员会 组织类型 自治组织 居委会/村委会 committee_kind", COMMITTEE_KINDS),
    Column("residents", "people", "people who live there",
           "居民数 居民人数 居民 常住人口 常住人口数 人口 人口数 总人口 population"),
    Column("households", "people", "households", "户数 家庭户数 常住户数 总户数"),
    Column("share_exvillager", "share", "residents who are resettled villagers",
           "安置居民比例 失地农民比例 村转居比例 share_of_ex_villagers"),
    Column("share_migrant", "share", "residents registered elsewhere",
           "流动人口比例 外来人口比例 share_of_migrants"),
    Column("share_60plus", "share", "residents aged 60 and over",
           "60岁以上比例 老年人口比例 老龄化率 share_60+"),
    Column("staff_cadre", "count", "staff trained in village administration", "原村干部 村干部"),
    Column("staff_elected", "count", "elected staff of no other kind", "选举产生 当选委员"),
    Column("staff_graduate", "count", "graduates on the staff", "大学生 大学毕业生 大学生村官"),
    Column("staff_social_worker", "count", "social workers on the staff", "社工 社会工作者"),
    Column("staff_post", "count", "public-welfare posts", "公益岗位 公益性岗位"),
    Column("grid_workers", "count", "grid workers, paid by the town", "网格员 网格员数"),
    Column("organizations", "count", "social organizations at work at the start",
           "社会组织 社会组织数 社会组织数量 organisations"),
    Column("property", "word", "who manages the estate", "物业 物业管理 物业类型", PROPERTY_KINDS),
    Column("owners_committee", "flag", "has an owners' committee", "业委会 业主委员会"),
    Column("floor_space_m2", "amount", "square meters of community service rooms",
           "服务用房面积 社区用房面积 用房面积 floor_space"),
    Column("platform", "flag", "has the integrated service platform", "平台 综合服务平台"),
    Column("transplant", "share", "how intact resettled villages were moved", "整村安置程度"),
    Column("collective_assets_yuan", "amount", "assets of the village collective, yuan",
           "集体资产 collective_assets"),
    Column("x", "place", "meters east", "横坐标 x坐标"),
    Column("y", "place", "meters north", "纵坐标 y坐标"),
)
"""Every column of a profile, in the order it is written."""

EXTRA_COLUMNS = (
    Column("staff", "count", "staff of all kinds but grid workers", "工作人员 工作人员数"),
    Column("imputed", "text", "columns of this row that were imputed", "推算列"),
)
"""Columns a table may have besides: they are read and not kept."""

WORDS = {
    "area": {
        "development_zone": "开发区 经开区 经济开发区 高新区",
        "north_city": "北城 北城区 北城地区",
        "other": "其他 其它",
    },
    "kind": {
        "established": "老社区 老城社区 成熟社区 传统社区",
        "resettlement": "安置 安置社区 安置小区 拆迁安置 拆迁安置社区 村改居",
        "mixed_new": "新建 新建社区 新社区 混合 新建混合 新建混合社区",
        "village": "村 农村 行政村 农村社区",
    },
    "committee": {
        "residents": "居委会 居民委员会 社区居委会 社区居民委员会 residents'_committee",
        "villagers": "村委会 村民委员会 villagers'_committee",
    },
    "property": {
        "none": "无 没有 无物业",
        "subsidized": "补贴 政府补贴 街道补贴 镇街补贴 subsidised",
        "company": "公司 物业公司 专业物业 市场化",
    },
}
"""Words of a vocabulary besides its keys, as county offices write them."""
# fmt: on

STAFF_COLUMNS = tuple(item.name for item in COLUMNS if item.name.startswith("staff_"))
DRIVERS = frozenset(item.name for item in COLUMNS) - frozenset(
    ("code", "name", "township", "households", "transplant", "x", "y")
)
"""Columns that drive outcomes: where one was imputed, no place may be named.

``transplant`` is a judgment no county records, and acts on resettlement communities only.
"""

FLAGS = {
    **dict.fromkeys(("1", "true", "yes", "y", "是", "有", "√"), True),
    **dict.fromkeys(("0", "false", "no", "n", "否", "无", "没有", "×"), False),
}
MISSING = frozenset({"", "-", "—", "--", "/", "na", "n/a", "nan", "null", "none", "缺", "不详"})
"""Cells that say nothing: they are imputed."""

LONGEST_TEXT = 1000
"""Letters a cell may have."""
FORMULA_STARTS = ("=", "+", "-", "@")
"""What a spreadsheet would take for a formula: written with an apostrophe before it."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}([, '’\u00a0\u202f]\d{3})+(\.\d+)?")
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")


def folded(text: str) -> str:
    """A header or word without the differences that do not matter."""
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    return re.sub(r"[\s_\-]+", "_", text).strip("_")


def _headers() -> dict[str, Column]:
    known: dict[str, Column] = {}
    for item in (*COLUMNS, *EXTRA_COLUMNS):
        for name in (item.name, *item.aliases.split()):
            known[folded(name)] = item
    return known


HEADERS = _headers()


def column_of(header: str) -> Column | None:
    """The column a header names, or None."""
    return HEADERS.get(folded(header)) or HEADERS.get(folded(_BRACKETS.sub("", header)))


def similar_column(header: str) -> str:
    """The known header nearest to an unknown one, or nothing."""
    near = get_close_matches(folded(header), HEADERS, n=1, cutoff=0.6)
    return HEADERS[near[0]].name if near else ""


def is_missing(item: Column, text: str) -> bool:
    """Whether a cell says nothing. A place may be named NA, and ``none`` may be a word."""
    word = text.strip().casefold()
    if item.form == "text":
        return not word
    return word in MISSING and word not in item.words


def parsed(item: Column, text: str) -> Value:
    """The value of one cell, or a `CellFault` that says what was expected."""
    if item.form == "text":
        return _text(text)
    if item.form == "word":
        return _word(item, text)
    if item.form == "flag":
        return _flag(text)
    return _legal(item, _number(item, text))


def _text(text: str) -> str:
    clean = text.strip()
    if clean[:1] == "'" and clean[1:2] in FORMULA_STARTS:
        clean = clean[1:]
    if len(clean) > LONGEST_TEXT:
        raise CellFault(f"at most {LONGEST_TEXT} characters")
    if any(unicodedata.category(letter) == "Cc" for letter in clean):
        raise CellFault("text without control characters or line breaks")
    return clean


def _word(item: Column, text: str) -> str:
    known = {folded(key): key for key in item.words}
    for key, others in WORDS[item.name].items():
        known.update({folded(other): key for other in others.split()})
    word = folded(text)
    if word in known:
        return known[word]
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    hint = f"Did you mean {known[near[0]]}?" if near else _word_elsewhere(item, word)
    raise CellFault(f"one of {', '.join(item.words)}", hint)


def _word_elsewhere(item: Column, word: str) -> str:
    for name, words in WORDS.items():
        known = " ".join((*words, *words.values())).split()
        if name != item.name and word in map(folded, known):
            return f"This is a word of the column {name}."
    return ""


def _flag(text: str) -> bool:
    word = folded(text)
    if word not in FLAGS:
        raise CellFault("yes or no")
    return FLAGS[word]


def _number(item: Column, text: str) -> float:
    clean = unicodedata.normalize("NFKC", text).strip()
    if _NUMBER.fullmatch(clean):
        return float(clean)
    expected = "a share from 0 to 1" if item.form == "share" else "a number"
    bare = clean.rstrip("%").strip()
    if clean.endswith("%") and _NUMBER.fullmatch(bare):
        hint = f"Write {float(bare) / 100:g} for {bare} %." if item.form == "share" else ""
        raise CellFault(expected, hint)
    if _GROUPED.fullmatch(clean):
        plain = re.sub(r"[^\d.+-]", "", clean)
        raise CellFault(expected, f"Write {plain}, without thousands separators.")
    if re.fullmatch(r"[+-]?\d+,\d+", clean):
        raise CellFault(expected, f"Write {clean.replace(',', '.')}, with a decimal point.")
    if re.fullmatch(r"[+-]?[\d.]+\s*\D{1,3}", clean):
        raise CellFault(expected, "Write the number without its unit.")
    raise CellFault(expected)


def _legal(item: Column, number: float) -> float | int:
    if abs(number) > 1e12:
        raise CellFault("a number up to 1e12")
    if item.form == "share" and not 0 <= number <= 1:
        percent = 1 < number <= 100
        raise CellFault(
            "a share from 0 to 1", f"Write {number / 100:g} for {number:g} %." * percent
        )
    if item.form == "people" and number < 1:
        raise CellFault(f"at least 1, the {item.meaning}")
    if item.form in ("count", "amount") and number < 0:
        raise CellFault("0 or more")
    if item.form == "count":
        if number != int(number):
            raise CellFault("a whole number")
        return int(number)
    return number
