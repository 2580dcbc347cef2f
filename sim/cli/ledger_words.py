"""What the commands on results folders say, in English and in Chinese."""

from __future__ import annotations

from sim.cli.screen import Lang
from sim.words import Catalogue, say

LEDGER_WORDS: Catalogue = {
    # replay
    "run": (
        "{title} · replication {replication} · run {key} in {folder}",
        "{title}；第{replication}次重复；运行{key}，位于{folder}",
    ),
    "same_numbers": (
        "The same numbers to the last bit as in the folder (digest {digest}).",
        "与结果文件夹中的数值逐位一致（摘要{digest}）。",
    ),
    "other_numbers": (
        "Other numbers than in the folder (digest {digest}, there {stored}):",
        "与结果文件夹中的数值不一致（摘要{digest}，原为{stored}）：",
    ),
    "deviation": (
        "  {outcome}, from month {month}: {stored} → {again}",
        "  {outcome}，自第{month}个月起：{stored} → {again}",
    ),
    "other_table": ("  table {table}", "  数据表{table}"),
    "and_more": ("  and {more} more", "  另有{more}项"),
    "not_compared": (
        "The folder has no numbers of this run (status: {status}); nothing was compared.",
        "结果文件夹中没有该次运行的数值（状态：{status}），未作比较。",
    ),
    "failed_then": ("In the folder it failed: {message}", "结果文件夹中该次运行失败：{message}"),
    "fails_now": ("It fails: {message}", "运行失败：{message}"),
    "fails_the_same": ("It fails as it did in the folder: {message}", "与原先一样失败：{message}"),
    "other_tools": (
        "Numbers can hang on what they were made with, and that is not as it was: {tools}",
        "数值可能受软件版本影响，当前版本与当时不同：{tools}",
    ),
    # verify
    "right": ("ok     {text}", "正常  {text}"),
    "wrong": ("WRONG  {text}", "异常  {text}"),
    "skipped": ("–      {text}", "未查  {text}"),
    "numbers.right": (
        "numbers: {count} runs, all as they were written",
        "数值：{count}次运行，均与写入时一致",
    ),
    "numbers.wrong": (
        "numbers: {wrong} of {count} runs no longer have those that were written: {listed}",
        "数值：{count}次运行中有{wrong}次与写入时不一致：{listed}",
    ),
    "fingerprint.right": (
        "fingerprint: {found}, as in the manifest",
        "指纹：{found}，与清单一致",
    ),
    "fingerprint.wrong": (
        "fingerprint: the manifest says {listed}, the runs give {found}",
        "指纹：清单为{listed}，由各次运行得出{found}",
    ),
    "fingerprint.unfinished": (
        "fingerprint: {found} so far; the manifest has none, since the batch did not end",
        "指纹：目前为{found}；批次未结束，清单中尚无指纹",
    ),
    "worlds.right": (
        "worlds: {count}, all as the seed gives them",
        "世界：{count}个，均由种子得出",
    ),
    "worlds.wrong": (
        "worlds: {wrong} of {count} are not what the seed gives: replications {listed}",
        "世界：{count}个中有{wrong}个与种子不符：第{listed}次重复",
    ),
    "keys.right": (
        "keys: {count} runs are what scenario, seed, world and model make them",
        "运行键：{count}次运行均与情景、种子、世界和模型相符",
    ),
    "keys.wrong": (
        "keys: {wrong} runs or scenarios (of {count} runs) are not what the folder says: {listed}",
        "运行键：{count}次运行中，{wrong}项运行或情景与文件夹所述不符：{listed}",
    ),
    "again.right": (
        "run again: {count} runs, the same numbers to the last bit",
        "重新运行：{count}次，数值逐位一致",
    ),
    "again.wrong": (
        "run again: {wrong} of {count} runs give other numbers: {listed}",
        "重新运行：{count}次中有{wrong}次数值不同：{listed}",
    ),
    "again.other_model": (
        "run again: not possible here, another model made the folder (code {found}, here {here}); "
        "its hashes only were checked",
        "重新运行：此处无法进行，结果由另一版模型产生（代码{found}，此处为{here}）；仅核对了散列",
    ),
    "again.no_county": (
        "run again: not possible without the county table {found} (--county FILE); "
        "hashes only were checked",
        "重新运行：缺少县数据表{found}（用 --county 指定文件），无法进行；仅核对了散列",
    ),
    "again.no_runs": ("run again: there is no run to do again", "重新运行：没有可重新运行的项"),
    # diff
    "before_after": ("Before: {before} · after: {after}", "此前：{before}；此后：{after}"),
    "same_fingerprint": (
        "The same fingerprint, and so the same numbers: {fingerprint}",
        "指纹相同，数值即相同：{fingerprint}",
    ),
    "other_fingerprint": ("Fingerprint: {before} → {after}", "指纹：{before} → {after}"),
    "no_fingerprint": ("none yet", "尚无"),
    "made": ("What differs in how they were made:", "产生方式的差异："),
    "replications": ("replications", "重复次数"),
    "appeared": ("Scenarios that appeared: {scenarios}", "新增情景：{scenarios}"),
    "gone": ("Scenarios that went: {scenarios}", "消失情景：{scenarios}"),
    "verdicts": ("Verdicts that changed:", "判断的变化："),
    "order": (
        "Ranks that changed, by the effect on {outcome} ({unit}):",
        "按对“{outcome}”的效应（{unit}），名次的变化：",
    ),
    "verdict": ("verdict", "判断"),
    "rank": ("rank", "名次"),
    "before": ("before", "此前"),
    "after": ("after", "此后"),
    "effect": ("difference (95 % interval)", "差值（95%区间）"),
    "nothing_changed": ("Nothing changed.", "没有变化。"),
    "conclusions_stand": ("No verdict and no rank changed.", "判断与名次均无变化。"),
    "no_effects": (
        "This kind of question compares no scenarios, so it has no verdicts or ranks.",
        "此类问题不比较情景，因此没有判断与名次。",
    ),
    # export, merge
    "written": ("Written: {path}", "已写入：{path}"),
    "merged": (
        "Merged into {into}: {succeeded} of {asked} runs succeeded, {failed} failed, "
        "{missing} are missing.",
        "已合并至{into}：共{asked}次运行，成功{succeeded}次，失败{failed}次，缺{missing}次。",
    ),
    "missing": ("Missing from {scenario}: {count} runs", "{scenario}尚缺{count}次运行"),
    "the_rest": ("The rest: {command}", "其余运行：{command}"),
    "answer": ("The answer, tables and report: {command}", "答案、数据表与报告：{command}"),
    "fresh_luck": (
        "All runs are there. The scenario that comes out highest is still to be run on fresh "
        "luck: {command}",
        "所有运行均已齐备。仍须在新的随机种子下重新估计最高情景：{command}",
    ),
}


def ledger_words(key: str, lang: Lang) -> str:
    """The words for ``key`` in one language."""
    return say(key, lang.value, LEDGER_WORDS)
