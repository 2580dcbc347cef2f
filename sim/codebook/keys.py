"""Columns by which rows are told apart, and those of records: runs, ledger, groups, points."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping

from sim.codebook.column import Column, columns

KEYS: Mapping[str, Column] = columns({
    "scenario": ("Scenario", "情景", "Name of the scenario, a point of the experiment", "情景（实验方案点）的名称", ""),
    "against": ("Compared with", "对照情景", "Scenario with which this one is paired; empty for a baseline", "与之配对的情景；基线情景为空", ""),
    "replication": ("Replication", "重复", "Number of the replication, from 0; the same number means the same luck and the same world in every scenario", "重复编号，自0起；同一编号在各情景中运气与世界相同", ""),
    "month": ("Month", "月份", "Month of the horizon, from 1; the burn-in is not counted", "报告期月份，自1起，不含预热期", "months"),
    "outcome": ("Outcome", "结果指标", "Key of the outcome of which the row speaks", "本行所述结果指标的代码", ""),
    "origin": ("Origin", "来源", "Where residents come from: established, resettled, migrant or villager", "居民来源：老居民（established）、安置居民（resettled）、外来居民（migrant）、村民（villager）", ""),
    "age": ("Age", "年龄段", "Age band of residents, in years", "居民年龄段（岁）", "years"),
    "people": ("People", "人数", "Residents of the group, simulated ones by their weight", "该群体的居民人数（按抽样权重）", "people"),
    "community": ("Community", "社区", "Name of the community", "社区名称", ""),
    "area": ("Area", "片区", "Area of the county: development_zone, north_city or other", "片区：开发区（development_zone）、城北（north_city）或其他（other）", ""),
    "kind": ("Kind of community", "社区类型", "established, resettlement, mixed_new or village", "老城社区（established）、安置社区（resettlement）、新建混合社区（mixed_new）或村（village）", ""),
    "residents": ("Residents", "居民数", "Residents of the community", "社区居民人数", "people"),
    "world": ("World", "世界", "Name or number of the set of assumptions that the replication takes", "该次重复所取一组假设的名称或编号", ""),
    "policy": ("Policy", "政策", "Key of the policy", "政策代码", ""),
    "policies": ("Policies", "政策组合", "Keys of the policies together", "一并实施的政策代码", ""),
    "factor": ("Factor", "因素", "Dotted key of what is varied", "所变动因素的点分代码", ""),
    "rank": ("Rank", "名次", "Place in the order of the table; 1 is the highest in this model", "表中名次；1为本模型中最高", ""),
    "RunId": ("Run", "运行编号", "Number of the run, from 0", "运行编号，自0起", ""),
    "iteration": ("Iteration", "迭代", "Number of the replication, from 0", "重复编号，自0起", ""),
    "Step": ("Step", "步", "Month of the horizon, from 1", "报告期月份，自1起", "months"),
    "variant": ("Variant", "变式", "Name of a variant with settings chosen by hand", "人工设定的变式名称", ""),
    "step": ("Step of the method", "方法步骤", "curves, morris or sobol: the step of a sensitivity analysis that the point belongs to", "方案点所属的敏感性分析步骤：曲线（curves）、莫里斯（morris）或索博尔（sobol）", ""),
    "dummy": ("Dummy", "虚设因素", "A factor that nothing depends on: what it seems to do is noise", "不影响任何结果的因素：其表面作用即为噪声", "0 to 1"),
})  # fmt: skip
"""Keys of rows."""

RECORDS: Mapping[str, Column] = columns({
    "line": ("Line", "科目", "Line of the ledger", "账目科目", ""),
    "payer": ("Payer", "付款方", "Account that pays", "付款账户", ""),
    "payee": ("Payee", "收款方", "Account that is paid", "收款账户", ""),
    "yuan": ("Yuan", "金额", "Money that went this way in the month", "当月经此流动的金额", "yuan"),
    "share": ("Share paid", "兑付比例", "Share of the policy's cost that was paid", "政策成本中实际支付的比例", "share"),
    "run": ("Run", "运行", "Key of the run: the same content has the same key", "运行键：内容相同则键相同", ""),
    "digest": ("Digest", "数值摘要", "Hash of every number that the run gave; empty if it gave none", "该次运行全部数值的散列；无数值则为空", ""),
    "status": ("Status", "状态", "What became of the run: succeeded, failed, running or pending", "运行状态：成功（succeeded）、失败（failed）、运行中（running）、待运行（pending）", ""),
    "attempts": ("Attempts", "尝试次数", "How often the run was begun", "该次运行的启动次数", "count"),
    "seed": ("Seed", "随机种子", "Root of all chance of the run", "该次运行全部随机性的种子", ""),
    "seconds": ("Seconds", "耗时", "Time that the run took", "该次运行耗时", "seconds"),
    "message": ("Message", "信息", "Why the run failed, in words; empty if it did not", "运行失败的原因；未失败为空", ""),
    "traceback": ("Traceback", "回溯", "Where in the program the run failed; empty if it did not", "程序出错位置；未失败为空", ""),
})  # fmt: skip
"""Columns of what runs leave behind."""

DECLARATIONS: Mapping[str, Column] = columns({
    "key": ("Key", "代码", "Dotted key, as written in a scenario", "情景文件中所写的点分代码", ""),
    "en": ("English name", "英文名称", "What it is called in English", "英文名称", ""),
    "zh": ("Chinese name", "中文名称", "What it is called in Chinese", "中文名称", ""),
    "default": ("Default", "默认值", "Value where nothing else is said", "未另行设定时的取值", ""),
    "unit": ("Unit", "单位", "Unit in which the value is counted", "计量单位", ""),
    "unit_zh": ("Unit in Chinese", "单位（中文）", "The unit in Chinese", "中文计量单位", ""),
    "source": ("Source", "来源", "Where the number comes from; a tag such as S98 stands in the list of sources", "数值出处；S98等标签见来源清单", ""),
    "grade": ("Grade", "证据等级", "measured, literature, expert or assumed", "实测（measured）、文献（literature）、专家判断（expert）或假定（assumed）", ""),
    "table": ("Table", "表", "Name of the table", "表名", ""),
    "column": ("Column", "列", "Name of the column", "列名", ""),
    "title_en": ("English title", "英文标题", "What the column is called in English", "列的英文标题", ""),
    "title_zh": ("Chinese title", "中文标题", "What the column is called in Chinese", "列的中文标题", ""),
    "meaning_en": ("English meaning", "英文含义", "What the column holds, in English", "列的英文含义", ""),
    "meaning_zh": ("Chinese meaning", "中文含义", "What the column holds, in Chinese", "列的中文含义", ""),
    "type": ("Type", "类型", "string, integer, number or boolean", "文本（string）、整数（integer）、数值（number）或是否（boolean）", ""),
})  # fmt: skip
"""Columns of tables that declare something: assumptions, and the code book itself."""
