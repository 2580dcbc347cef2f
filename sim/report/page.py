"""One report as one page: everything the template needs, and the writing of the file."""

from __future__ import annotations

import os
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from sim.charts import Caption, admin_share, costs, forest, time_paths
from sim.errors import ResultsError
from sim.report import findings, notes, record
from sim.report.drawings import inline
from sim.report.inputs import ReportInput, check
from sim.report.teller import Teller
from sim.report.verdicts import verdict
from sim.words import LANGUAGES, Language, named, printable

TEMPLATE = "report.html.j2"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What the page may load: nothing; only its own styles count."""


def render_report(report: ReportInput, path: str | Path, lang: Language = "en") -> Path:
    """Write ``report`` as one HTML file that needs nothing else, and return its path.

    Raises
    ------
    ResultsError
        where a number would be printed without its n or its seed, a table lacks a column, or
        the file cannot be written.
    """
    target = Path(path)
    page = page_of(report, lang)
    try:
        _replace(target, page)
    except OSError as reason:
        raise ResultsError(f"the report {target} cannot be written: {reason}") from reason
    return target


def page_of(report: ReportInput, lang: Language = "en") -> str:
    """The page as text."""
    check(report)
    if lang not in LANGUAGES:
        raise ResultsError(f"no report in language {lang!r}, expected: {', '.join(LANGUAGES)}")
    template = files(__package__).joinpath(TEMPLATE).read_text(encoding="utf-8")
    environment = Environment(
        loader=DictLoader({TEMPLATE: template}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    teller = Teller(report, lang)
    return environment.get_template(TEMPLATE).render(**_context(teller))


def _finalized(value: Any) -> Any:
    """Text without control characters; markup of ours as it is."""
    return printable(value) if type(value) is str else value


def _replace(target: Path, page: str) -> None:
    """Put the page in place whole: a reader never sees half of it."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".report-", suffix=".html")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(page)
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _context(teller: Teller) -> dict[str, Any]:
    """Everything the template prints."""
    report = teller.report
    others = [key for key in _outcomes(teller) if key not in report.outcomes]
    return {
        "policy": POLICY,
        "lang": "zh-Hans" if teller.lang == "zh" else "en",
        "say": teller.say,
        "question": named({"question": report.question}, "question", teller.lang),
        "about": notes.about(teller),
        "standing": notes.standing(teller),
        "alarms": list(notes.alarms(teller)),
        "verdicts": [verdict(teller, outcome) for outcome in report.outcomes],
        "effects": findings.effect_grids(teller, report.outcomes),
        "worlds": findings.world_grid(teller),
        "worlds_caption": teller.say("by_world").format(outcome=teller.outcome(report.outcomes[0])),
        "effects_note": notes.effects_note(teller),
        "others": findings.effect_grids(teller, others),
        "figures": _figures(teller),
        "costs": record.cost_grid(teller),
        "points": findings.point_grid(teller),
        "lasting": findings.lasting_grid(teller),
        "lasting_note": teller.say("lasts_note").format(month=report.horizon),
        "delivered": record.delivered_grid(teller),
        "delivered_note": notes.delivered_note(teller),
        "assumed_note": list(notes.assumed_note(teller)),
        "grades": record.grade_grid(teller),
        "assumptions": record.assumption_grid(teller),
        "imputed": record.imputed_grid(teller),
        "imputed_note": list(notes.imputed_note(teller)),
        "runs": record.run_grid(teller),
        "sure": list(notes.sure(teller)),
        "joint": findings.joint_grid(teller),
        "joint_caption": teller.outcome(report.outcomes[0]),
        "reduction": findings.reduction_grid(teller),
        "command": report.provenance.command,
        "identity": dict(report.provenance.identity),
        "version": report.provenance.version,
        "limits": teller.say("limits_text").format(county=notes.county(teller)),
    }


def _outcomes(teller: Teller) -> list[str]:
    """Outcomes that have effects, in the order of their labels."""
    found = set(teller.report.effects["outcome"])
    known = [key for key in teller.report.labels if key in found]
    return [*known, *sorted(found - set(known))]


def _figures(teller: Teller) -> dict[str, Markup]:
    """The charts that the tables allow, as inline SVG."""
    report, seed = teller.report, teller.report.provenance.seed
    shared: dict[str, Any] = {
        "baseline": report.baseline,
        "lang": teller.lang,
        "titles": report.titles,
        "caption": Caption(seed, report.county.label, report.assumed_share),
    }
    endings = {ending.scenario: ending.month for ending in report.endings}
    outcomes = [key for key in report.outcomes if key in report.runs]
    drawn = {}
    if len(report.runs) and outcomes:
        labels = report.labels
        drawn["paths"] = time_paths(report.runs, outcomes, labels=labels, endings=endings, **shared)
        drawn["forest"] = forest(report.effects, outcomes, labels=labels, **shared)
    if len(report.runs) and "admin_share" in report.runs:
        drawn["admin"] = admin_share(report.runs, labels=report.labels, **shared)
    if len(report.ledger):
        drawn["costs"] = costs(report.ledger, lines=report.lines, **shared)
    return {name: inline(figure, name, teller.say(name)) for name, figure in drawn.items()}
