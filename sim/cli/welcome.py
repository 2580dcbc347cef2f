"""The first screen: what to do next, for a newcomer and for who comes back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sim.cli.screen import program, tell
from sim.words import Catalogue, Language, say

RESULTS = Path("results")

WORDS: Catalogue = {
    "about": (
        "What do community-governance policies do to belonging, participation and service\n"
        "quality: for whom, at what cost, how surely? A model of an illustrative county, not a\n"
        "forecast.",
        "社区治理政策对归属感、参与率和服务质量有何影响：惠及谁，花费多少，把握多大？\n"
        "这是关于一个示例县的模型，不是预测。",
    ),
    "begin": ("Begin here:", "从这里开始："),
    "run": ("one run of the county as it is", "按现状运行一次"),
    "batch": (
        "the first experiment, with a report (half a minute)",
        "第一个实验并生成报告（约半分钟）",
    ),
    "own": ("Make it your own:", "换成自己的："),
    "new": ("a commented scenario to edit", "写一个带注释的情景文件供修改"),
    "check": ("every fault in it, and what is odd", "列出其中全部错误与可疑之处"),
    "explain": ("what a key means, its range and source", "某个键的含义、范围与来源"),
    "dash": ("watch a county live in the browser", "在浏览器中实时观看"),
    "back": ("Your results:", "已有的结果："),
    "resume": ("{missing} of {asked} runs are missing", "{asked}次运行中尚缺{missing}次"),
    "report": ("write its report", "生成报告"),
    "rest": (
        "All commands: {program} --help · one of them: {program} batch --help\n"
        "中文：{program} batch three_policies --lang zh",
        "全部命令：{program} --help · 单个命令：{program} batch --help\n"
        "命令之后加 --lang zh，输出即为中文。",
    ),
}


def welcome() -> None:
    """Tell what to do next, in the language of the machine."""
    lang = language_of_the_machine()
    called = program()
    tell(say("about", lang, WORDS), "")
    _steps("begin", {"run": "run baseline", "batch": "batch three_policies"}, lang)
    _steps(
        "own",
        {
            "new": "new my_policy --policy staff_training",
            "check": "check my_policy.yaml",
            "explain": "explain policies.staff_training.hours",
            "dash": "dash staff_training",
        },
        lang,
    )
    found = list(_results(lang))
    if found:
        tell(say("back", lang, WORDS))
        _aligned(found)
    tell(say("rest", lang, WORDS).format(program=called))


def language_of_the_machine() -> Language:
    """Chinese where the locale says so, English elsewhere."""
    settings = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    said = next((each for each in settings if each), "")
    return "zh" if said.lower().startswith("zh") else "en"


def _steps(heading: str, commands: dict[str, str], lang: Language) -> None:
    tell(say(heading, lang, WORDS))
    _aligned([(command, say(key, lang, WORDS)) for key, command in commands.items()])


def _aligned(lines: Sequence[tuple[str, str]]) -> None:
    """Commands and what they do, in two columns."""
    called = [f"{program()} {command}" for command, _ in lines]
    width = max(map(len, called))
    for command, (_, meaning) in zip(called, lines, strict=True):
        tell(f"  {command:<{width}}   {meaning}")
    tell("")


def _results(lang: Language) -> Iterator[tuple[str, str]]:
    """For the three newest results folders here, a command and what it would do."""
    manifests = sorted(RESULTS.glob("*/manifest.json"), key=lambda path: -path.stat().st_mtime)
    for path in manifests[:3]:
        try:
            manifest = json.loads(path.read_text("utf-8"))
            counts, experiment = manifest["counts"], manifest["command"][2]
            asked = counts["asked"]
            missing = asked - counts.get("succeeded", 0) - counts.get("failed", 0)
        except (OSError, ValueError, LookupError, TypeError):
            continue  # a folder of one run, or nobody's: the commands themselves say more
        folder = path.parent.as_posix()
        if missing:
            meaning = say("resume", lang, WORDS).format(missing=missing, asked=asked)
            yield f"batch {experiment} --out {folder} --resume", meaning
        else:
            yield f"report {folder}", say("report", lang, WORDS)
