"""The acquaintances of one community, as the model has them."""

from __future__ import annotations

import pytest

from sim.acquaintances import acquaintances
from sim.errors import SimError
from sim.model import GovernanceModel

SMALL = {"sample": 600, "burn_in": 13, "months": 1}


@pytest.fixture(scope="module")
def model() -> GovernanceModel:
    return GovernanceModel(SMALL)


def test_every_tie_is_there_once_and_both_know_each_other(model: GovernanceModel) -> None:
    residents, ties = acquaintances(model, 2)
    table = model.world.residents
    pairs = set(map(tuple, ties.itertuples(index=False)))
    assert len(pairs) == len(ties)
    assert not [(one, other) for one, other in pairs if (other, one) in pairs]
    for one, other in pairs:
        assert other in table.neighbors[one, : table.ties[one]]
        assert one in table.neighbors[other, : table.ties[other]]
    ends = ties["other"].isin(residents["resident"]).sum() + len(ties)
    assert ends == table.ties[residents["resident"]].sum()


def test_who_took_part_is_who_the_outcome_counts(model: GovernanceModel) -> None:
    shares = [acquaintances(model, place)[0]["took_part"].mean() for place in range(24)]
    people = model.world.communities.population
    mean = sum(shares * people) / people.sum()
    assert mean == pytest.approx(model.outcomes["participation"])


def test_belonging_is_that_of_the_residents(model: GovernanceModel) -> None:
    residents, _ = acquaintances(model, 0)
    assert (
        residents["belonging"].tolist()
        == model.world.residents.belonging[: len(residents)].tolist()
    )


def test_a_community_that_is_not_there(model: GovernanceModel) -> None:
    with pytest.raises(SimError, match="from 0 to 23"):
        acquaintances(model, 24)
