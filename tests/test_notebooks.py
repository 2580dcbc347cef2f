"""In a notebook: tutorials run, things show themselves, and completion finds what there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from traitlets.config import Config

import sim
from sim.experiment import load_experiment
from sim.markup import card, line, table
from sim.registry import Registry

ROOT = Path(__file__).parent.parent
FIRST = "first_run"
"""The tutorial that is run every time; the others take longer."""

TUTORIALS = [
    pytest.param(path, id=path.stem, marks=() if path.stem == FIRST else pytest.mark.slow)
    for path in sorted(ROOT.glob("docs/tutorials/*.py"))
]
SMALL = {"sample": 240, "burn_in": 2, "months": 6}
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the shipped files, as a reader of the project has them."""
    for name in ("scenarios", "experiments"):
        (tmp_path / name).mkdir()
        for path in (ROOT / name).glob("*.yaml"):
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("MPLBACKEND", raising=False)
    return tmp_path


def executed(notebook: Any, folder: Path) -> list[dict[str, Any]]:
    """What the cells of a notebook put out, cell by cell."""
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    return [out for cell in notebook.cells for out in cell.get("outputs", ())]


def shown(outputs: list[dict[str, Any]], kind: str) -> list[str]:
    return [out["data"][kind] for out in outputs if kind in out.get("data", {})]


# -- tutorials ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TUTORIALS)
def test_a_tutorial_runs_shows_a_picture_and_no_folder_of_this_machine(
    path: Path, workplace: Path
) -> None:
    outputs = executed(jupytext.read(path), workplace)
    assert shown(outputs, "image/png")
    said = [*shown(outputs, "text/html"), *shown(outputs, "text/plain")]
    said += [out["text"] for out in outputs if out["output_type"] == "stream"]
    assert not [text for text in said if str(workplace) in text or "Traceback" in text]


def test_a_chart_shows_itself_once_whether_on_its_own_sheet_or_in_given_axes(
    workplace: Path,
) -> None:
    cells = [
        f"import sim\nresult = sim.run({SMALL})\nresult.plot.path('trust')",
        "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\nresult.plot(ax=axes)",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(each) for each in cells])
    executed(notebook, workplace)
    assert [len(shown(cell.outputs, "image/png")) for cell in notebook.cells] == [1, 1]


# -- completion --------------------------------------------------------------------------------


@pytest.fixture
def complete() -> Any:
    """What completion finds after a text, without looking into types (which Jedi would do)."""
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    shell.Completer.use_jedi = False
    shell.run_cell(
        f"import sim\nscenarios = sim.list_scenarios()\nmodel = sim.GovernanceModel({SMALL})"
    )

    def ask(text: str) -> list[str]:
        with provisionalcompleter():
            found = [each.text for each in shell.Completer.completions(text, len(text))]
        return [each.rpartition(".")[2] for each in found]

    yield ask
    InteractiveShell.clear_instance()


def test_completion_finds_policies_outcomes_scenarios_and_pictures(complete: Any) -> None:
    assert complete("sim.POLICIES.sta") == ["staff_training"]
    assert complete("sim.OUTCOMES.belonging_") == ["belonging_high"]
    assert complete("scenarios.three_policies_") == ["three_policies_ending"]
    assert complete("model.plot.pa") == ["path"]
    assert complete("sim.list_") == ["list_experiments", "list_scenarios"]
    assert complete('sim.POLICIES["task') == ["task_offloading"]


def test_names_that_are_no_attributes_are_keys_only() -> None:
    found = Registry({"items": 1, "two words": 2, "fine": 3})
    assert found.fine == 3
    assert [*found.items()] == [("items", 1), ("two words", 2), ("fine", 3)]
    assert found._ipython_key_completions_() == ["items", "two words", "fine"]
    with pytest.raises(AttributeError):
        found.absent  # noqa: B018


def test_help_on_a_policy_tells_its_levers_with_ranges() -> None:
    told = sim.POLICIES.staff_training.getdoc()
    assert told.startswith("Classes, study visits, experts")
    assert "hours = 24 (0 to 200): In-house training / 请进来培训 [hours a year and worker]" in told
    assert "start = " not in told
    assert sim.OUTCOMES.overload.getdoc().startswith("Overload / 负荷率 [rho], less is better.")


