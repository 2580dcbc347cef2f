"""docs/reference/patterns.md: every pattern, what the model shows, how surely; the rivals."""

from __future__ import annotations

from collections.abc import Iterable

from sim.patterns.declared import PATTERNS, Claim, Finding, Pattern
from sim.patterns.rivals import RIVALS, Rival, findings, weakened
from sim.patterns.study import SEEDS, SETTLED, SIGMAS
from sim.presets import title_of

COLUMNS = (
    "pattern", "what is known", "source", "shown when", "measured", "simulated", "interval",
    "threshold", "n", "finds", "shown", "standing", "use",
)  # fmt: skip


def table() -> str:
    """The whole page."""
    found = findings()
    shown = sum(finding.shown for finding in found.values())
    lines = [
        "# Patterns",
        "",
        "Written by `python -m sim.patterns > docs/reference/patterns.md`: the illustrative "
        "county, default",
        f"assumptions, {len(SEEDS)} runs with the same seeds throughout, 60 months after a burn-in "
        f"of {SETTLED};",
        "where nothing else is said, the mean of the last 12. Source tags stand in",
        "[sources.md](sources.md); *seed* is the field report the model starts from.",
        "",
        f"A pattern shows when every number's interval, {SIGMAS:.0f} standard errors on either "
        "side, lies inside",
        "its threshold; *finds* is the distance from a threshold that such a check sees nine "
        "times in",
        "ten. *Mandatory* patterns must show in the default world unless a named world is given; "
        "of the",
        "others the model must be able to show them, with the policies stated. What was *used to "
        "set",
        "parameters* is no evidence that the model is right; *structural* patterns are written "
        "into a",
        f"rule and say that nothing else undoes it. {shown} of {len(found)} show.",
        "",
        *_grid(COLUMNS, (_row(PATTERNS[key], finding) for key, finding in found.items())),
        "",
        *_rivals(found),
    ]
    return "\n".join(lines) + "\n"


def _row(pattern: Pattern, finding: Finding) -> tuple[str, ...]:
    def each(texts: Iterable[str]) -> str:
        return "<br>".join(texts)

    claims = finding.claims
    verdict = finding.verdict if finding.shown else f"**{finding.verdict}**"
    if pattern.fails_because:
        verdict += f": {pattern.fails_because}"
    standing = "mandatory" if pattern.mandatory else "able to show"
    if pattern.world:
        standing += f", in the world “{title_of(pattern.world)['en']}”"
    note = f" ({finding.note})" if finding.note else ""
    return (
        pattern.key,
        pattern.statement,
        pattern.source,
        pattern.criterion,
        each(claim.what for claim in claims) + note,
        each(f"{claim.estimate.mean:.3g}" for claim in claims),
        each(_interval(claim) for claim in claims),
        each(claim.band for claim in claims),
        each(str(claim.estimate.n) for claim in claims),
        each(f"{claim.estimate.found:.2g}" for claim in claims),
        verdict,
        standing,
        pattern.use,
    )


def _interval(claim: Claim) -> str:
    its = claim.estimate
    return "exact" if its.n < 2 else f"{its.low:.3g} to {its.high:.3g}"


def _rivals(here: dict[str, Finding]) -> list[str]:
    """The same patterns where one mechanism is missing."""
    tried = [(rival, findings(rival.world)) for rival in RIVALS]
    lines = [
        "## Rival mechanisms",
        "",
        "The same checks, with the same seeds, in worlds that lack one mechanism. **Bold** is "
        "where theory",
        "expects a difference. A rival that shows a pattern tells that the pattern is no evidence "
        "for the",
        "mechanism it lacks; *undecided* means too few runs to tell.",
        "",
        *(
            f"- {title_of(rival.world)['en']}: should fail {rival.should_fail} and weaken "
            f"{rival.weakens}, for {rival.because}."
            for rival in RIVALS
        ),
        "",
    ]
    heads = ("pattern", "what is known", *(title_of(rival.world)["en"] for rival in RIVALS))
    rows = (
        (key, pattern.statement, *(_cell(key, rival, here, there) for rival, there in tried))
        for key, pattern in sorted(PATTERNS.items())
    )
    return lines + _grid(heads, rows)


def _cell(key: str, rival: Rival, here: dict[str, Finding], there: dict[str, Finding]) -> str:
    if key == rival.should_fail:
        return f"**{there[key]}**"
    if key == rival.weakens:
        less = weakened(rival, here, there)
        what = there[key].claims[0].what
        return f"**{there[key].verdict}: {what} less by {less.low:.3g} to {less.high:.3g}**"
    return str(there[key])


def _grid(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [heads, ("---",) * len(heads), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]
