"""Files hold the picture, where it comes from, and the same bytes every time."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path

import matplotlib
import pytest
from made_up import runs, source_of, titles
from matplotlib.figure import Figure

from sim.charts import bands, fonts, forest_sheet, path, provenance, save, svg
from sim.charts.sheet import Chart
from sim.charts.style import chart_settings
from sim.errors import SimError
from sim.report.prose import PROSE
from sim.words import PARAMETER_UNITS, UNITS, WORDS

SOURCE = replace(
    source_of(titles()),
    version="9.9",
    fingerprint="12ab-34cd",
    command=r"sim batch C:\my (experiment).yaml",
    county={"en": "Test county", "zh": "测试县"},
)
TABLE = runs(list(titles()))
FORMATS = ("png", "svg", "pdf")


@pytest.mark.parametrize("form", FORMATS)
def test_provenance_is_inside_and_read_back(form: str, tmp_path: Path) -> None:
    told = provenance(save(path(TABLE, "belonging", source=SOURCE), tmp_path / f"a.{form}"))
    assert told == {
        "tool": "community-governance-sim",
        "version": "9.9",
        "seed": 7,
        "fingerprint": "12ab-34cd",
        "command": r"sim batch C:\my (experiment).yaml",
        "county": "Test county",
        "scenarios": {
            "baseline": "Baseline",
            "training": "Training",
            "package": "All three together",
        },
    }


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_bytes_every_time(form: str, tmp_path: Path) -> None:
    files = [
        save(path(TABLE, "belonging", source=SOURCE), tmp_path / f"{name}.{form}") for name in "ab"
    ]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_figures_of_others_keep_their_provenance_too(tmp_path: Path) -> None:
    figure = Figure()
    path(TABLE, "belonging", source=SOURCE, ax=figure.subplots())
    assert provenance(save(figure, tmp_path / "a.png"))["fingerprint"] == "12ab-34cd"


def test_what_was_not_saved_here_has_no_provenance(tmp_path: Path) -> None:
    Figure().savefig(tmp_path / "a.png")
    (tmp_path / "a.txt").write_text("{}")
    for name in ("a.png", "a.txt"):
        with pytest.raises(SimError, match="no provenance"):
            provenance(tmp_path / name)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SimError, match=r"expected \.png, \.svg or \.pdf"):
        save(path(TABLE, "belonging"), tmp_path / "a.gif")
    assert not list(tmp_path.iterdir())


def test_a_png_is_fine_enough_for_print(tmp_path: Path) -> None:
    drawn = path(TABLE, "belonging", source=SOURCE)
    content = save(drawn, tmp_path / "a.png").read_bytes()
    width = int.from_bytes(content[16:20], "big")
    assert width == pytest.approx(300 * drawn.get_figure().get_size_inches()[0], abs=2)


def test_global_settings_stay_as_they_were(tmp_path: Path) -> None:
    before = dict(matplotlib.rcParams)
    save(path(TABLE, "belonging", source=SOURCE), tmp_path / "a.png")
    svg(path(TABLE, "belonging", source=SOURCE, lang="zh"))
    assert dict(matplotlib.rcParams) == before


def test_no_formula_is_read_into_a_name() -> None:
    named = titles() | {"package": {"en": r"costs $5 and \frac{x} $", "zh": "x"}}
    assert "costs $5" in svg(path(TABLE, "belonging", source=source_of(named)))


def test_a_notebook_shows_the_whole_sheet() -> None:
    drawn = path(TABLE, "belonging", source=SOURCE)
    assert drawn._repr_png_()[:4] == b"\x89PNG"
    assert isinstance(drawn.get_figure(), Chart)


def test_chinese_has_its_letters_or_says_how_to_get_them(tmp_path: Path) -> None:
    drawn = path(TABLE, "belonging", source=SOURCE, lang="zh")
    if fonts.chinese_font() is None:
        with pytest.raises(SimError, match="community-governance-sim"):
            save(drawn, tmp_path / "a.png")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save(drawn, tmp_path / "a.pdf")
    zh = [pair[1] for pair in (*WORDS.values(), *PROSE.values())]
    zh += [unit.zh for unit in UNITS.values()] + list(PARAMETER_UNITS.values())
    assert not fonts.missing("".join(zh), [str(fonts.chinese_font()), fonts.LATIN])


def test_without_a_chinese_font_a_file_is_refused_and_a_page_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "chinese_font", lambda: None)
    drawn = path(TABLE, "belonging", source=SOURCE, lang="zh")
    with pytest.raises(SimError, match="community-governance-sim"):
        save(drawn, tmp_path / "a.png")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "归属感" in svg(drawn)


def test_a_character_that_no_font_has_is_named(tmp_path: Path) -> None:
    named = titles() | {"package": {"en": "plan \U0001f9ff", "zh": "x"}}
    with pytest.raises(SimError, match="\U0001f9ff"):
        save(path(TABLE, "belonging", source=source_of(named)), tmp_path / "a.png")


def test_a_sheet_remembers_where_it_comes_from(tmp_path: Path) -> None:
    sheet = forest_sheet(bands(TABLE, "belonging").iloc[:0], ["belonging"], source=SOURCE)
    assert provenance(save(sheet, tmp_path / "a.svg"))["seed"] == 7


def test_the_style_is_a_decorator_and_leaves_no_trace() -> None:
    before = matplotlib.rcParams["savefig.dpi"]
    assert chart_settings()(lambda: matplotlib.rcParams["savefig.dpi"])() == 300
    assert matplotlib.rcParams["savefig.dpi"] == before