def test_what_ships_is_listed_with_titles() -> None:
    scenarios, experiments = sim.list_scenarios(), sim.list_experiments()
    assert sorted(scenarios) == sorted(path.stem for path in ROOT.glob("scenarios/*.yaml"))
    assert sorted(experiments) == sorted(path.stem for path in ROOT.glob("experiments/*.yaml"))
    assert scenarios.staff_training.policies.staff_training.hours == 52
    assert "人员培训" in scenarios._repr_html_()
    assert "sensitivity" in experiments._repr_html_()


# -- cards -------------------------------------------------------------------------------------


def test_a_card_escapes_everything_and_numbers_stand_right() -> None:
    html = card(EVIL, line(EVIL), table(["<b>", "n"], [[EVIL, "+0.1"], ["x", "−2"]])).html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3
    assert "<b>" not in html
    heads = re.findall(r'<th style="text-align: (\w+)', html)
    assert heads == ["left", "right"]
    assert line("") == table(["a"], []) == ""


def things() -> dict[str, Any]:
    policies = {"staff_training": {"hours": 60, "start": 3}, "publicity": {}}
    title = {"en": EVIL, "zh": EVIL}
    scenario = sim.load_scenario({"title": title, "policies": policies, "budget": 0} | SMALL)
    model = sim.GovernanceModel(scenario)
    return {
        "scenario": scenario,
        "run": sim.run(scenario),
        "model": model,
        "county": sim.load_county("illustrative"),
        "experiment": load_experiment(ROOT / "experiments/what_it_hangs_on.yaml"),
    }


def test_things_show_themselves_small_escaped_and_in_both_languages() -> None:
    for name, thing in things().items():
        for lang in ("en", "zh"):
            html = thing.show(lang).html
            assert "<script" not in html, name
            assert len(html) < 20_000, name
            assert bool(re.search("[一-鿿]", html)) == (lang == "zh"), name
        assert thing._repr_html_() == thing.show("en").html


def test_a_scenario_shows_the_levers_that_differ_and_its_warnings() -> None:
    html = things()["scenario"]._repr_html_()
    assert "In-house training (hours)" in html
    assert "First month (start)" in html
    assert "study_visits" not in html
    assert "all levers at their usual values" in html
    assert "budget: 0 means that no policy can ever be paid" in html


