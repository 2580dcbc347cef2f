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
# # Sweep and sensitivity
#
# Two questions that one comparison leaves open. How does the effect depend on how much of a policy
# there is? And on which of our assumptions does it hang? Small samples keep both quick: what you
# see are the shapes, not the numbers to quote.

# %% [markdown]
# ## A sweep over two levers
#
# Task offloading moves government work out of committees (`scale`), and may guard the door against
# new work (`entry_control`). We cross three values of one with three of the other; every point
# meets the same luck as the baseline it is paired with.

# %%
import sim

QUICK = {"sample": 480, "months": 24, "burn_in": 12}

sweep = sim.compare(
    {
        "question": {"en": "More relief, or a better guard?", "zh": "多减负，还是严准入？"},
        "kind": "sweep",
        "against": "scenarios/baseline.yaml",
        "scenario": "scenarios/task_offloading.yaml",
        "factors": {
            "policies.task_offloading.scale": [0.5, 1.0, 1.5],
            "policies.task_offloading.entry_control": [0.0, 0.45, 0.9],
        },
        "settings": QUICK,
        "primary": "service_quality",
        "replications": 5,
    }
)
sweep.plot()

# %% [markdown]
# More relief helps whatever the guard, and it helps more where the door is guarded: the two levers
# need each other. (A hatched cell could not be told from zero with these few worlds.) The same as a
# table:

# %%
table = sweep.tables["effects"].query("outcome == 'service_quality'")
table = table.rename(columns=lambda name: name.removeprefix("policies.task_offloading."))
table.pivot(index="entry_control", columns="scale", values="difference").round(3)

# %% [markdown]
# What does it cost? A hollow point is beaten: something else gains as much for less.

# %%
sweep.plot.pareto()

# %% [markdown]
# ## What does the answer hang on?
#
# Most numbers of this model were never measured; each has a range instead. A sensitivity analysis
# moves them over their ranges. An *inert* parameter that does nothing goes along: what is no larger
# than it is nothing. Take `replications: 10` and `trajectories: 50` in earnest.

# %%
asked = {
    "question": {"en": "What does the effect of offloading hang on?", "zh": "减负效应取决于什么？"},
    "kind": "sensitivity",
    "against": "scenarios/baseline.yaml",
    "scenario": "scenarios/task_offloading.yaml",
    "factors": [
        "assumptions.workload.rebound",
        "assumptions.workload.town_amplification",
        "assumptions.staff.base_productivity",
        "assumptions.trust.gain",
        "policies.task_offloading.entry_control",
    ],
    "settings": QUICK,
    "method": "morris",
    "trajectories": 5,
    "curve_points": 3,
    "primary": "service_quality",
    "replications": 2,
}
sensitivity = sim.compare(asked)
sensitivity.plot()

# %% [markdown]
# The longest bars deserve evidence first. The other picture moves one factor at a time from its
# default and shows how far the effect follows.

# %%
sensitivity.plot.tornado()

# %%
sensitivity.answer["en"]

# %% [markdown]
# In a file the same mapping is YAML, and `sim batch` keeps its results in a folder, goes on where
# it was interrupted, and takes as many processes as there are. Functions that you define in a
# notebook cannot travel to those processes; scenarios and settings can, since they are only text
# and numbers.
