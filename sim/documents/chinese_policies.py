"""What each policy does, in one line of Chinese."""

from __future__ import annotations

from collections.abc import Mapping

POLICY_LINES: Mapping[str, str] = {
    "facilities": "按服务半径建设中心、市场与场馆，并保障运行经费",
    "grid_management": "划分网格，配备由乡镇（街道）付薪的网格员",
    "hot_issue_resolution": "每月投入工时与经费，化解积压最久的怨气",
    "information_platform": "把开发区的综合服务平台推及他处",
    "organization_cultivation": "资助、孵化与购买服务，并把空壳组织挡在门外",
    "publicity": "“社区是我家”宣传、创建活动与奖励",
    "self_governance": "公开、评议、听证、代表会议、协商、业委会与居民公约",
    "staff_training": "培训、外出学习、专家、助手、大学生、岗位与补贴",
    "task_offloading": "有偿地把政府事务移出居（村）委会",
}
