"""The words of the page, in English and in Chinese; Mesa's own controls among them."""

from __future__ import annotations

from sim.words import NO_BREAK, Catalogue, Language, say, unit_name

WORDING: Catalogue = {
    "title": ("Policies beside the baseline", "政策情景与基线情景对照"),
    "month": ("Month {month} of {last}", "第{month}个月（共{last}个月）"),
    "ended": ("the run has ended", "运行结束"),
    "luck": ("seed {seed}, the same luck in both", "随机种子{seed}，两种情景的随机因素相同"),
    "sample": (
        "{residents} of {people} residents simulated",
        "模拟居民{residents}人（全县{people}人）",
    ),
    "everybody": ("all {people} residents simulated", "模拟全部居民{people}人"),
    "disclaimer": (
        "A model result about an illustrative county, not a forecast. One run: part of the "
        "difference is how chance plays out; sim batch tells effects with intervals.",
        "以下为示例县的模型结果，并非预测。此处仅为单次运行，差异中含有随机成分；"
        "带置信区间的效应请用 sim batch 估计。",
    ),
    "disclaimer.own": (
        "A model result, not a forecast. One run: part of the difference is how chance plays "
        "out; sim batch tells effects with intervals.",
        "以下为模型结果，并非预测。此处仅为单次运行，差异中含有随机成分；"
        "带置信区间的效应请用 sim batch 估计。",
    ),
    "thin": (
        "The sample is thin ({each} simulated residents per community; {enough} are enough): "
        "chance in who they are overloads queues and biases service.",
        "样本偏小（平均每个社区{each}名模拟居民，{enough}名为宜）：样本构成的偶然性会使"
        "办事积压加重，服务质量出现偏差。",
    ),
    "readings": ("This month, baseline → policies:", "本月（基线情景 → 政策情景）："),
    "illustrative": ("illustrative county", "示例县"),
    "own": ("county given by the user", "用户提供的县"),
    "baseline": ("baseline", "基线情景"),
    "bare": ("with policies", "政策情景"),
    "changed": ("{title}, changed here", "{title}（已调整）"),
    "shade": ("Shade of the map", "地图着色指标"),
    "seed": ("Seed", "随机种子"),
    "world": ("Run", "运行设置"),
    "restart": (
        "Whatever you change here starts both runs again at month 0.",
        "改动任何一项，两种情景均从第0个月重新运行。",
    ),
    "policies": ("Policies", "政策"),
    "others": ("Policies not in this scenario", "本情景以外的政策"),
    "more": ("More levers", "更多参数"),
    "refused": ("This cannot be set:", "无法这样设定："),
    "failed": ("The model cannot run like this:", "模型无法如此运行："),
}

MESA: Catalogue = {
    "Controls": ("Controls", "运行控制"),
    "Play Interval (ms)": ("Pause between months (ms)", "每月间隔（毫秒）"),
    "Render Interval (steps)": ("Months per step", "每步月数"),
    "Use Threads": ("Draw in a second thread", "另开线程绘图"),
    "Increase play interval to avoid skipping plots": (
        "A longer pause shows every month",
        "间隔过短会跳过部分月份的图",
    ),
    "Model Parameters": ("", ""),
    "Information": ("", ""),
    "Reset": ("Reset", "重置"),
    "Step": ("Step", "步进"),
    "Page 0": ("County and headline outcomes", "全县概览与主要结果"),
    "Page 1": ("Committees and organizations", "居（村）委会与社会组织"),
}
"""What Mesa's controls say (it knows English alone), and what they say here."""

GROUPS: Catalogue = {
    "purchase": ("Purchase", "购买服务"),
    "items.inspections": ("Inspections", "检查会议留痕"),
    "items.social_security": ("Social security", "社保与核查"),
    "items.statistics": ("Statistics", "统计报表"),
    "items.stability": ("Petitions", "信访维稳"),
    "items.land": ("Land", "征地拆迁"),
    "items.health": ("Health", "卫生计生"),
    "community": ("By communities", "社区建设"),
    "township": ("By towns", "乡镇（街道）建设"),
    "county": ("By the county", "县级建设"),
}
"""What levers inside a lever belong to, by the beginning of their key."""


BARE = ("", "0 to 1", "factor", "reported month")
"""Units that add nothing to a number."""


def words(key: str, lang: Language) -> str:
    """The words of the page for ``key``."""
    return say(key, lang, WORDING)


def group_title(lever: str, lang: Language) -> str:
    """What a lever inside another belongs to; empty for one that stands by itself."""
    above, _, _ = lever.rpartition(".")
    return say(above, lang, GROUPS) if above in GROUPS else above


def with_unit(number: float, unit: str, lang: Language) -> str:
    """A lever's value as a reader wants it: "40 %", "85 % of residents", "14.5 grants a year"."""
    if unit.startswith("share"):
        share = f"{100 * number:.12g}" + ("%" if lang == "zh" else f"{NO_BREAK}%")
        rest = "" if unit == "share" else unit_name(unit, lang)
        return f"{rest}{share}" if lang == "zh" else f"{share}{rest.removeprefix('share')}"
    shown = f"{number:,.12g}"
    return shown if unit in BARE else f"{shown} {unit_name(unit, lang)}"
