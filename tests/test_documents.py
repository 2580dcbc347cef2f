"""What the documents say is what the code says: tables, commands, examples, figures."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import jupytext
import pytest
import typer
from nbclient import NotebookClient

from sim.cli import app
from sim.documents import DOCUMENTS, README, TABLES, effects, filled, table
from sim.experiment import load_experiment
from sim.scenario import load_scenario

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
TUTORIALS = sorted(ROOT.glob("docs/tutorials/*.py"))
SPOKEN_OF = ("sim/**/*.py", "sim/**/*.j2", "scenarios/*", "experiments/*", "docs/*.md", "*.md")
TAG = re.compile(r"\b(S|U)(\d{1,3})\b(?:(?:-| to )\1?(\d{1,3})\b)?")


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


# -- tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tables_are_those_of_the_code(name: str) -> None:
    assert filled(text_of(name), TABLES) == text_of(name), "run: python -m sim.documents"


def test_every_table_stands_somewhere() -> None:
    everything = "".join(text_of(name) for name in DOCUMENTS)
    assert [name for name in TABLES if f"<!-- table: {name} -->" not in everything] == []


def test_a_table_in_markdown() -> None:
    assert table(("a", "b"), [("x|y", 1)]) == "| a | b |\n| --- | --- |\n| x\\|y | 1 |\n"


# -- sources -----------------------------------------------------------------------------------


def test_every_source_that_is_spoken_of_is_listed() -> None:
    listed = text_of("docs/sources.md")
    spoken = set()
    for pattern in SPOKEN_OF:
        for path in ROOT.glob(pattern):
            for kind, first, last in TAG.findall(path.read_text("utf-8")):
                spoken |= {f"{kind}{n}" for n in range(int(first), int(last or first) + 1)}
    assert sorted(tag for tag in spoken if not re.search(rf"\b{tag}\b", listed)) == []


# -- examples ----------------------------------------------------------------------------------


def cells_of(path: Path) -> list[str]:
    notebook = jupytext.read(path)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_the_lines_of_the_readme_are_the_notebook() -> None:
    [lines] = blocks(text_of(README), "python")
    notebook = "\n".join(cells_of(ROOT / "docs/tutorials/first_look.py"))
    assert lines.split() == notebook.split()
    assert len([line for line in lines.splitlines() if line]) == 10


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the shipped files, to be used as a reader would."""
    for name in ("scenarios", "experiments"):
        (tmp_path / name).mkdir()
        for path in (ROOT / name).glob("*.yaml"):
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.stem)
def test_tutorials_run(path: Path, workplace: Path) -> None:
    notebook = jupytext.read(path)
    resources = {"metadata": {"path": str(workplace)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    last = notebook.cells[-1].outputs[-1]
    assert "image/png" in last.data


def test_scenarios_and_experiments_of_the_documents_are_sound(workplace: Path) -> None:
    named = re.compile(r"# (scenarios|experiments)/\w+\.yaml\n")
    examples = [text for page in PAGES for text in blocks(page.read_text("utf-8"), "yaml")]
    files = [text for text in examples if named.match(text)]
    for text in files:
        (workplace / text.splitlines()[0].removeprefix("# ")).write_text(text, "utf-8")
    assert files
    for text in files:
        path = workplace / text.splitlines()[0].removeprefix("# ")
        (load_scenario if path.parent.name == "scenarios" else load_experiment)(path)


COMMANDS = sorted(
    {
        line.split("#")[0].strip()
        for page in PAGES
        for block in blocks(page.read_text("utf-8"), "sh")
        for line in block.splitlines()
        if line.strip().startswith("sim ")
    }
)


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_of_the_documents_are_understood(line: str) -> None:
    command: Any = typer.main.get_command(app)
    context, arguments = None, shlex.split(line)[1:]
    while hasattr(command, "commands"):
        context = command.make_context("sim", arguments, parent=context)
        name, command, arguments = command.resolve_command(context, remaining(context))
        assert command is not None, name
    command.make_context(name, arguments, parent=context)


def remaining(context: Any) -> list[str]:
    """What a group left to its command; where it is kept depends on the version of click."""
    return [*getattr(context, "_protected_args", context.__dict__.get("protected_args", [])),
            *context.args]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+?)\)", page.read_text("utf-8"))
    local = [target for target in targets if not target.startswith("http")]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_nothing_is_left_to_be_filled_in() -> None:
    assert [page.name for page in PAGES if "@@" in page.read_text("utf-8")] == []


# -- figures -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_figures_of_the_readme_are_measured(tmp_path: Path) -> None:
    import sim

    comparison = sim.compare(ROOT / "experiments/three_policies.yaml", folder=tmp_path / "results")
    figures = {"effects": lambda: effects(comparison)}
    assert filled(text_of(README), figures) == text_of(README), "run: make pictures"
