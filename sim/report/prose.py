"""The sentences of the report, in English and in Chinese."""

from __future__ import annotations

from sim.words import Catalogue

PROSE: Catalogue = {
    # captions of figures, and what stands around them
    "figure": ("Figure {number}", "图{number}"),
    "table": ("Table {number}", "表{number}"),
    "caption.forest": ("Effects and their intervals", "各项效应及其区间"),
    "caption.paths": ("Paths over time", "变化轨迹"),
    "caption.admin": ("Hours of committees", "居（村）委会工时"),
    "caption.costs": ("What it costs, by line", "各科目成本"),
    "caption.pareto": ("Effect against cost", "效应与成本"),
    "caption.groups": ("Effects by group of residents", "各居民群体的效应"),
    "caption.indices": ("Factors by how much they matter", "各因素的影响大小"),
    "caption.tornado": ("One factor at a time", "逐一改变因素"),
    "caption.synergy": ("Policies together", "政策合并效应"),
    "caption.pilot": ("What evaluations of pilots say, and what is true", "试点评估值与真实效应"),
    "caption.responses": ("The effect along what was varied", "效应随所变因素的变化"),
    "caption.map": ("The county, community by community", "全县各社区"),
    "pareto_note": (
        "Up is better, right is dearer. The line joins the scenarios that no other one beats; "
        "whether two neighbors differ is told by the intervals, not by the line.",
        "越高越好，越右越贵。折线连接未被超越的情景；相邻两者是否有别，以区间而非折线为准。",
    ),
    "groups_note": (
        "Every group's own difference from the baseline, with its 95 % paired interval.",
        "各群体自身与基线情景之差及95%配对区间。",
    ),
    "indices_note": (
        "The inert factor stands for what noise alone would show.",
        "虚设因素代表单凭噪声会显示的大小。",
    ),
    "tornado_note": (
        "The widest bar is the factor that matters most alone.",
        "条形最宽者，单独影响最大。",
    ),
    "synergy_note": (
        "How far the joint effect differs from the sum of the single effects.",
        "合并效应与单项效应之和的差距。",
    ),
    "pilot_note": (
        "The evaluation reads what a county could see; truth and roll-out are what it could not.",
        "评估值是该县看得见的，真实效应与推广效应是它看不见的。",
    ),
    "responses_note": (
        "Only values that ran are shown; nothing is drawn between cells.",
        "仅显示已运行的取值，格点之间不作内插。",
    ),
    "imputed_basis": (
        "Which rule filled which column stands in the manifest of the results.",
        "各列所用插补规则见结果清单文件（manifest）。",
    ),
    "kind": ("Community governance simulation: report", "社区治理模拟报告"),
    "untitled": ("An experiment without a question", "未写明问题的实验"),
    "contents": ("Contents", "目录"),
    # the headings, in the order of the report
    "question": ("The question", "问题"),
    "verdict": ("The answer", "结论"),
    "effects": ("Effects at the end of the horizon", "期末效应"),
    "paths": ("Paths over time", "变化轨迹"),
    "admin": ("Admin share of committee hours", "居（村）委会工时中的行政工作占比"),
    "costs": ("What it costs", "成本"),
    "lasts": ("What lasts", "效果能否持续"),
    "delivered": ("How much was paid for", "经费到位情况"),
    "assumed": ("What was assumed", "假定了什么"),
    "imputed": ("What was imputed in the county table", "区县数据中的插补"),
    "sure": ("How sure", "可靠程度"),
    "repeat": ("How to repeat this", "如何重现"),
    "limits": ("What this is not", "本结果不能说明什么"),
    # the top
    "about": (
        "{county}: {communities} communities, {population} residents ({residents} simulated). "
        "{scenarios} scenarios, {months} months after a burn-in of {burn_in}, "
        "{n} replications each.",
        "{county}：{communities}个社区，居民{population}人（模拟{residents}人）。"
        "{scenarios}个情景，预热{burn_in}个月之后模拟{months}个月，每个情景重复{n}次。",
    ),
    "created": ("Written {created}.", "生成于{created}。"),
    "model_result": (
        "A model result about an illustrative county, not a forecast.",
        "这是关于一个示例县的模型结果，不是预测。",
    ),
    "model_result_own": (
        "A model result about a county as its table describes it, not a forecast.",
        "这是根据数据表所描述的区县得到的模型结果，不是预测。",
    ),
    # what went wrong
    "no_runs": (
        "No run finished: there is nothing to compare. The settings below are what was asked.",
        "没有任何运行完成，无法比较。以下仅列出所要求的设定。",
    ),
    "failed_runs": (
        "{scenario}: {failed} of {asked} runs failed; its numbers rest on the {done} that are "
        "done.",
        "{scenario}：{asked}次运行中有{failed}次失败，其数字仅依据完成的{done}次。",
    ),
    "all_failed": (
        "{scenario}: {failed} of {asked} runs failed; it has no numbers.",
        "{scenario}：{asked}次运行中有{failed}次失败，没有任何数字。",
    ),
    "missing_runs": (
        "{scenario}: {done} of {asked} runs are there; the others have not finished.",
        "{scenario}：{asked}次运行中仅有{done}次，其余尚未完成。",
    ),
    "uneven": (
        "Runs failed more often in some scenarios than in others: those that finished may not be "
        "alike, so read every comparison with care.",
        "各情景的失败次数不同，完成的运行未必可比，请谨慎解读各项比较。",
    ),
    "one_run": (
        "One replication only: no interval can be given and nothing is decided.",
        "只有一次重复：无法给出区间，一切尚无定论。",
    ),
    "too_few": (
        "Only {n} replications: below {fewest} no interval is given and nothing is decided.",
        "只有{n}次重复：少于{fewest}次时不给出区间，一切尚无定论。",
    ),
    "few_runs": (
        "Only {n} replications: the intervals rest on few runs.",
        "只有{n}次重复：区间所依据的运行次数偏少。",
    ),
    "more_scenarios": (
        "{number} more scenarios lack runs; the table of runs has them all.",
        "另有{number}个情景缺少运行，详见运行表。",
    ),
    "few_of_points": (
        "Only {n} replications of each point: the intervals tell of the design, hardly of luck.",
        "每个方案点只有{n}次重复：区间主要反映实验设计，几乎不反映随机因素。",
    ),
    "no_spread": (
        "{outcome} is constant: no difference varies from run to run, so its intervals have no "
        "width and say nothing of certainty.",
        "{outcome}恒定：各次运行的差值完全相同，区间宽度为零，不反映可靠程度。",
    ),
    # the verdict
    "top": (
        "{outcome}: highest in this model is {scenario}, {change} above the baseline in month "
        "{month} (95 % interval {low} to {high}).",
        "{outcome}：本模型中最高的是{scenario}，第{month}个月比基线情景高{change}"
        "（95%区间：{low}至{high}）。",
    ),
    "top_of_sure": (
        "{outcome}: highest in this model, of those that are clearly better than the baseline, is "
        "{scenario}, {change} above it in month {month} (95 % interval {low} to {high}).",
        "{outcome}：在本模型明确优于基线情景的情景中，最高的是{scenario}，第{month}个月比基线情景高"
        "{change}（95%区间：{low}至{high}）。",
    ),
    "bottom_of_sure": (
        "{outcome}: lowest in this model, of those that are clearly better than the baseline, is "
        "{scenario}, {change} below it in month {month} (95 % interval {low} to {high}).",
        "{outcome}：在本模型明确优于基线情景的情景中，最低的是{scenario}，第{month}个月比基线情景低"
        "{change}（95%区间：{low}至{high}）。",
    ),
    "bottom": (
        "{outcome}: lowest in this model, and lower is better, is {scenario}, {change} below the "
        "baseline in month {month} (95 % interval {low} to {high}).",
        "{outcome}（越低越好）：本模型中最低的是{scenario}，第{month}个月比基线情景低{change}"
        "（95%区间：{low}至{high}）。",
    ),
    "top_cost": (
        "It costs {yuan} yuan per resident and year more than the baseline.",
        "与基线情景相比，人均每年多支出{yuan}元。",
    ),
    "top_saves": (
        "It costs {yuan} yuan per resident and year less than the baseline.",
        "与基线情景相比，人均每年少支出{yuan}元。",
    ),
    "tied": (
        "In {n} replications it cannot be told apart from {scenarios}.",
        "在{n}次重复中无法与{scenarios}区分高低。",
    ),
    "constant": (
        "{outcome}: the scenarios do not differ from the baseline in any run.",
        "{outcome}：各情景在每次运行中都与基线情景完全相同。",
    ),
    "all_equal": (
        "{outcome}: practically equal. No scenario differs from the baseline by as much as "
        "{size}, the smallest effect that matters.",
        "{outcome}：基本相当。没有情景与基线情景的差距达到最小关注效应{size}。",
    ),
    "all_undecided": (
        "{outcome}: undecided. In {n} replications no scenario can be told apart from the "
        "baseline.",
        "{outcome}：尚无定论。在{n}次重复中，没有情景能与基线情景区分开。",
    ),
    "none_better": (
        "{outcome}: no scenario is better than the baseline in this model.",
        "{outcome}：本模型中没有情景优于基线情景。",
    ),
    "no_direction": (
        "{outcome} has no good or bad direction of its own.",
        "{outcome}本身没有好坏之分。",
    ),
    "no_comparison": (
        "{outcome}: no finished comparison, so nothing can be said.",
        "{outcome}：没有完成的比较，无从判断。",
    ),
    "without_interval": (
        "{outcome}: undecided. {n} replications are too few for an interval.",
        "{outcome}：尚无定论。{n}次重复过少，无法给出区间。",
    ),
    "list.better": ("Better than the baseline: {scenarios}.", "优于基线情景：{scenarios}。"),
    "list.worse": ("Worse than the baseline: {scenarios}.", "劣于基线情景：{scenarios}。"),
    "list.practically equal": (
        "Practically equal to the baseline: {scenarios}.",
        "与基线情景基本相当：{scenarios}。",
    ),
    "list.undecided": ("Undecided: {scenarios}.", "尚无定论：{scenarios}。"),
    "list.higher": ("Higher than the baseline: {scenarios}.", "高于基线情景：{scenarios}。"),
    "list.lower": ("Lower than the baseline: {scenarios}.", "低于基线情景：{scenarios}。"),
    # tables
    "column.world": ("World", "世界"),
    "column.n": ("Replications", "重复次数"),
    "column.scenario": ("Scenario", "情景"),
    "column.outcome": ("Outcome", "结果指标"),
    "column.baseline": ("Baseline", "基线情景"),
    "column.difference": ("Mean difference", "平均差值"),
    "column.interval": ("95 % paired interval", "95%配对区间"),
    "column.verdict": ("Verdict", "判断"),
    "column.share_better": ("Share of worlds in which it is better", "更好的世界所占比例"),
    "column.joint": ("Joint 95 % interval", "同时成立的95%区间"),
    "column.kept_interval": ("95 % interval of what is kept", "保留比例的95%区间"),
    "column.share_of_runs": ("Share of replications in which it is better", "更好的重复所占比例"),
    "differences_in": ("differences in {unit}", "差值单位为{unit}"),
    "column.yuan": (
        "Yuan per resident and year, against the baseline",
        "人均每年支出（元），与基线情景之差",
    ),
    "column.point": (
        "{outcome}: yuan per point (95 % interval)",
        "{outcome}：每改善一点的人均每年支出（元，95%区间）",
    ),
    "column.line": ("Line", "科目"),
    "column.total": ("Total", "合计"),
    "column.ends": ("Package ends after month", "政策组合结束月份"),
    "column.at_end": ("Effect when it ended", "结束时的效应"),
    "column.at_horizon": ("Effect in month {month}", "第{month}个月的效应"),
    "column.kept": ("Kept", "保留比例"),
    "column.continued": ("Had it gone on", "若继续实施"),
    "column.policy": ("Policy", "政策"),
    "column.delivered": ("Share paid for", "经费到位比例"),
    "column.key": ("Key", "键名"),
    "column.meaning": ("Meaning", "含义"),
    "column.default": ("Default", "默认值"),
    "column.range": ("Range", "取值范围"),
    "column.unit": ("Unit", "单位"),
    "column.source": ("Source", "来源"),
    "column.grade": ("Grade", "依据等级"),
    "column.count": ("Parameters", "参数个数"),
    "column.share": ("Share", "占比"),
    "column.column": ("Column", "列"),
    "column.cells": ("Communities", "社区数"),
    "column.asked": ("Runs asked for", "要求的运行次数"),
    "column.done": ("Done", "完成"),
    "column.failed": ("Failed", "失败"),
    "to": (" to ", "至"),
    "of_communities": ("{count} of {total}", "{total}个中的{count}个"),
    # notes under tables and charts
    "effects_note": (
        "Each difference is taken within the same world, with the same residents and the same "
        "luck. Practically equal: the whole interval lies within ±{size}, the smallest effect "
        "that matters. Better or worse: it does not, and it excludes zero. Undecided: neither.",
        "每个差值都取自同一世界、同样的居民和同样的随机因素。基本相当：整个区间落在最小关注效应"
        "±{size}之内。更好或更差：区间未完全落在该范围内，且不含零。尚无定论：以上皆不成立。",
    ),
    "effects_note_plain": (
        "Each difference is taken within the same world, with the same residents and the same "
        "luck. Better or worse: the interval excludes zero. Undecided: it does not.",
        "每个差值都取自同一世界、同样的居民和同样的随机因素。更好或更差：区间不含零。"
        "尚无定论：区间含零。",
    ),
    "circumstances": (
        "Every scenario is compared with the baseline in its own circumstances, so where they "
        "differ, so do the baselines.",
        "每个情景均与同等条件下的基线情景比较；条件不同，基线情景也不同。",
    ),
    "flattered": (
        "The scenario that comes out highest was picked for being highest, so its figure is a "
        "little flattering.",
        "排在最高的情景是因其最高而被挑出的，其数值略有高估。",
    ),
    "fresh": (
        "On {n} fresh replications, which had no part in picking it, “{scenario}” is worth "
        "{difference} ({low} to {high}).",
        "用未参与挑选的{n}次新重复重新估计，“{scenario}”为{difference}（{low}至{high}）。",
    ),
    "other_outcomes": ("All other outcomes ({count})", "其他结果指标（{count}项）"),
    "paths_note": (
        "Left, the level of each scenario; its band covers what differs between worlds, which all "
        "scenarios share, so bands that overlap do not mean that there is no difference. Right, "
        "the difference from the baseline within the same world: read comparisons there.",
        "左侧为各情景的水平，色带主要反映各情景共有的世界差异，因此色带重叠并不表示没有差别。"
        "右侧为同一世界内与基线情景之差，比较请看右侧。",
    ),
    "forest_note": (
        "A point is the mean difference from the baseline, its bar the 95 % paired interval. "
        "Shapes tell the verdicts apart without color.",
        "点为与基线情景的平均差值，横线为95%配对区间。不同形状对应不同判断，无需依靠颜色。",
    ),
    "admin_note": (
        "Hours spent on work handed down by town and county, as a share of all hours that "
        "committees spend.",
        "乡镇（街道）和县级部门交办事务所用工时占居（村）委会全部工时的比例。",
    ),
    "no_admin": (
        "The tables hold no admin share of committee hours.",
        "数据表中没有居（村）委会的行政工作占比。",
    ),
    "no_costs": (
        "The tables hold no ledger, so no cost can be told.",
        "没有账目数据，无法说明成本。",
    ),
    "costs_note": (
        "What the county pays, yuan per resident and year, mean over replications. Money handed "
        "on is counted once.",
        "由县级财政支付的金额（元／人·年），取各次重复的均值。转拨资金只计一次。",
    ),
    "points_heading": ("Cost per point of effect", "每点效应的成本"),
    "points_note": (
        "A point is one hundredth of the scale of 0 to 1, or one percentage point. Given only "
        "where the interval of the effect excludes zero and the scenario costs more than the "
        "baseline; comparable only within this experiment.",
        "一点为0至1量表的百分之一，或一个百分点。仅在效应区间不含零且支出高于基线情景时给出；"
        "只能在本次实验内部比较。",
    ),
    "none_sure": ("not clear of zero", "区间含零"),
    "no_extra_cost": ("costs no more", "未增加支出"),
    "wrong_way": ("worse than the baseline", "劣于基线情景"),
    "no_endings": (
        "No scenario here ends its package before the horizon, so this experiment does not tell "
        "what lasts.",
        "没有情景在期末之前结束政策组合，因此本次实验不能说明效果能否持续。",
    ),
    "lasts_note": (
        "Kept: what is left in month {month} of the effect that was there when the package ended; "
        "given only where that effect was clear of zero.",
        "保留比例：第{month}个月的效应与政策组合结束时的效应之比；仅在结束时的效应区间不含零时给出。",
    ),
    "all_delivered": (
        "Everything that was written into the policies was paid for.",
        "政策所列事项的经费全部到位。",
    ),
    "short_delivered": (
        "What is not paid for is not delivered. Paid for only in part: {policies}.",
        "没有经费的政策无法落实。仅部分到位的有：{policies}。",
    ),
    "short_one": ("{policy} {share} (in {scenario})", "{scenario}中的{policy}（{share}）"),
    "semicolon": ("; ", "；"),
    "untold": ("{text}", "运行前的提示（仅有英文）：{text}"),
    "no_delivered": ("No policy was at work.", "没有实施任何政策。"),
    "assumed_share": (
        "{share} of the {count} parameters of the model are assumed: nobody measured them. They "
        "were chosen inside a range wide enough to be argued with.",
        "模型的{count}个参数中，{share}为假定值，即没有实测依据，所取的值及其范围均可商榷。",
    ),
    "no_assumptions": ("The tables hold no parameters.", "数据表中没有参数。"),
    "worlds.sampled": (
        "Each replication takes a world of its own, one draw of every parameter from its range, "
        "the same for every scenario: an interval covers what we do not know as well as luck.",
        "每次重复各用一个世界，即每个参数都在其取值范围内抽取一次，各情景相同："
        "因此区间既反映随机因素，也反映我们所不知道的。",
    ),
    "worlds.default": (
        "Every replication takes the default values: an interval covers luck only, not what we do "
        "not know.",
        "每次重复均采用默认值：区间只反映随机因素，不反映参数的不确定性。",
    ),
    "worlds.latin_hypercube": (
        "The worlds fill the ranges of the parameters drawn evenly (a Latin hypercube) and are the "
        "same for every scenario: an interval covers what we do not know of these parameters as "
        "well as luck; the others have their default values.",
        "各世界均匀覆盖所抽取参数的取值范围（拉丁超立方抽样），各情景相同："
        "区间既反映随机因素，也反映这些参数的不确定性；其余参数取默认值。",
    ),
    "worlds.named": (
        "The replications take named worlds in turn, in which a contested sign points the other "
        "way or a mechanism is switched off: an interval mixes these worlds with luck. The table "
        "world by world shows what holds in each of them.",
        "各次重复依次采用命名世界（其中某一有争议的方向取反，或关闭某一机制）："
        "区间混合了各世界之间的差异与随机因素；某一结论在各世界中是否成立，见分世界的表格。",
    ),
    "by_world": (
        "{outcome}, world by world: difference, 95 % interval and verdict",
        "各世界中的{outcome}：差值、95%区间与判断",
    ),
    "all_parameters": ("All {count} parameters", "全部{count}个参数"),
    "nothing_imputed": (
        "No column of the county table was imputed.",
        "区县数据表没有任何插补列。",
    ),
    "invented": (
        "The county itself is invented: its communities stand for no place.",
        "该县为虚构：其中的社区不对应任何真实地点。",
    ),
    "imputed_note": (
        "These columns were empty and were filled from magnitudes found elsewhere. Communities are "
        "therefore not named, ranked or mapped.",
        "这些列原为空缺，按其他来源的量级填补。因此不列出社区名称、不排名、不制图。",
    ),
    "seeds": (
        "Root seed {seed}, {n} replications: each has its own seed, made from the root seed and "
        "the same for every scenario.",
        "随机种子为{seed}，共{n}次重复：每次重复的种子均由它生成，各情景相同。",
    ),
    "pairing": (
        "Comparisons are paired: the same worlds, residents and luck on both sides. Pairing cuts "
        "the variance of a difference by a factor of {median} in the median ({low} to {high}).",
        "比较均为配对比较：两侧的世界、居民和随机因素相同。配对使差值的方差缩小为原来的"
        "1/{median}（中位数；范围1/{low}至1/{high}）。",
    ),
    "pairing_unknown": (
        "Comparisons are paired: the same worlds, residents and luck on both sides. The factor by "
        "which this cuts the variance cannot be computed here.",
        "比较均为配对比较：两侧的世界、居民和随机因素相同。此处无法计算方差缩小的倍数。",
    ),
    "interval_kind": (
        "Intervals are 95 % Student t intervals of the mean paired difference; one run is one "
        "observation.",
        "区间为配对差值均值的95%置信区间（t分布），每次运行计为一个观测。",
    ),
    "band_kind": (
        "Of bands over time the light one holds for the whole path at once, the dark one month by "
        "month.",
        "随时间变化的色带中，浅色对整条轨迹同时成立，深色逐月成立。",
    ),
    "multiplicity": (
        "No correction for looking more than once: of {count} intervals, about {misses} would miss "
        "their value by chance alone.",
        "未对多重比较作校正：{count}个区间中，单凭偶然就约有{misses}个不含真值。",
    ),
    "joint": (
        "For the primary outcome, {outcome}, wider intervals that hold for all scenarios at once "
        "are given below.",
        "对首要结果指标“{outcome}”，下表另列对所有情景同时成立的较宽区间。",
    ),
    "joint_caption": (
        "{outcome}: each interval alone, and all of them holding at once",
        "{outcome}：各自的区间与同时成立的区间",
    ),
    "joint_changes": (
        "Judged all at once, no longer clear of zero: {scenarios}.",
        "同时判断时，区间不再排除零的有：{scenarios}。",
    ),
    "left_out": (
        "Left out of the comparisons: {missing} pairs with a missing run, {invalid} with a value "
        "that is not a number.",
        "未纳入比较的：{missing}对缺少运行，{invalid}对含有非数值。",
    ),
    "smallest": (
        "The smallest effect that matters was set beforehand: {size} for {outcome}.",
        "最小关注效应事先设定：{outcome}为{size}。",
    ),
    "reduction": ("Variance reduction by pairing", "配对的方差缩减倍数"),
    "version": ("Version {version}.", "版本{version}。"),
    "no_command": ("The command was not recorded.", "未记录命令。"),
    "limits_text": (
        "This is a model result about {county}: a ranking with uncertainty, not a forecast, and no "
        "evidence about a real community. Attitudes and points are model units. Whatever the model "
        "leaves out, this report cannot see.",
        "这是关于{county}的模型结果：是带有不确定性的排序，不是预测，也不能作为真实社区的证据。"
        "态度与“点”均为模型单位。模型未包含的因素，本报告无从反映。",
    ),
    "an_illustrative_county": ("an illustrative county", "一个示例县"),
    "stop": (" ", ""),
    "elsewhere": (
        "{title}: on the page (HTML) and in the tables (Excel).",
        "{title}：见网页版（HTML）与数据表（Excel）。",
    ),
    "and_more": (" and {number} more", "等另外{number}个"),
}
