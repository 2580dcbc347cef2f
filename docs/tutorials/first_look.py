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
# # A first look
#
# One scenario, one change, one experiment. Run it from the folder of the project, as a notebook
# (`jupytext --to ipynb docs/tutorials/first_look.py`) or as it is.

# %% [markdown]
# A scenario is a county, some policies and a horizon. One run of it gives tidy tables.

# %%
import sim

training = sim.load_scenario("scenarios/staff_training.yaml")
result = sim.run(training, seed=1)
result.monthly[["month", "belonging", "participation", "service_quality"]].tail(3)

# %%
result.plot()

# %% [markdown]
# The same residents meet the same luck whatever the policy: two runs with one seed differ by the
# policy alone.

# %%
more = sim.run(sim.with_settings(training, {"policies.staff_training.hours": 80}), seed=1)
(more.monthly["service_quality"] - result.monthly["service_quality"]).iloc[-1]

# %% [markdown]
# One run is one world. An experiment runs all its scenarios in many: each replication draws what we
# do not know from its range. Six are few; the file asks for thirty.

# %%
comparison = sim.compare("experiments/three_policies.yaml", replications=6)
comparison.effects[["scenario", "outcome", "difference", "low", "high", "verdict"]].head(3)

# %%
comparison.plot()
