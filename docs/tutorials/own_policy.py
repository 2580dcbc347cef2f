# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Add a policy of your own
#
# A policy that this model lacks is one file with one class. Here we add neighbors' festivals: so
# many a year, at so many hours of the committee and so many yuan each. Nothing of the installed
# package is changed: the file lies in a folder of yours, which `SIM_POLICIES` names.
#
# (To give a policy to everybody, put the same file into `sim/policies` of a checkout; a battery of
# tests then runs on it unasked. The file does not change.)

# %%
import os
import tempfile
from pathlib import Path

folder = Path(tempfile.mkdtemp())  # in earnest: a folder of your project
os.environ["SIM_POLICIES"] = str(folder)  # before the first use of sim

# %% [markdown]
# ## The file
#
# Its name is the key in scenarios. Each lever is declared once with default, range, unit and both
# names: checks, messages, tables and charts follow from that. `effects` reads last month's world,
# which it must not change, and answers with *channels*: here events, hours and money. What events
# do to residents is the business of the model's rules, not of the policy.

# %%
FILE = '''"""Neighbors' festivals: the community eats, plays and gets to know itself."""

from __future__ import annotations

from typing import ClassVar

from sim.effects import Effects
from sim.money import LINE
from sim.params import param
from sim.policies.base import Dose, Policy
from sim.state import World


class NeighborsFestival(Policy):
    """So many festivals a year, each with its hours and its money (*assumed*)."""

    TITLE: ClassVar[dict[str, str]] = {"en": "Neighbors' festivals", "zh": "邻里节"}

    festivals: float = param(4, 0, 24, "events a year", "Festivals", "邻里节次数")
    hours: float = param(30, 0, 120, "hours an event", "Work of a festival", "每次工时")
    yuan: float = param(5000, 0, 50_000, "yuan an event", "Cost of a festival", "每次经费")

    def effects(self, world: World, dose: Dose) -> Effects:
        effects = Effects.empty(len(world.communities))
        a_month = self.festivals / 12.0 * dose.strength  # strength: 0 where it does not act
        effects.activities[:] = a_month
        effects.policy_hours[:] = self.hours * a_month
        effects.cost_yuan[:, LINE["publicity"]] = self.yuan * a_month
        return effects
'''
written = (folder / "neighbors_festival.py").write_text(FILE, encoding="utf-8")

# %% [markdown]
# ## It is there
#
# The channels that a policy may use, and what they are counted in, are the columns of `Effects`.

# %%
import sim
from sim.effects import Effects

print([name for name in Effects.column_names() if "hours" in name])
sim.POLICIES

# %% [markdown]
# ## First check it by hand
#
# Six festivals of 5,000 yuan a year are 2,500 yuan a month, in each community.

# %%
import numpy as np

from sim.policies import Dose

festival = sim.POLICIES.neighbors_festival(festivals=6)
model = sim.GovernanceModel({"sample": 480, "months": 12})
communities = len(model.world.communities)
effects = festival.effects(model.world, Dose(strength=np.ones(communities)))
assert abs(effects.total_yuan() - 2500 * communities) < 1e-6
print(f"{effects.total_yuan():,.0f} yuan a month in {communities} communities")

# %% [markdown]
# A lever out of its range, or misspelled, is refused with advice, as for every other policy:

# %%
try:
    sim.load_scenario({"policies": {"neighbors_festival": {"festivls": 6}}})
except sim.ScenarioError as error:
    print(error)

# %% [markdown]
# ## Use it
#
# In scenarios, sweeps and on the command line it is a policy like the others (`sim policies
# neighbors_festival`, with the variable set). Worker processes find it, too.

# %%
comparison = sim.compare(
    {
        "question": {"en": "What do festivals do?", "zh": "邻里节有何作用？"},
        "kind": "sweep",
        "against": "scenarios/baseline.yaml",
        "factors": {"policies.neighbors_festival.festivals": [2, 6, 12, 24]},
        "settings": {"sample": 1200, "months": 24},
        "primary": "participation",
        "replications": 8,
    }
)
comparison.plot()

# %% [markdown]
# From one a month on, more festivals add little in this model. That is a result of our file and of
# the rules it meets, under an invented cost: worth a look at `recreation_offer` in
# `sim.rules.taking_part`.
#
# Results know by which code they were made: change the file, and a results folder will not mix old
# runs with new ones. In a notebook, restart the kernel after a change.
