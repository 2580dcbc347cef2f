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
# # One rule, one community
#
# The model is made of small rules: functions as a paper would write them. Here we take one of them
# out, plot it, and then watch it at work in a single community.

# %% [markdown]
# ## One rule
#
# When government work is taken off a committee's desk, departments find the free hours and fill
# them up again, unless somebody guards the door. The rule `refilled` tells what share of the relief
# is gone a month later.

# %%
import inspect

from sim.plain.rules import refilled

print(inspect.getsource(refilled))

# %% [markdown]
# `p` are the assumptions of its mechanism. We take the defaults; `ranges` tells the range that each
# of them may have, and how well it is founded.

# %%
from sim.assumptions import Assumptions, namespace, ranges

p = namespace(Assumptions()).workload
rebound = ranges()["workload.rebound"]
print(f"rebound = {p.rebound}, from {rebound.low} to {rebound.high}, {rebound.grade}")
refilled(relief=100.0, refill=0.0, entry_control=0.0, p=p)

# %% [markdown]
# One month is not much. The rule is applied every month to what it left:

# %%
import matplotlib.pyplot as plt


def refill_after(months, entry_control):
    """The share of the relief that is filled up again, month by month."""
    shares = [0.0]
    for _ in range(months):
        shares.append(refilled(100.0, shares[-1], entry_control, p))
    return shares


figure, axes = plt.subplots(figsize=(7, 3))
for entry_control, dashes in ((0.0, "-"), (0.5, "--"), (0.9, ":")):
    shares = refill_after(60, entry_control)
    axes.plot(shares, dashes, color="black")
    axes.annotate(f" entry control {entry_control:g}", (60, shares[-1]), va="center")
axes.set_xlim(0, 82)
axes.set_xlabel("month")
axes.set_ylabel("share of the relief filled up again")
plt.show()

# %% [markdown]
# ## One community
#
# In the model this rule meets all the others. We run a small county in which work is moved out
# without guarding the door, and follow one committee month by month. The model is an ordinary Mesa
# model: committees, residents and organizations are its agents.

# %%
import sim
from sim.agents import Committee, Resident

OFFLOADING = {
    "sample": 1200,
    "months": 36,
    "policies": {"task_offloading": {"ramp": 6, "entry_control": 0.0}},
}
model = sim.GovernanceModel(OFFLOADING, seed=1)
model

# %%
committee = max(model.agents_by_type[Committee], key=lambda each: each.population)
print(f"{committee.population:,.0f} people, {len(committee.staff)} workers in office")


def notes_of(committee):
    """What we write down every month."""
    return {
        "month": committee.model.month,
        "moved out": committee.moved_share,
        "filled up again": committee.refill,
        "government's share of hours": committee.admin_share,
    }


diary = []
while model.running:
    model.step()
    diary.append(notes_of(committee))

# %%
import pandas as pd

diary = pd.DataFrame(diary).set_index("month")
axes = diary.plot(style=["-", "--", ":"], color="black", figsize=(6, 3))
axes.set_ylim(0, 1)
axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
plt.show()

# %% [markdown]
# Work leaves within half a year and creeps back in the years after; in this committee, which has
# far more to do than hours, government's share of them hardly falls even in between. Here is what
# the same county looks like when the door is guarded; the luck is the same, so the difference is
# the door.

# %%
guarded = sim.with_settings(
    sim.load_scenario(OFFLOADING), {"policies.task_offloading.entry_control": 0.9}
)
other = sim.GovernanceModel(guarded, seed=1)
other.run_model()
same = [each for each in other.agents_by_type[Committee] if each.unique_id == committee.unique_id]
print(f"filled up again: {committee.refill:.2f} without a guard, {same[0].refill:.2f} with one")

# %% [markdown]
# ## One resident
#
# Who lives there has trust, ties and a memory of what was done for them:

# %%
resident = next(each for each in model.agents_by_type[Resident] if each.ties > 2)
print(f"age {resident.age:.0f}, trust {resident.trust:.2f}, belonging {resident.belonging:.2f}")
[f"{each.belonging:.2f}" for each in resident.neighbors]

# %% [markdown]
# Everybody in the community, and who knows whom; the darker, the more they belong:

# %%
model.plot.network(committee.row)

# %% [markdown]
# ## Play with it
#
# With ipywidgets, sliders call a function. Without them this cell says what to install.

# %%


def draw(entry_control=0.5, months=60):
    """Redraw the rule for one setting."""
    _, axes = plt.subplots(figsize=(6, 2.5))
    axes.plot(refill_after(months, entry_control), color="black")
    axes.set_ylim(0, 1)
    axes.set_xlabel("month")
    axes.set_ylabel("share filled up again")
    plt.show()


try:
    from ipywidgets import interact
except ImportError:
    print("For sliders: pip install 'community-governance-sim[notebook]'")
    draw()
else:
    interact(draw, entry_control=(0.0, 1.0, 0.1), months=(12, 120, 12))
