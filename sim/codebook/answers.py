"""Columns of answers: effects, bands, groups, pilots, sensitivity, packages, sweeps."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping

from sim.codebook.column import OF_OUTCOME, Column, columns

EFFECTS: Mapping[str, Column] = columns({
    "n": ("n", "n", "Pairs of runs, or runs, that the row rests on", "本行所依据的运行对数（或运行次数）", "count"),
    "missing": ("Missing", "缺失", "Pairs of which one run is missing", "缺少一次运行的配对数", "pairs"),
    "invalid": ("Invalid", "无效", "Pairs with a number that is not finite", "含非有限数值的配对数", "pairs"),
    "baseline_mean": ("Mean without", "对照均值", "Mean of the outcome in the scenario compared with", "对照情景中该指标的均值", OF_OUTCOME),
    "mean": ("Mean", "均值", "Mean of the outcome in the scenario", "本情景中该指标的均值", OF_OUTCOME),
    "difference": ("Difference", "差值", "Mean paired difference to the scenario compared with", "与对照情景配对差值的均值", OF_OUTCOME),
    "low": ("Lower end", "区间下限", "Lower end of the 95 % interval", "95%区间下限", OF_OUTCOME),
    "high": ("Upper end", "区间上限", "Upper end of the 95 % interval", "95%区间上限", OF_OUTCOME),
    "low_joint": ("Lower end, jointly", "联合区间下限", "Lower end of the interval that holds for all scenarios at once; at the primary outcome only", "对全部情景同时成立的区间下限；仅主要指标", OF_OUTCOME),
    "high_joint": ("Upper end, jointly", "联合区间上限", "Upper end of the interval that holds for all scenarios at once; at the primary outcome only", "对全部情景同时成立的区间上限；仅主要指标", OF_OUTCOME),
    "low_band": ("Lower end of the band", "带下限", "Lower end of the 95 % band that holds for all months at once", "对全部月份同时成立的95%带下限", OF_OUTCOME),
    "high_band": ("Upper end of the band", "带上限", "Upper end of the 95 % band that holds for all months at once", "对全部月份同时成立的95%带上限", OF_OUTCOME),
    "p_value": ("p-value", "p值", "Probability of so large a difference by luck alone, not corrected for several looks", "仅凭运气出现如此差异的概率，未作多重校正", "probability"),
    "p_holm": ("p-value, Holm", "p值（霍尔姆校正）", "p-value corrected by Holm for all scenarios and the other headline outcomes", "经霍尔姆法按全部情景与其他重点指标校正的p值", "probability"),
    "q_value": ("q-value", "q值", "False discovery rate (Benjamini and Hochberg); in exploratory tables only", "错误发现率（本雅明尼–霍赫贝格）；仅探索性分析", "probability"),
    "verdict": ("Verdict", "判断", "better, worse, practically equal, undecided; higher or lower where more is neither good nor bad; or none", "更好（better）、更差（worse）、基本相当（practically equal）、尚无定论（undecided）；无好坏之分者为更高（higher）、更低（lower）；或不作判断", ""),
    "note": ("Note", "备注", "What to mind, as a key such as no_interval or few_runs; empty if nothing", "注意事项的代码，如 no_interval（无区间）、few_runs（重复过少）；无则为空", ""),
    "shape": ("Shape", "分布形状", "What is odd about the differences: constant, ties, two_groups or skewed; empty if nothing", "差值分布的异常：恒定（constant）、大量同值（ties）、两群（two_groups）、偏斜（skewed）；无则为空", ""),
    "share_better": ("Share better", "更好比例", "Share of pairs in which the scenario is better", "本情景更好的配对所占比例", "share"),
    "variance_reduction": ("Variance reduction", "方差缩减", "How many times fewer runs the pairing needs", "配对使所需运行减少的倍数", "times"),
    "correlation": ("Correlation", "相关", "Correlation of the two runs of a pair", "配对两次运行的相关系数", ""),
    "runs_saved": ("Runs saved", "节省运行", "Runs of the scenario that would have been needed on top without pairing", "若不配对还需增加的运行次数", "runs"),
    "d_z": ("Standardized difference", "标准化差值", "Mean difference over the standard deviation of differences", "差值均值除以差值标准差", "standard deviations"),
    "vargha_delaney": ("Probability of more", "更大概率", "Probability that a run of the scenario has more than one of the other (Vargha and Delaney: from 0.56 or 0.44 on small, 0.64 medium, 0.71 large)", "本情景的一次运行高于对照情景的概率（瓦尔加–德莱尼A：0.56或0.44起为小，0.64起为中，0.71起为大）", "probability"),
    "smallest_effect": ("Smallest effect that matters", "最小关注效应", "Difference below which scenarios count as practically equal", "低于此差值即视为基本相当", OF_OUTCOME),
    "yuan_per_resident_year": ("Cost", "成本", "What the county pays more than in the scenario compared with", "县财政较对照情景多支出的金额", "yuan per resident and year"),
    "cost_per_point": ("Cost per point", "每点成本", "Yuan per resident and year for 0.01 of the outcome; where the scenario surely gains and costs more", "该指标每提高0.01所需的人均年成本；仅在确有改善且成本增加时给出", "yuan per resident and year"),
    "effect_ended": ("Effect at the end", "结束时效应", "Difference in the month in which the package ends", "政策组合结束当月的差值", OF_OUTCOME),
    "effect_last": ("Effect in the last month", "末月效应", "Difference in the last month", "最后一个月的差值", OF_OUTCOME),
    "baseline_spread": ("Spread without", "对照组间差距", "Standard deviation of group means, weighted by people, in the scenario compared with", "对照情景中各群体均值的人数加权标准差", OF_OUTCOME),
    "spread": ("Spread", "组间差距", "Standard deviation of group means, weighted by people", "各群体均值的人数加权标准差", OF_OUTCOME),
    "effect_spread": ("Spread of effects", "效应差距", "Standard deviation of the effects on groups, weighted by people, less what luck makes of it", "各群体效应的人数加权标准差，已扣除运气成分", OF_OUTCOME),
    "selected": ("Value when chosen", "入选时取值", "Mean difference in the replications in which the scenario was chosen; biased upward", "入选所用重复中的差值均值；偏高", OF_OUTCOME),
    "selected_n": ("n when chosen", "入选时n", "Pairs that the choice was made with", "据以入选的配对数", "pairs"),
    "shrinkage": ("Shrinkage", "缩水比例", "Share of the value when chosen that was luck", "入选时取值中属于运气的比例", "share"),
})  # fmt: skip
"""Columns of paired differences, and of what is made of them."""

PILOTS: Mapping[str, Column] = columns({
    "reading": ("Reading", "评估方法", "How an evaluator in the county would read the pilots", "县内评估者解读试点的方法", ""),
    "estimate": ("Estimate", "估计值", "What the reading says the effect is", "该方法给出的效应估计", OF_OUTCOME),
    "truth": ("True effect in pilots", "试点真实效应", "Effect in the communities and months that the reading speaks of", "该方法所述社区与月份的真实效应", OF_OUTCOME),
    "rolled_out": ("True effect of the roll-out", "推广真实效应", "Effect in the whole county in the last 12 months, of those since the last community was reached", "全县最后12个月（自最后一个社区实施之后）的真实效应", OF_OUTCOME),
    "no_policy": ("Seen without the policy", "无政策时所见", "What the reading shows of the same county without the policy", "同一县未实施政策时该方法所示", OF_OUTCOME),
    "no_policy_p_value": ("p-value without the policy", "无政策时p值", "p-value of what is seen without the policy", "无政策时所见的p值", "probability"),
    "comparison": ("Added by the comparison", "对照所添", "What the comparison itself adds to the error", "对照本身带来的误差", OF_OUTCOME),
    "bias": ("Bias", "偏误", "Mean of estimate less true effect in pilots", "估计值减试点真实效应的均值", OF_OUTCOME),
    "bias_rolled_out": ("Bias to the roll-out", "相对推广的偏误", "Mean of estimate less true effect of the roll-out", "估计值减推广真实效应的均值", OF_OUTCOME),
    "covered": ("Coverage", "覆盖率", "Share of runs whose interval holds the truth", "区间包含真值的运行比例", "share"),
    "found": ("Effects found", "发现效应比例", "Share of runs that find an effect", "发现效应的运行比例", "share"),
    "wrong_sign": ("Wrong sign", "符号错误", "Share of found effects whose sign is not that of the truth", "所发现效应中符号与真值相反的比例", "share"),
    "rank_truth": ("Rank by truth in pilots", "试点真值名次", "Place by the true effect in pilots", "按试点真实效应的名次", ""),
    "rank_rolled_out": ("Rank by roll-out", "推广名次", "Place by the true effect of the roll-out", "按推广真实效应的名次", ""),
    "chosen": ("Looks best", "看似最高", "Share of runs in which the scenario looks highest", "该情景看似最高的运行比例", "share"),
    "best": ("Is best", "确为最高", "Share of runs in which the scenario's roll-out is highest in this model", "该情景推广在本模型中最高的运行比例", "share"),
    "draw": ("Draw", "置换编号", "Number of the permutation", "置换编号", ""),
    "quantity": ("Quantity", "统计量", "q10, median, q90: quantiles of the paired differences; share_better: share of pairs in which the scenario is strictly better", "q10、median、q90为配对差值的分位数；share_better为本情景严格更好的配对比例", ""),
    "value": ("Value", "取值", "Value of what the row speaks of", "本行所述的取值", ""),
})  # fmt: skip
"""Columns of simulated evaluations."""

SENSITIVITY: Mapping[str, Column] = columns({
    "mu_star": ("Mean size of elementary effects", "基本效应绝对均值", "How far the factor moves the outcome over its range (Morris)", "该因素在其范围内使指标变动的幅度（莫里斯法）", OF_OUTCOME),
    "mu": ("Mean elementary effect", "基本效应均值", "The same with signs: opposite effects cancel", "带符号的均值：相反效应相互抵消", OF_OUTCOME),
    "sigma": ("Spread of elementary effects", "基本效应标准差", "How much the effect depends on the other factors or on where in the range", "效应随其他因素或所处位置而变的程度", OF_OUTCOME),
    "seed_mean": ("Mean of seeds", "各种子均值", "Mean of the index as single seeds would have it", "按单个种子计算的指数均值", OF_OUTCOME),
    "seed_sd": ("Spread of seeds", "各种子标准差", "Standard deviation of the index over single seeds", "指数在各种子间的标准差", OF_OUTCOME),
    "influential": ("Influential", "有影响", "Whether the factor surely moves more than the inert one, and than luck alone would", "该因素的作用是否确实大于虚设因素，也大于单纯的随机波动", ""),
    "S1": ("First-order index", "一阶指数", "Share of variance that the factor explains by itself (Sobol')", "该因素单独解释的方差比例（索博尔）", ""),
    "ST": ("Total index", "总指数", "Share of variance in which the factor has a part (Sobol')", "该因素参与的方差比例（索博尔）", ""),
    "S2": ("Second-order index", "二阶指数", "Share of variance that two factors explain only together (Sobol')", "两个因素共同作用才解释的方差比例（索博尔）", ""),
    "other": ("Other factor", "另一因素", "Dotted key of the second factor of the pair", "成对因素中第二个的点分代码", ""),
    "replications": ("Replications", "重复次数", "Replications at every point", "每个方案点的重复次数", "count"),
    "replication_variance": ("Variance of replications", "重复方差", "Variance of the outcome between replications of a point", "同一方案点各次重复间的方差", ""),
    "parameter_variance": ("Variance of points", "参数方差", "Variance of the outcome between points", "各方案点之间的方差", ""),
    "ratio": ("Ratio", "方差比", "Variance of replications over variance of points", "重复方差与参数方差之比", ""),
    "floor": ("Noise floor", "噪声下限", "Total index that an inert factor would have without common random numbers", "不用公共随机数时虚设因素会有的总指数", ""),
    "is_default": ("Is the default", "是否默认", "Whether the row is the point of all defaults", "本行是否为全部默认值的方案点", ""),
    "n_pairs": ("Pairs", "配对数", "Pairs that the difference rests on", "差值所依据的配对数", "pairs"),
})  # fmt: skip
"""Columns of sensitivity analyses."""

PACKAGES: Mapping[str, Column] = columns({
    "alone": ("Added alone", "单独效应", "What the policy adds where there is no other", "没有其他政策时该政策的效应", OF_OUTCOME),
    "last": ("Added last", "最后加入效应", "What the policy adds to all the others", "其他政策俱在时该政策的效应", OF_OUTCOME),
    "shapley": ("Shapley share", "沙普利份额", "What the policy adds on average over all orders", "该政策在所有加入次序下的平均效应", OF_OUTCOME),
    "share_of_total": ("Share of the total", "占总效应比例", "Shapley share over the effect of all policies together", "沙普利份额占全部政策总效应的比例", "share"),
    "effect": ("Main effect", "主效应", "What the policy adds on average over all settings of the others", "在其他政策各种组合下该政策的平均效应", OF_OUTCOME),
    "synergy": ("Synergy", "协同效应", "Effect of the policies together beyond the sum of their effects", "政策共同效应超出各自效应之和的部分", OF_OUTCOME),
    "order": ("Variant of the package", "组合变式", "Name of the variant of the whole package, such as an order in time", "整个组合的变式名称，如实施次序", ""),
    "size": ("Size", "规模", "Factor by which the whole package was scaled to cost the same", "为使成本相同而对整个组合所作的缩放倍数", "times"),
    "mixed_with": ("Mixed up with", "混杂于", "Policies whose joint effect cannot be told from this one in half of the packages", "半数组合设计下与本效应无法区分的政策组合", ""),
})  # fmt: skip
"""Columns of packages of policies."""

SWEEPS: Mapping[str, Column] = columns({
    "points": ("Points", "方案点数", "Points that the row averages over", "本行平均所含的方案点数", "count"),
    "close_to_best": ("Close to the best", "与最高者难分", "Whether the point cannot be told from the highest in this model", "与本模型中最高者是否无法区分", ""),
    "on_front": ("On the front", "处于前沿", "Whether no other point gains as much for less", "是否没有其他方案点以更低成本取得同等效果", ""),
    "worlds": ("Worlds", "世界数", "Worlds and circumstances that the row looks at", "本行所考察的世界与情境数", "count"),
    "worst": ("Worst world", "最差世界", "Number in the world that is worst for the policy", "对该政策最不利的世界中的取值", OF_OUTCOME),
    "largest_regret": ("Largest regret", "最大遗憾", "Most that is lost in a world against what is highest there", "在某一世界中与该处最高者相比的最大损失", OF_OUTCOME),
    "regret_90": ("Regret, 90th percentile", "遗憾第90百分位", "Regret that nine worlds in ten do not exceed", "九成世界不超过的遗憾", OF_OUTCOME),
    "satisfied": ("Target met", "达标比例", "Share of worlds in which the target is met", "达到目标的世界所占比例", "share"),
    "on_top": ("Criteria on top", "居前准则数", "Criteria of five by which the policy is in the top third", "五项准则中位居前三分之一的项数", "count"),
    "robust": ("Robust", "稳健", "Whether the policy is on top by three criteria or more", "是否有三项及以上准则居前", ""),
})  # fmt: skip
"""Columns of sweeps."""

SWITCHING: Mapping[str, Column] = columns({
    "value_from": ("From value", "取值自", "Value that ran, on one side of the change", "变化一侧已运行的取值", ""),
    "value_to": ("To value", "取值至", "Next value that ran, on the other side of the change", "变化另一侧相邻的已运行取值", ""),
    "mean_from": ("Effect there", "该处效应", "Mean effect at the first of the two values", "前一取值处的平均效应", OF_OUTCOME),
    "mean_to": ("Effect beyond", "另一处效应", "Mean effect at the second of the two values", "后一取值处的平均效应", OF_OUTCOME),
    "verdict_from": ("Verdict there", "该处判断", "Verdict at the first of the two values", "前一取值处的判断", ""),
    "verdict_to": ("Verdict beyond", "另一处判断", "Verdict at the second of the two values", "后一取值处的判断", ""),
    "crossing": ("Zero crossing", "零点", "Where a straight line between the two effects goes through zero; empty where the sign stays", "两处效应连线过零的取值；方向不变则为空", ""),
    "other_sign": ("Worlds with the other sign", "方向相反的世界数", "Worlds in which the effect has not the sign of its mean", "效应方向与均值相反的世界数", "count"),
    "misplaced": ("Misplaced worlds", "例外世界数", "Worlds on the wrong side of the two values", "位于转换点错误一侧的世界数", "count"),
    "part": ("Part", "部分", "Section of the report that the sentence stands in", "该句所在的报告部分", ""),
    "text": ("Text", "内容", "A sentence or paragraph of the report", "报告中的一句或一段", ""),
})  # fmt: skip
"""Columns of what an answer hangs on, and of the words of a report."""

IN_TABLE: Mapping[tuple[str, str], Column] = {
    ("decisive", "correlation"): Column("correlation", "Rank correlation", "秩相关", "Spearman's correlation of the assumption with the effect, over worlds", "各世界中该假定与效应的斯皮尔曼秩相关"),
    ("decisive", "n"): Column("n", "Worlds", "世界数", "Worlds that the row rests on", "本行所依据的世界数", "count"),
    ("assumptions", "low"): Column("low", "Lowest", "下限", "Lowest value in the range", "取值范围下限"),
    ("assumptions", "high"): Column("high", "Highest", "上限", "Highest value in the range", "取值范围上限"),
    ("time_to_half", "month"): Column("month", "Month of half the effect", "半效月份", "First month in which the effect has half of its size in the last month", "效应首次达到末月一半的月份", "months"),
    ("lasting", "share"): Column("share", "Share that lasts", "留存比例", "Effect in the last month over the effect when the package ended", "末月效应占政策结束时效应的比例", "share"),
    ("evaluations", "size"): Column("size", "False alarms", "误报率", "Share of runs that find an effect where there is none", "本无效应却发现效应的运行比例", "share"),
    ("interactions", "order"): Column("order", "Order", "阶数", "How many policies act together", "共同作用的政策数", "count"),
    ("interactions", "verdict"): Column("verdict", "Verdict", "判断", "more than the sum, less than the sum, about the sum or undecided", "大于各自之和（more than the sum）、小于（less than the sum）、大致相当（about the sum）或尚无定论（undecided）"),
}  # fmt: skip
"""Columns that mean something else in one table than they do in the others."""

ENDINGS: Mapping[str, tuple[str, str, str, str]] = {
    "_low": ("{en}, lower end", "{zh}，区间下限", "Lower end of the 95 % interval of {name}", "{name}的95%区间下限"),
    "_high": ("{en}, upper end", "{zh}，区间上限", "Upper end of the 95 % interval of {name}", "{name}的95%区间上限"),
    "_seed_mean": ("{en}, mean of seeds", "{zh}，各种子均值", "Mean of {name} as single seeds would have it", "按单个种子计算的{name}均值"),
    "_seed_sd": ("{en}, spread of seeds", "{zh}，各种子标准差", "Standard deviation of {name} over single seeds", "{name}在各种子间的标准差"),
}  # fmt: skip
"""What an ending of a name adds to the column that it belongs to."""
