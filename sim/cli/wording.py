"""What the command line says, in English and in Chinese."""

from __future__ import annotations

from sim.cli.screen import Lang
from sim.words import Catalogue, say

WORDING: Catalogue = {
    "compiling": (
        "Compiling the model for this machine (only this once, about half a minute) …",
        "正在为本机编译模型（仅首次，约半分钟）……",
    ),
    "county": (
        "{label}: {communities} communities, {population} residents ({residents} simulated)",
        "{label}：{communities}个社区，{population}名居民（模拟{residents}人）",
    ),
    "illustrative_county": ("Illustrative county", "示例县"),
    "own_county": ("County {name}", "县数据{name}"),
    "run": (
        "{title} · {months} months after {burn_in} of burn-in · seed {seed}",
        "{title}；预热{burn_in}个月后{months}个月；随机种子{seed}",
    ),
    "month": ("month {month}", "第{month}个月"),
    "change": ("change", "变化"),
    "unit": ("unit", "单位"),
    "delivered": (
        "Delivered, as a share of what the policies were to cost:",
        "政策落实（实际支付占应支付的比例）：",
    ),
    "delivered_line": ("  {policy}: {share}", "  {policy}：{share}"),
    "never_acted": ("never acted", "未曾实施"),
    "one_run": (
        "One run shows no uncertainty; sim batch compares scenarios over many worlds.",
        "单次运行不反映不确定性；多种世界下的比较请用 sim batch。",
    ),
    "caption": (
        "{county} · {share} of parameters assumed · attitudes and points are model units",
        "{county}；{share}的参数为假定值；态度与分值为模型单位",
    ),
    "an_illustrative_county": ("illustrative county", "示例县"),
    "county_of_the_user": ("county given by the user", "用户提供的县"),
    "warning": ("Warning: {text}", "警告：{text}"),
    "tables": ("Tables and manifest: {folder}", "数据表与清单：{folder}"),
    "effects": (
        "Effects in month {month} against {baseline} · {n} paired replications",
        "第{month}个月相对于“{baseline}”的效应；{n}次配对重复",
    ),
    "difference": ("difference", "差值"),
    "interval": ("95 % interval", "95%区间"),
    "verdict": ("verdict", "判断"),
    "better_in": ("better in", "更好占比"),
    "yuan": ("yuan", "元"),
    "legend": (
        "better in: share of worlds · yuan: per resident and year, more than the baseline",
        "更好占比：更好的世界所占比例；元：每名居民每年比基线多支出",
    ),
    "no_interval": (
        "Fewer than {fewest} replications: no interval and no verdict.",
        "重复不足{fewest}次：不给出区间与判断。",
    ),
    "variance_reduction": (
        "Pairing the worlds saves runs by a factor of {factor} (median).",
        "配对使所需运行次数减少至{factor}分之一（中位数）。",
    ),
    "by_world": ("{outcome}, world by world:", "各世界中的{outcome}："),
    "nothing_done": ("No run was finished.", "没有完成的运行。"),
    "failed_runs": (
        "{failed} of {asked} runs failed and are left out:",
        "{asked}次运行中有{failed}次失败，未计入：",
    ),
    "failed_run": (
        "  {scenario}, replication {replication}: {message}",
        "  {scenario}，第{replication}次重复：{message}",
    ),
    "more_failed": ("  and {more} more", "  另有{more}次"),
    "interrupted": (
        "Interrupted: {done} of {total} replications are kept in {folder}. "
        "The same command again does the rest.",
        "已中断：{total}次重复中已保留{done}次，存于{folder}。再次执行同一命令即可继续。",
    ),
    "results": ("Results: {folder}", "结果：{folder}"),
    "report": ("Report: {path}", "报告：{path}"),
    "other_language": (
        "In Chinese: {program} report {folder} --lang zh",
        "英文报告：{program} report {folder} --lang en",
    ),
    "ok": ("{file}: ok ({kind})", "{file}：无误（{kind}）"),
    "scenario": ("scenario", "情景"),
    "experiment": (
        "experiment of {scenarios} scenarios, {replications} replications",
        "实验：{scenarios}个情景，{replications}次重复",
    ),
    "table": ("county of {communities} communities", "县数据：{communities}个社区"),
    "checked": (
        "{files} files, {faulty} with faults, {doubtful} with warnings",
        "共{files}个文件，{faulty}个有错，{doubtful}个有警告",
    ),
    "policies": (
        "Policies (sim policies NAME lists the levers of one):",
        "政策（sim policies 名称 列出其全部参数）：",
    ),
    "named_worlds": (
        "Named worlds, for assumptions: {preset: KEY} in a scenario or worlds: {named: [KEY, …]} "
        "in an experiment:",
        "命名世界（情景文件写 assumptions: {preset: 键}，实验文件写 worlds: {named: [键, …]}）：",
    ),
    "assumes": ("assumes", "假定"),
    "contested": ("title, what is contested, and sources", "名称、争议所在与来源"),
    "key": ("key", "键"),
    "title": ("title", "名称"),
    "levers": ("levers", "参数数"),
    "lever": ("lever", "参数"),
    "default": ("default", "默认值"),
    "meaning": ("meaning, range, source and grade", "含义、范围、来源与等级"),
    "shared": ("of every policy", "各政策通用"),
    "sources": (
        "Sources are listed in docs/sources.md; “assumed” was measured by nobody.",
        "来源见 docs/sources.md；“假定”表示尚无实测。",
    ),
    "county_written": (
        "Written: {file}. Try: {program} run baseline --set county={file}",
        "已写入：{file}。可运行：{program} run baseline --set county={file}",
    ),
}


def words(key: str, lang: Lang) -> str:
    """The words for ``key`` in one language."""
    return say(key, lang.value, WORDING)
