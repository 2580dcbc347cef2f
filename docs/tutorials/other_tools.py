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
# # With other tools
#
# Results are ordinary tables, and tools that explore models take them as they are: here the EMA
# Workbench looks for the settings under which a policy works, and SALib says which settings matter.
# Both are installed beside this package (`pip install ema-workbench SALib`); everything takes about
# half a minute.

# %% [markdown]
# ## A sweep
#
# Staff training has many levers. A Latin hypercube spreads 40 mixes of four of them evenly over
# their ranges; a small county sample and two years keep it quick. Every mix meets the same luck as
# the baseline it is paired with.

# %%
import inspect
import warnings

import matplotlib.pyplot as plt
from SALib.analyze import morris, rbd_fast
from SALib.sample.morris import sample as design_of_morris

import sim
from sim.bridges import to_salib

with warnings.catch_warnings(action="ignore"):
    from ema_workbench.analysis.prim import Prim

LEVERS = {
    "policies.staff_training.assistants": (0.0, 200.0),
    "policies.staff_training.graduates": (0.0, 2.0),
    "policies.staff_training.hours": (0.0, 120.0),
    "policies.staff_training.pay_supplement": (0.0, 0.2),
}
QUICK = {"sample": 480, "months": 24}

sweep = sim.compare(
    {
        "kind": "sweep",
        "against": "scenarios/baseline.yaml",
        "scenario": "scenarios/staff_training.yaml",
        "factors": {key: {"low": low, "high": high} for key, (low, high) in LEVERS.items()},
        "settings": QUICK,
        "sample": {"latin_hypercube": 40},
        "worlds": "default",
        "replications": 2,
    }
)
sweep.points.tail(3)

# %% [markdown]
# ## Where does it work? The EMA Workbench
#
# `to_ema` gives what `perform_experiments` would: one experiment per run, and for each outcome an
# array with a row per run and a column per month. The patient rule induction method (PRIM) peels
# off ranges of levers until what is left holds mostly runs of interest: here the third with the
# highest service quality in this model.

# %%
with warnings.catch_warnings(action="ignore"):
    from ema_workbench.analysis.prim import Prim

    experiments, outcomes = sweep.to_ema()
    quality = outcomes["service_quality"][:, -1]
    high = quality > sorted(quality)[2 * len(quality) // 3]
    # Version 2 of the workbench asks for a threshold, version 3 no longer does.
    threshold = {"threshold": 0.7} if "threshold" in inspect.signature(Prim).parameters else {}
    box = Prim(experiments[list(LEVERS)], high, **threshold).find_box()
print(
    f"{box.density:.0%} of the runs inside are of interest, and {box.coverage:.0%} of these inside"
)
box.box_lims[-1]

# %% [markdown]
# ## Which levers matter? SALib
#
# `to_salib` states the levers as a problem. First-order Sobol' indices can be estimated from any
# evenly spread design (RBD-FAST), so the sweep will do; with 40 points they are rough.

# %%
problem = to_salib(LEVERS)
mixes = experiments.assign(quality=quality).groupby("policy", sort=False).mean(numeric_only=True)
first_order = rbd_fast.analyze(
    problem, mixes[list(LEVERS)].to_numpy(), mixes["quality"].to_numpy(), M=4, seed=1
)
first_order.to_df()

# %% [markdown]
# A design from elsewhere can be run as well: each row of it is a variant. Here SALib draws a design
# of Morris, we run it, and SALib analyzes it. (`kind: sensitivity` does all of this in one file,
# with an inert factor for comparison.)

# %%
design = design_of_morris(problem, 5, seed=1)
rows = [dict(zip(LEVERS, row, strict=True)) for row in design.tolist()]
screening = sim.compare(
    {
        "kind": "sweep",
        "against": "scenarios/baseline.yaml",
        "scenario": "scenarios/staff_training.yaml",
        "variants": {f"row {number}": {"set": row} for number, row in enumerate(rows)},
        "settings": QUICK,
        "worlds": "default",
        "replications": 2,
    }
)
found = screening.effects.query("outcome == 'service_quality'").merge(screening.points)
by_row = found.set_index("variant")["difference"]
effect = by_row.loc[[f"row {number}" for number in range(len(rows))]].to_numpy()
morris.analyze(problem, design, effect, seed=1).to_df()

# %% [markdown]
# Mesa's users find the table of `mesa.batch_run`, with `RunId`, `iteration` and `Step`:

# %%
sweep.to_mesa().head(3)

# %% [markdown]
# The runs of interest, and the box that PRIM drew around them:

# %%
across, up = list(LEVERS)[:2]
limits = box.box_lims[-1]
figure, axes = plt.subplots()
axes.scatter(experiments[across][~high], experiments[up][~high], color="0.7", label="other runs")
axes.scatter(experiments[across][high], experiments[up][high], color="C0", label="of interest")
(left, right), (bottom, top) = limits[across], limits[up]
axes.add_patch(plt.Rectangle((left, bottom), right - left, top - bottom, fill=False, linewidth=2))
axes.set_xlabel("assistants, hours a month and community")
axes.set_ylabel("graduates per community")
axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)
plt.show()
