"""Chinese names of what has none where it is declared: phases, groups, accounts, headers.

A test holds these to the code: nothing without a name, no name without its thing.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.words import Catalogue

WORDS: Catalogue = {
    "number": ("", "序号"),
    "key": ("key", "键"),
    "title": ("title", "名称"),
    "中文": ("中文", "中文"),
    "default": ("default", "默认值"),
    "range": ("range", "范围"),
    "unit": ("unit", "单位"),
    "source": ("source", "来源"),
    "grade": ("grade", "依据"),
    "parameters": ("parameters", "参数个数"),
    "share": ("share", "占比"),
    "all": ("all", "合计"),
    "assumes": ("assumes", "假定"),
    "contested": ("what is disputed", "争议所在"),
    "scales": ("scales", "缩放的参数"),
    "read": ("read by", "读取的步骤"),
    "phase": ("phase", "步骤"),
    "happens": ("what happens", "发生什么"),
    "written": ("writes to", "写入"),
    "column_of_state": ("column", "列"),
    "extent": ("unit or range", "含义（单位或范围）"),
    "channel": ("channel", "通道"),
    "applied": ("applied by", "作用的步骤"),
    "lever": ("lever", "参数"),
    "direction": ("direction", "方向"),
    "level": ("level", "层级"),
    "definition": ("definition", "定义"),
    "line": ("line", "科目"),
    "payer": ("payer", "付款方"),
    "payee": ("payee", "收款方"),
    "from": ("from", "起点"),
    "to": ("to", "终点"),
    "sign": ("sign", "符号"),
    "where": ("in", "所在步骤"),
    "node": ("node", "节点"),
    "stands_for": ("stands for", "代表的列"),
    "kind": ("kind", "性质"),
    "loop": ("loop", "回路"),
    "direction.1": ("more is better", "越高越好"),
    "direction.-1": ("less is better", "越低越好"),
    "direction.0": ("neither", "无优劣"),
    "resident": ("resident", "居民"),
    "institution": ("institution", "机构"),
    "county": ("county", "全县"),
    "shared": ("**Every policy** has besides:", "**各项政策**另有以下通用参数："),
    "reinforcing": ("reinforcing", "增强"),
    "balancing": ("balancing", "平衡"),
    "no_sign": ("differs", "因社区而异"),
}

KINDS: Mapping[str, str] = {
    "residents": "居民",
    "communities": "社区",
    "staff": "工作人员",
    "organizations": "社会组织",
    "facilities": "设施",
    "flows": "流量",
    "cells": "分组合计",
    "ledger": "账簿",
}

GROUPS: Mapping[str, str] = {
    "workload": "下派社区的政务及其办理",
    "staff": "社区工作者：工时、技能、倦怠与进出",
    "needs": "居民需求：种类、工时与等待",
    "service": "单次服务的质量",
    "satisfaction": "期望与落差",
    "trust": "对居（村）委会的信任与被倾听感",
    "grievance": "未解怨气：扩散与消散",
    "influence": "社会关系：疏密、熟识与动员",
    "participation": "五种参与渠道",
    "belonging": "归属感四要素及其调整速度",
    "organizations": "社会组织：成立、合同、学习、休眠与注销",
    "places": "公共设施：服务半径与初始规模",
    "population": "居民构成与迁移",
    "money": "工资、资金与价格",
    "delivery": "政策落实：试点投入、督导与经验",
}

PHASES: Mapping[str, str] = {
    "hand_down_work": "部门与乡镇（街道）下派事务；部分移出，部分回填。",
    "raise_needs": "需求按类型、年龄与家庭产生；部分由居民表达，部分邻里自行化解。",
    "place_contracts": "县级按需求购买服务；社会组织投入现有工时，形成应收款。",
    "pay": "支付工资、组织应收款与政策费用；自治金与集体资产收支。",
    "open_facilities": "设施开工，建设期满后开放；无运营经费的部分闲置。",
    "count_staff": "在岗人员投入工时，扣除培训、倦怠、借调与政策任务占用。",
    "serve_by_organizations": "社会组织交付所购服务，志愿者与支部随后协助。",
    "do_committee_work": "居（村）委会在对上与对下之间分配工时；需求被满足、继续等待或落空。",
    "experience_service": "每项未了需求各有际遇；满意度、信任、知晓与怨气随之变化。",
    "open_channels": "渠道开放：按届选举、按期开会、场地容纳为限。",
    "take_part": "邻里相互影响，部分人受邀；各渠道参与与否；归属感随之调整。",
    "run_organizations": "社会组织发薪、学习、随合同调整用工；部分关闭。",
    "develop_staff": "技能习得与流失，倦怠随超载变化；部分被借调，部分离职。",
    "hire_staff": "补充空缺；政策出资的人员随经费进出。",
    "found_organizations": "社会组织成立：自发、购买带动、孵化或资助。",
    "move_residents": "部分住户迁出，新住户迁入，在本地没有过往。",
    "allocate": "县预算如数拨付财政专户当月支出。",
    "measure_residents": "清点居民并按其代表人数汇总各项态度。",
}

ACCOUNTS: Mapping[str, str] = {
    "county_budget": "县预算",
    "treasury": "财政专户",
    "staff": "工作人员",
    "suppliers": "供应方",
    "fund": "自治金",
    "market": "市场",
    "assets": "集体资产",
    "members": "集体成员",
    "organizations": "社会组织",
    "donors": "捐赠者",
    "volunteers": "志愿者",
}
