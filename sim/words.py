"""The words, units and number formats that a reader meets, in English and in Chinese.

Charts and report print nothing that is not here, in the prose of the report, or handed in
by the caller with both languages beside each other.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from typing import Literal, NamedTuple

from sim.errors import SimError

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

Catalogue = Mapping[str, tuple[str, str]]
"""Key → (English, Chinese)."""


NO_BREAK = "\u00a0"
"""A space at which no line ends."""


class Label(NamedTuple):
    """What one outcome, line or policy is called, and what it is counted in."""

    en: str
    zh: str
    unit: str = ""


class Unit(NamedTuple):
    """How values counted in one unit are written."""

    en: str
    zh: str
    digits: int = 1
    percent: bool = False


WORDS: Catalogue = {
    "illustrative_county": ("illustrative county", "示例县"),
    "baseline": ("baseline", "基线"),
    "month": ("month", "月份"),
    "scenario": ("scenario", "情景"),
    "outcome": ("outcome", "结果指标"),
    "difference": ("Difference from the baseline", "与基线情景之差"),
    "total": ("total", "合计"),
    "other_lines": ("other lines", "其他科目"),
    "no_data": ("no finished run", "没有完成的运行"),
    "no_cost": ("no cost recorded", "没有支出记录"),
    "interval_column": ("difference (95 % interval)", "差值（95%区间）"),
    "verdict_column": ("verdict", "判断"),
    "verdict.better": ("better", "更好"),
    "verdict.worse": ("worse", "更差"),
    "verdict.practically equal": ("practically equal", "基本相当"),
    "verdict.undecided": ("undecided", "尚无定论"),
    "verdict.higher": ("higher", "更高"),
    "verdict.lower": ("lower", "更低"),
    "verdict.none": ("no verdict", "不作判断"),
    "constant": ("same in every run", "各次运行相同"),
    "no_interval": ("no interval", "无区间"),
    "grade.measured": ("measured", "实测"),
    "grade.literature": ("literature", "文献"),
    "grade.expert": ("expert judgment", "专家判断"),
    "grade.assumed": ("assumed", "假定"),
    "caption.n": ("n = {n} paired replications", "n = {n}次配对重复"),
    "caption.n_range": ("n = {low} to {n} paired replications", "n = {low}至{n}次配对重复"),
    "caption.one_run": ("one run, so no interval", "单次运行，无区间"),
    "caption.few": ("too few replications for an interval", "重复次数过少，不给区间"),
    "caption.band": (
        "bands: 95 % for the whole path, darker for a month alone",
        "色带：浅色为整条轨迹的95%同时置信带，深色为逐月的95%区间",
    ),
    "caption.mean": ("means of n = {n} replications", "n = {n}次重复的均值"),
    "caption.seed": ("seed {seed}", "随机种子{seed}"),
    "caption.assumed": ("{share} of parameters assumed", "{share}的参数为假定值"),
    "separator": (" · ", "；"),
    "aside": (" · ", "，"),
    "quoted": ("“{name}”", "“{name}”"),
    "with_unit": ("{name} · {unit}", "{name}（{unit}）"),
    "comma": (", ", "、"),
}

KINDS: Catalogue = {
    "established": ("long-established communities", "老城社区"),
    "resettlement": ("resettlement communities", "安置社区"),
    "mixed_new": ("mixed new communities", "新建混合社区"),
    "village": ("villages", "村"),
}
"""Kinds of community."""

ORIGINS: Catalogue = {
    "established": ("long-established", "老居民"),
    "resettled": ("resettled", "安置居民"),
    "migrant": ("migrants", "外来居民"),
    "villager": ("villagers", "村民"),
}
"""Where residents come from."""

UNITS: Mapping[str, Unit] = {
    "": Unit("", "", 3),
    "0 to 1": Unit("scale 0 to 1", "0至1量表", 3),
    "share": Unit("share", "占比", 1, percent=True),
    "Gini": Unit("Gini coefficient", "基尼系数", 3),
    "points": Unit("points", "点", 3),
    "rho": Unit("work asked for / capacity", "工作量／能力", 2),
    "per year": Unit("per year", "每年", 3),
    "months": Unit("months", "个月"),
    "months of work": Unit("months of work", "个月工作量", 2),
    "hours": Unit("hours", "小时"),
    "hours per resident and year": Unit("hours per resident and year", "小时／人·年", 2),
    "people": Unit("people", "人"),
    "count": Unit("count", "个"),
    "square meters": Unit("square meters", "平方米", 0),
    "yuan": Unit("yuan", "元", 0),
    "yuan a month": Unit("yuan a month", "元／月", 0),
    "yuan per resident and year": Unit("yuan per resident and year", "元／人·年"),
}
"""Units that outcomes have."""

PARAMETER_UNITS: Mapping[str, str] = {
    "communities": "个社区",
    "days a month and community": "天／月·社区",
    "events a year": "次活动／年",
    "exponent": "指数",
    "extra hazard": "附加风险",
    "factor an act": "倍／次参与",
    "factor": "倍",
    "grants a year per 100,000 residents": "笔／年·十万居民",
    "hours a meeting": "小时／次会议",
    "hours a month and community": "小时／月·社区",
    "hours a month": "小时／月",
    "hours a year and worker": "小时／年·人",
    "hours an event": "小时／次活动",
    "hours per 1,000 residents and month": "小时／千居民·月",
    "hours per member": "小时／党员",
    "log hazard per share of pay": "对数风险／工资份额",
    "log hazard": "对数风险",
    "logit a meeting": "logit／次会议",
    "logit a month": "logit／月",
    "logit a year": "logit／年",
    "logit an election": "logit／次选举",
    "logit": "logit",
    "meetings a year": "次会议／年",
    "meters": "米",
    "month of the burn-in": "预热期月份",
    "months of cost": "个月支出",
    "people per square meter": "人／平方米",
    "per act": "每次参与",
    "per community and year": "每社区每年",
    "per community": "每社区",
    "per contact": "每次接触",
    "per hot issue": "每件热点",
    "per hour": "每小时",
    "per meeting a month": "每月每次会议",
    "per month": "每月",
    "per reply": "每次答复",
    "per service": "每次服务",
    "per unit": "每单位",
    "per year and elder": "每位老人每年",
    "per year and person": "每人每年",
    "per year and yuan per resident": "每年每人均元",
    "places a head": "人均供给",
    "probability": "概率",
    "reported month": "报告月份",
    "residents": "名居民",
    "rho - 1": "rho − 1",
    "share a group": "占比／团体",
    "share a month": "占比／月",
    "share an event": "占比／次活动",
    "share of a full circle": "占完整社交圈",
    "share of a month": "占一个月",
    "share of cost": "占成本",
    "share of estates": "占小区",
    "share of forms": "占报表",
    "share of grids": "占网格",
    "share of hours": "占工时",
    "share of need": "占需求",
    "share of overflow": "占溢出部分",
    "share of pay": "占工资",
    "share of residents": "占居民",
    "share of the gap": "占差距",
    "share of time": "占时间",
    "share of wages": "占工资",
    "share per grant and community-year": "占比／笔资助·社区年",
    "share per overload": "占比／单位超载",
    "sign": "符号",
    "sites a year and field": "处／年·领域",
    "square meters per 100 households": "平方米／百户",
    "systems": "套系统",
    "ties": "条关系",
    "visits a year and worker": "次／年·人",
    "voices per 1,000 residents and month": "件／千居民·月",
    "weight": "权重",
    "years": "年",
    "yuan a day": "元／天",
    "yuan a meeting": "元／次会议",
    "yuan a month and community": "元／月·社区",
    "yuan a month": "元／月",
    "yuan an act": "元／次",
    "yuan an event": "元／次活动",
    "yuan an hour and worker": "元／小时·人",
    "yuan an hour": "元／小时",
    "yuan per resident and year at full strength": "元／人·年（足额实施）",
    "yuan per square meter and year": "元／平方米·年",
    "yuan per square meter": "元／平方米",
}
"""Units that only parameters have, in Chinese; their values are printed as declared."""


def say(key: str, lang: Language, catalogue: Catalogue = WORDS) -> str:
    """The words for ``key`` in one language; an unknown language is refused."""
    if lang not in LANGUAGES:
        raise SimError(f"no words in language {lang!r}, expected one of: {', '.join(LANGUAGES)}")
    return catalogue[key][LANGUAGES.index(lang)]


def named(titles: Mapping[str, object] | None, key: str, lang: Language) -> str:
    """The title of ``key`` in one language: a pair en/zh, a plain text, or the key itself."""
    title: object = (titles or {}).get(key, key)
    if isinstance(title, Mapping):
        title = title.get(lang) or title.get("en") or title.get("zh") or key
    elif isinstance(title, Label):
        title = title.zh if lang == "zh" else title.en
    return printable(str(title)) or key


def printable(text: str) -> str:
    """``text`` on one line, without control, invisible or direction-changing characters."""
    spaced = "".join(" " if mark.isspace() and mark != NO_BREAK else mark for mark in text)
    return "".join(mark for mark in spaced if unicodedata.category(mark)[0] != "C").strip()


def unit_of(unit: str) -> Unit:
    """How values in ``unit`` are written; a unit not in the catalogue is written as it is."""
    if unit in UNITS:
        return UNITS[unit]
    name = printable(unit)
    return UNITS["share"]._replace(en=name) if name.startswith("share") else Unit(name, name, 3)


def unit_name(unit: str, lang: Language) -> str:
    """The unit in words; values of a share carry their own percent sign."""
    known = unit_of(unit)
    if lang == "en":
        return known.en
    return known.zh if unit in UNITS else PARAMETER_UNITS.get(unit, known.zh)


def decimal(value: float, digits: int, signed: bool = False) -> str:
    """A number with a fixed count of decimals and a true minus sign; never “-0.0”."""
    if not math.isfinite(value):
        return "–"
    rounded = round(value, digits) + 0.0
    return f"{rounded:{'+' if signed and rounded else ''},.{digits}f}".replace("-", "−")


def percent(share: float, lang: Language, digits: int = 0) -> str:
    """A share as a percentage; English sets a no-break space before the sign."""
    if not math.isfinite(share):
        return "–"
    return decimal(100 * share, digits) + ("%" if lang == "zh" else f"{NO_BREAK}%")


def value(number: float, unit: str, lang: Language) -> str:
    """A level of an outcome as a reader wants it: 38.2 %, 0.451, 12.5."""
    known = unit_of(unit)
    return percent(number, lang, known.digits) if known.percent else decimal(number, known.digits)


def change(number: float, unit: str) -> str:
    """A difference between two levels, signed; differences of shares in hundredths."""
    known = unit_of(unit)
    return decimal(100 * number if known.percent else number, known.digits, signed=True)


def size(number: float, unit: str) -> str:
    """How large a difference is: no sign, no zeros at the end."""
    shown = change(abs(number), unit).lstrip("+")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def change_unit(unit: str, lang: Language) -> str:
    """What a difference is counted in: points for shares, the unit itself otherwise."""
    if unit_of(unit).percent:
        return "个百分点" if lang == "zh" else "percentage points"
    return unit_name(unit, lang)
