"""What the documents say is what the code says: tables, commands, examples, figures."""

from __future__ import annotations

import re
import shlex
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import jupytext
import pytest
import typer
from typer.testing import CliRunner

import sim.rules
from sim.assumptions import Assumptions, ranges
from sim.cli import app
from sim.codebook.definitions import DEFINITIONS
from sim.documents import DOCUMENTS, MODEL, README, TABLES, effects, filled, table, tables_for
from sim.documents.chinese import ACCOUNTS, GROUPS, KINDS, PHASES
from sim.documents.chinese_columns import CHANNELS, COLUMNS
from sim.documents.chinese_policies import POLICY_LINES
from sim.documents.tables import TABLES_OF_STATE
from sim.documents.uncertain import STRUCTURE
from sim.effects import Effects
from sim.experiment import load_experiment
from sim.levers import levers, shared_levers
from sim.money import LINES
from sim.outcomes import OUTCOMES
from sim.policies import POLICIES
from sim.presets import PRESETS
from sim.scenario import Scenario, load_scenario
from sim.schedule import SCHEDULE
from sim.words import Language, unit_name

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SPOKEN_OF = ("sim/**/*.py", "sim/**/*.j2", "scenarios/*", "experiments/*", "docs/**/*.md", "*.md")
TAG = re.compile(r"\b(S|U)(\d{1,3})\b(?:(?:-| to )\1?(\d{1,3})\b)?")


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


# -- tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tables_are_those_of_the_code(name: str) -> None:
    assert filled(text_of(name), tables_for(name)) == text_of(name), "run: sim docs"


def test_every_table_stands_somewhere() -> None:
    everything = "".join(text_of(name) for name in DOCUMENTS)
    assert [name for name in TABLES if f"<!-- table: {name} -->" not in everything] == []


def test_every_table_with_chinese_names_stands_in_the_chinese_pages() -> None:
    told = tables_for(MODEL["zh"])
    assert [name for name in told if f"<!-- table: {name} -->" not in text_of(MODEL["zh"])] == []


def test_a_table_in_markdown() -> None:
    assert table(("a", "b"), [("x|y", 1)]) == "| a | b |\n| --- | --- |\n| x\\|y | 1 |\n"


def project(folder: Path) -> Path:
    """A folder with the documents and their pictures, to be written in."""
    for path in (*map(ROOT.joinpath, DOCUMENTS), *ROOT.glob("docs/reference/pictures/*.svg")):
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return folder


def test_docs_says_what_is_stale_and_writes_it(tmp_path: Path) -> None:
    model = project(tmp_path) / MODEL["en"]
    model.write_text(model.read_text("utf-8").replace("| `allocation` |", "| `alocation` |"))
    (tmp_path / "docs/reference/pictures/causal_loops.svg").unlink()
    asked = ["docs", str(tmp_path), "--check"]
    found = CliRunner().invoke(app, asked)
    assert found.exit_code == 1
    assert "docs/reference/model.md: lines (+1 −1 lines)" in found.output
    assert "docs/reference/pictures/causal_loops.svg: drawn anew" in found.output
    assert "alocation" in model.read_text("utf-8")
    assert CliRunner().invoke(app, asked[:2]).exit_code == 0
    assert model.read_text("utf-8") == text_of(MODEL["en"])
    assert CliRunner().invoke(app, asked).exit_code == 0


def test_docs_outside_of_the_project_says_so(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["docs", str(tmp_path)])
    assert found.exit_code != 0
    assert "Traceback" not in found.output


# -- nothing undocumented, nothing documented that is not there ----------------------------------


def columns_of_state() -> list[str]:
    return [name for kind in TABLES_OF_STATE for name in kind.column_names()]


def declared() -> dict[str, list[str]]:
    """What the code has, by the table that must tell it."""
    own = [lever.key for policy in POLICIES for lever in levers(policy)]
    structure = [key for key in ranges() if key.partition(".")[0] in STRUCTURE]
    return {
        "outcomes": list(OUTCOMES),
        "policies": [*POLICIES, *own, *(lever.key for lever in shared_levers())],
        "parameters": [key for key in ranges() if key not in structure],
        "mechanisms": [key for key in structure if key.startswith("mechanisms.")],
        "signs": [key for key in structure if key.startswith("signs.")],
        "worlds": list(PRESETS),
        "schedule": [phase.__name__ for phase in SCHEDULE],
        "state": columns_of_state(),
        "channels": list(Effects.column_names()),
        "lines": [line.name for line in LINES],
    }