def test_a_county_shows_what_was_imputed_without_its_folder(tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text("name,residents\nA,3000\nB,2000\n", encoding="utf-8")
    html = sim.load_county(tmp_path / "ours.csv")._repr_html_()
    assert "5,000 residents" in html
    assert "kind (2 of 2)" in html
    assert str(tmp_path) not in html


# -- what cannot be done in a notebook, in words ---------------------------------------------------


def test_functions_of_a_notebook_are_refused_in_words() -> None:
    with pytest.raises(sim.SimError, match="cannot travel to other processes"):
        sim.compare(ROOT / "experiments/three_policies.yaml", executor=lambda job: job())  # type: ignore[arg-type]
    with pytest.raises(sim.SimError, match="workers: found 0, expected a whole number from 1"):
        sim.compare(ROOT / "experiments/three_policies.yaml", workers=0)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"replications": 0}, "replications: found 0, expected a whole number from 1 to 100,000"),
        ({"replications": 10**6}, "replications: found 1000000, expected a whole .* to 100,000"),
        ({"replications": "six"}, "replications: found 'six', expected a whole number from 1"),
        ({"seed": 1.5}, "seed: found 1.5, expected a whole number from 0"),
        ({"workers": True}, "workers: found True, expected a whole number from 1"),
    ],
)
def test_numbers_of_a_comparison_are_refused_in_words(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(sim.SimError, match=words):
        sim.compare(ROOT / "experiments/three_policies.yaml", **asked)


@pytest.mark.parametrize("replication", [-1, 0.5, "first", True])
def test_a_replication_is_a_whole_number(replication: Any) -> None:
    with pytest.raises(sim.SimError, match="replication: found .* a whole number from 0"):
        sim.run({"sample": 240}, replication=replication)


@pytest.mark.parametrize("folder", [None, 3])
def test_what_is_no_folder_holds_no_comparison(folder: Any) -> None:
    with pytest.raises(sim.ResultsError, match="expected the path of a folder that a batch wrote"):
        sim.open_comparison(folder)


def test_a_folder_without_results_is_told_where_they_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results/mine").mkdir(parents=True)
    (tmp_path / "results/mine/manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "notes.md").write_text("no folder", encoding="utf-8")
    with pytest.raises(sim.ResultsError, match="no results in mine .* Did you mean `results/mine`"):
        sim.open_comparison("mine")
    with pytest.raises(sim.ResultsError, match=r"There are no results in notes.md"):
        sim.open_comparison("notes.md")


# -- policies of one's own -----------------------------------------------------------------------

POLICY = '''"""Open doors."""

from typing import ClassVar

from sim.effects import Effects
from sim.params import param
from sim.policies.base import Dose, Policy
from sim.state import World


class OpenDoors(Policy):
    """Opens doors (*assumed*)."""

    TITLE: ClassVar[dict[str, str]] = {"en": "Open doors", "zh": "开门办公"}

    days: float = param(1, 0, 4, "days a month and community", "Open days", "开放日")

    def effects(self, world: World, dose: Dose) -> Effects:
        effects = Effects.empty(len(world.communities))
        effects.policy_hours[:] = 8.0 * self.days * dose.strength
        return effects
'''

ASK = """
import sim
from sim.manifest import model_hash

asked = {
    "kind": "sweep", "against": "scenarios/baseline.yaml", "replications": 2, "worlds": "default",
    "factors": {"policies.open_doors.days": [1, 4]},
    "settings": {"sample": 240, "burn_in": 2, "months": 6},
}
if __name__ == "__main__":
    found = sim.compare(asked, workers=2).effects.query("outcome == 'admin_share'")
    print(list(sim.POLICIES)[4], len(found), found["n"].min(), model_hash())
"""


def asked(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process whose policies are those of a folder besides the shipped ones."""
    (folder.parent / "ask.py").write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SIM_POLICIES": str(folder)}
    return subprocess.run(
        [sys.executable, "ask.py"], cwd=folder.parent, env=environment, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def mine(workplace: Path) -> Path:
    folder = workplace / "mine"
    folder.mkdir()
    return folder


def test_a_file_in_a_folder_of_ones_own_is_a_policy_in_workers_too(mine: Path) -> None:
    (mine / "open_doors.py").write_text(POLICY, encoding="utf-8")
    first = asked(mine, ASK).stdout.split()
    assert first[:3] == ["open_doors", "2", "2"]
    (mine / "open_doors.py").write_text(POLICY.replace("8.0", "9.0"), encoding="utf-8")
    assert asked(mine, ASK).stdout.split()[3] != first[3], "another policy, another model"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("publicity", POLICY, "publicity.py: found a name that is taken"),
        ("open-doors", POLICY, "open-doors.py: found a name that is taken or cannot be a key"),
        ("open_doors", "DAYS = 1\n", "open_doors.py: found 0 policies, expected one class"),
        ("open_doors", POLICY.replace('"zh"', '"de"'), 'with a TITLE = {"en": …, "zh": …}'),
        ("open_doors", "DAYS = 1\nclass (:\n", "open_doors.py:2: found SyntaxError"),
        ("open_doors", "\nimport nothing_of_that_name\n", "open_doors.py:2: found ModuleNotFound"),
    ],
)
def test_what_is_no_policy_is_told_in_words(mine: Path, name: str, text: str, words: str) -> None:
    (mine / f"{name}.py").write_text(text, encoding="utf-8")
    assert words in asked(mine, "import sim\nsim.POLICIES").stderr.splitlines()[-1]


def test_a_folder_of_policies_must_be_there(workplace: Path) -> None:
    told = asked(workplace / "nowhere", "import sim\nsim.POLICIES").stderr
    assert "SIM_POLICIES: found" in told.splitlines()[-1]


def test_a_corrected_file_is_read_again(mine: Path) -> None:
    (mine / "open_doors.py").write_text("", encoding="utf-8")
    code = f"""
import importlib, pathlib
try:
    import sim.policies
except Exception:
    pathlib.Path("mine/open_doors.py").write_text({POLICY!r})
    importlib.invalidate_caches()
import sim
print("open_doors" in sim.POLICIES)
"""
    assert asked(mine, code).stdout == "True\n"
