"""What a model shows of itself: its month, who lives in it, its outcomes, and how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cards.result import outcome_rows
from sim.markup import Shown, card, code, line, table
from sim.words import Catalogue, Language, named, say

if TYPE_CHECKING:
    from sim.model import GovernanceModel

WORDING: Catalogue = {
    "model": (
        "{title}: month {month} of {months}, seed {seed}",
        "{title}：第{month}个月，共{months}个月，随机种子{seed}",
    ),
    "agents": (
        "{communities} communities with their committees, {residents:,} residents (who stand for "
        "{people:,.0f}), {organizations} social organizations, one government",
        "社区及其居（村）委会{communities}个，居民{residents:,}人（代表{people:,.0f}人），"
        "社会组织{organizations}个，县级政府1个",
    ),
    "outcome": ("outcome", "结果指标"),
    "now": ("now", "当前"),
    "unit": ("unit", "单位"),
}


def model_card(model: GovernanceModel, lang: Language = "en") -> Shown:
    """A model in a card."""
    world, spec = model.world, model.spec
    title = say("model", lang, WORDING).format(
        title=named({"": spec.title}, "", lang), month=model.month, months=spec.months,
        seed=model.seed,
    )  # fmt: skip
    agents = say("agents", lang, WORDING).format(
        communities=len(world.communities),
        residents=len(world.residents),
        people=float(world.communities.population.sum()),
        organizations=len(model.census.numbers("organizations")),
    )
    heads = [say(key, lang, WORDING) for key in ("outcome", "now", "unit")]
    now = {key: [value] for key, value in model.outcomes.items()}
    return card(
        title,
        line(agents, faint=True),
        table(heads, outcome_rows(now, lang)),
        code(".step()   .run_model()   .agents   .agents_by_type   .outcomes   .plot()"),
    )
