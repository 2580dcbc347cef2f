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
# # Two policies compared
#
# Should a county train the staff of its committees, or cultivate social organizations? We ask the
# model, look at what it answers, and at how sure the answer is. A small sample of residents and
# twelve worlds keep it quick.

# %%
import sim

scenarios = sim.list_scenarios()
scenarios.staff_training

# %%
scenarios.organization_cultivation.plot()

# %% [markdown]
# An experiment is a file, or a mapping that says the same. `primary` is the outcome that the answer
# is about, `smallest_effect` the difference below which you would not care.

# %%
comparison = sim.compare(
    {
        "question": {
            "en": "Staff training or social organizations: what raises participation more?",
            "zh": "人员培训与社会组织培育，何者更能提高参与率？",
        },
        "against": "scenarios/baseline.yaml",
        "scenarios": [
            "scenarios/staff_training.yaml",
            "scenarios/organization_cultivation.yaml",
        ],
        "settings": {"sample": 1200, "months": 36},
        "primary": "participation",
        "smallest_effect": 0.01,
        "replications": 12,
    }
)
comparison

# %% [markdown]
# ## Read the intervals, not the points
#
# Each row is a difference from the county without the policy, in the same twelve worlds. *Better*
# means: the whole interval lies on the good side. *Undecided* does not mean “no effect”; it means
# that twelve worlds do not tell.

# %%
comparison.plot.forest("service_quality")

# %% [markdown]
# ## How it came about
#
# Over time one sees that effects need months: staff learn, organizations are founded and make
# themselves known. The flags show when a policy starts.

# %%
comparison.plot.path("participation")

# %%
comparison.plot.difference("participation")

# %% [markdown]
# ## What pairing is worth
#
# Because both counties meet the same luck, their difference is known far better than either of
# them. The factor says how many times as many unpaired runs would be needed for the same precision.

# %%
comparison.variance_reduction()

# %% [markdown]
# ## Who gains, and what it costs
#
# The tables hold more than the pictures: by origin and age of residents, by line of the ledger. `n`
# is the number of worlds behind each number.

# %%
by_origin = comparison.tables["effects_by_origin"]
by_origin[["scenario", "outcome", "origin", "difference", "low", "high", "verdict"]].head(6)

# %%
comparison.plot.costs()

# %% [markdown]
# The policies of these two files were sized to cost about the same, some 20 yuan per resident and
# year. With policies that do not, look at `comparison.plot.pareto()` before you praise the stronger
# one.

# %%
comparison.plot.pareto("participation")
