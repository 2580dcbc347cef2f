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
# # A first run in ten lines
#
# One scenario, one change, one experiment. Start it in the folder of the project, as a notebook
# (`jupytext --to ipynb docs/tutorials/first_run.py`) or as it is.

# %% [markdown]
# A scenario is a county, some policies and a number of months. One run of it gives tidy tables: a
# row for each month, a column for each outcome.

# %%
import sim

training = sim.load_scenario("scenarios/staff_training.yaml")
result = sim.run(training, seed=1)
result.monthly[["month", "belonging", "participation", "service_quality"]].tail(3)

# %%
result.plot()

# %% [markdown]
# The same residents meet the same luck whatever the policy: two runs with one seed differ by the
# policy alone. So the number below is what 80 hours of training in place of 52 do to the quality of
# service in this one world.

# %%
more = sim.run(sim.with_settings(training, {"policies.staff_training.hours": 80}), seed=1)
(more.monthly["service_quality"] - result.monthly["service_quality"]).iloc[-1]

# %% [markdown]
# One run is one world, and nobody knows in which we live. An experiment runs all its scenarios in
# many worlds: each replication draws what we do not know from its range. Six are few; the file asks
# for thirty.

# %%
comparison = sim.compare("experiments/three_policies.yaml", replications=6)
comparison.effects[["scenario", "outcome", "difference", "low", "high", "verdict"]].head(3)

# %%
comparison.plot()

# %% [markdown]
# A bar that leaves the gray band is an effect that matters and is not luck; one that touches zero
# may be either. All of it is a result of a model about an illustrative county, not a forecast.
#
# In a notebook, things tell of themselves: put `training`, `result` or `comparison` alone into a
# cell. `sim.POLICIES.` and `sim.OUTCOMES.` followed by the tab key list what there is to choose and
# to measure; `comparison.plot.` lists the other pictures. Every picture also speaks Chinese:
# `comparison.plot(lang="zh")`.
