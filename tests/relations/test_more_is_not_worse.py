"""R25 and on: more of one thing moves another one way, in the same counties with the same luck.

Mean differences of eight pairs, the last twelve of 24 months: the relation holds where the
mean lies beyond nought by four standard errors, so that a lever that does nothing fails.
`MAY_BREAK` holds what theories claim and the model need not say: there the finding is kept.
"""

from __future__ import annotations

import pytest
from relations.claims import MAY_BREAK
from relations.facts import FACTS
from relations.levers import LEVERS
from relations.sides import differences, verdict


@pytest.mark.parametrize("relation", FACTS + LEVERS, ids=lambda r: f"{r.number} {r.says}")
def test_more_is_not_worse(relation, counties, paired) -> None:
    found = differences(relation, counties, paired)
    assert verdict(relation.sign, found) == "holds", found


@pytest.mark.slow
@pytest.mark.parametrize(("claim", "expected"), MAY_BREAK, ids=lambda r: getattr(r, "number", None))
def test_what_theories_claim_is_found_or_not_as_written(claim, expected, counties, paired) -> None:
    found = differences(claim, counties, paired)
    assert verdict(claim.sign, found) == expected, found