def table_of(name: str, document: str) -> str:
    [inside] = re.findall(
        rf"<!-- table: {name} -->\n(.*?)<!-- end -->", text_of(document), re.DOTALL
    )
    return inside


def keys_of(inside: str) -> set[str]:
    """Everything that stands as a key: in the first cells of rows, or in brackets in a heading."""
    rows = re.findall(r"^\| (?:\d+ \| )?(?:\*\*)?`([^`]+)`", inside, re.MULTILINE)
    return {*rows, *re.findall(r"^\*\*[^|\n]*[(（]`([^`]+)`[)）]", inside, re.MULTILINE)}


@pytest.mark.parametrize("document", MODEL.values())
@pytest.mark.parametrize("name", declared())
def test_what_the_code_has_is_documented_and_nothing_else(name: str, document: str) -> None:
    headings = {"parameters": Assumptions.model_fields, "state": KINDS}
    known = {*declared()[name], *headings.get(name, ())}
    told = keys_of(table_of(name, document))
    assert sorted(set(declared()[name]) - told) == []
    assert sorted(told - known) == []


def test_every_rule_is_documented_and_nothing_else() -> None:
    rules = {
        f"{module.name}.{name}"
        for module in iter_modules(sim.rules.__path__)
        for name, item in vars(import_module(f"sim.rules.{module.name}")).items()
        if hasattr(item, "py_func") and item.py_func.__module__ == f"sim.rules.{module.name}"
    }
    assert keys_of(table_of("rules", MODEL["en"])) == rules


def test_the_prose_speaks_of_things_that_exist() -> None:
    prose = re.sub(r"<!-- table.*?<!-- end -->", "", text_of(MODEL["en"]), flags=re.DOTALL)
    known = {name for names in declared().values() for name in names}
    known |= {lever.rpartition(".")[2] for lever in known} | set(Scenario.model_fields)
    spoken = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", prose))
    assert sorted(spoken - known) == []


# -- Chinese -----------------------------------------------------------------------------------


def test_everything_has_a_chinese_name_and_no_name_is_left_over() -> None:
    state = {f"{kind.__name__.lower()}.{name}" for kind in TABLES_OF_STATE
             for name in kind.column_names()}  # fmt: skip
    assert sorted(state ^ set(COLUMNS)) == []
    assert sorted(set(OUTCOMES) ^ set(DEFINITIONS)) == []
    assert sorted(set(POLICIES) ^ set(POLICY_LINES)) == []
    assert sorted({phase.__name__ for phase in SCHEDULE} ^ set(PHASES)) == []
    assert sorted(set(Effects.column_names()) ^ set(CHANNELS)) == []
    assert sorted((set(Assumptions.model_fields) - set(STRUCTURE)) ^ set(GROUPS)) == []
    assert (
        sorted({name for line in LINES for name in (line.payer, line.payee)} ^ set(ACCOUNTS)) == []
    )


def test_units_are_chinese_in_the_chinese_pages() -> None:
    units = {item.unit for item in (*ranges().values(), *OUTCOMES.values())}
    units |= {lever.unit for policy in POLICIES for lever in levers(policy)}
    international = {"", "logit", "rho - 1"}
    assert (
        sorted(u for u in units - international if unit_name(u, "zh") == unit_name(u, "en")) == []
    )


# -- sources -----------------------------------------------------------------------------------


def test_every_source_that_is_spoken_of_is_listed() -> None:
    listed = {"S": text_of("docs/reference/sources.md")}
    listed["U"] = listed["S"] + text_of("docs/reference/perverse_effects.md")
    spoken = set()
    for pattern in SPOKEN_OF:
        for path in ROOT.glob(pattern):
            for kind, first, last in TAG.findall(path.read_text("utf-8")):
                spoken |= {f"{kind}{n}" for n in range(int(first), int(last or first) + 1)}
    assert sorted(tag for tag in spoken if not re.search(rf"\b{tag}\b", listed[tag[0]])) == []


# -- examples ----------------------------------------------------------------------------------


def cells_of(path: Path) -> list[str]:
    notebook = jupytext.read(path)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("language", README)
def test_the_lines_of_the_readme_are_the_notebook(language: Language) -> None:
    [lines] = blocks(text_of(README[language]), "python")
    notebook = "\n".join(cells_of(ROOT / "docs/tutorials/first_run.py"))
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
        if line.strip().startswith("sim ") and line.split("#")[0].strip() != "sim"
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
    for language, name in README.items():
        figures = {"effects": partial(effects, comparison, language)}
        assert filled(text_of(name), figures) == text_of(name), "run: make pictures"
