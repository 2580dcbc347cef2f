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
    "headed": ("{title} ({unit})", "{title}（{unit}）"),
    "month": ("month {month}", "第{month}个月"),
    "change": ("change", "变化"),
    "unit": ("unit", "单位"),
    "delivered": (
        "Delivered, as a share of what the policies were to cost:",
        "经费到位比例（实际支付占应支付的比例）：",
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
    "effects_around": (
        "Effects in month {month} against the baseline in the same circumstances · "
        "{n} paired replications",
        "第{month}个月相对于同等条件下基线的效应；{n}次配对重复",
    ),
    "difference": ("difference", "差值"),
    "interval": ("95 % interval", "95%区间"),
    "verdict": ("verdict", "判断"),
    "better_in": ("better in", "更好占比"),
    "yuan": ("yuan", "元"),
    "highest_of": (
        "The {shown} highest of {all} scenarios; the table effects has all, on every outcome.",
        "仅列出{all}个情景中最高的{shown}个；全部情景与各项结果见 effects 表。",
    ),
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
        "  {scenario}, replication {replication}, seed {seed}: {message}\n"
        "    again: {program} replay {run} --folder {folder}",
        "  {scenario}，第{replication}次重复，种子{seed}：{message}\n"
        "    重现：{program} replay {run} --folder {folder}",
    ),
    "more_failed": ("  and {more} more", "  另有{more}次"),
    "interrupted": (
        "Interrupted: {done} of {total} runs are kept. The rest: {command}",
        "已中断：{total}次运行中已保留{done}次。继续运行：{command}",
    ),
    "preflight": (
        "{runs} runs ({scenarios} scenarios, {replications} replications): about {time}, "
        "{megabytes} MB on disk.",
        "共{runs}次运行（{scenarios}个情景，{replications}次重复）：约需{time}，占{megabytes} MB。",
    ),
    "detectable": (
        "Smallest difference in {outcome} that is found four times in five: about {size}{unit}; "
        "about {needed} replications find {smallest}{unit}.",
        "{outcome}：有八成把握能发现的最小差值约为{size}{unit}；要发现{smallest}{unit}，约需{needed}次重复。",
    ),
    "by_precision": (
        "These are the first: replications are added until the precision asked for is reached, "
        "up to {most} ({runs} runs).",
        "以上仅为起始部分：将增加重复直至达到所要求的精度，至多{most}次重复（{runs}次运行）。",
    ),
    "too_long": (
        "That is a long or large batch and nobody is here to be asked: add --yes to start it.",
        "该批次耗时长或占用大，且无法询问：请加 --yes 启动。",
    ),
    "go_on": ("Start it?", "是否开始？"),
    "pending": (
        "{pending} of {asked} runs are still to be done (another shard's, or after --resume).",
        "{asked}次运行中尚有{pending}次未完成（属于其他分片，或须用 --resume 继续）。",
    ),
    "fingerprint": ("Fingerprint: {fingerprint}", "指纹：{fingerprint}"),
    "estimate": ("reading", "评估值"),
    "truth": ("true in pilots", "试点真实值"),
    "rolled_out": ("roll-out", "推广后"),
    "covered": ("interval covers", "区间覆盖"),
    "found": ("finds an effect", "发现效应"),
    "size": ("without policy", "无政策时"),
    "pilot_legend": (
        "reading, true in pilots, roll-out: means over runs · interval covers the true effect · "
        "finds an effect (p ≤ 0.05), with the policy and without any",
        "评估值、试点真实值、推广后：各次运行的平均 · 区间覆盖真实效应的比例 · "
        "发现效应（p ≤ 0.05）的比例，有政策时与无政策时",
    ),
    "odd_shape": ("Warning: {scenario}: {said}.", "警告：{scenario}：{said}。"),
    "sizes": (
        "To cost the same, as far as they can, quantities were multiplied by: {factors}.",
        "为使成本尽可能相同，各项投入的倍数为：{factors}。",
    ),
    "factor": ("factor", "因素"),
    "mu_star": ("mean effect (μ*)", "平均效应（μ*）"),
    "ST": ("share of variance (ST)", "方差份额（ST）"),
    "influential": ("beyond an inert one", "超过无作用参数"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "results": ("Results: {folder}", "结果：{folder}"),
    "report": ("Report: {path}", "报告：{path}"),
    "other_language": (
        "In Chinese: {program} report {folder} --lang zh",
        "英文报告：{program} report {folder} --lang en",
    ),
    "ok": ("{file}: ok ({kind})", "{file}：无误（{kind}）"),
    "scenario": ("scenario", "情景"),
    "experiment": (
        "experiment, kind: {kind}, {points:,} points, {runs:,} runs",
        "实验，类型{kind}：{points:,}个设计点，{runs:,}次运行",
    ),
    "experiment_by_precision": (
        "experiment, kind: {kind}, {points:,} points, up to {runs:,} runs",
        "实验，类型{kind}：{points:,}个设计点，至多{runs:,}次运行",
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
        "Sources are listed in docs/reference/sources.md; “assumed” was measured by nobody.",
        "来源见 docs/reference/sources.md；“假定”表示尚无实测。",
    ),
    "county_written": (
        "Written: {file}. Try: {program} run baseline --set county={file}",
        "已写入：{file}。可运行：{program} run baseline --set county={file}",
    ),
}


def words(key: str, lang: Lang) -> str:
    """The words for ``key`` in one language."""
    return say(key, lang.value, WORDING)
