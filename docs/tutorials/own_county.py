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
# # Bring your own county
#
# A table with a row for each community is enough; a name and a number of residents in each row will
# do. What the table does not say is imputed by rules that are written down, and every imputed
# column is listed: nothing is guessed in silence.

# %%
import tempfile
from pathlib import Path

import sim

TABLE = """name,township,kind,residents,share_60plus,organizations,x,y
Willow Lane,Riverside,established,5200,0.24,3,200,900
Old Mill,Riverside,established,3900,0.27,2,900,1400
Station Road,Riverside,mixed_new,7400,0.11,1,1800,700
New Harmony,Hillfoot,resettlement,6100,0.19,0,3900,2600
Orchard,Hillfoot,resettlement,4300,0.21,1,4600,3100
Stone Bridge,Hillfoot,village,2100,0.31,0,6200,4400
"""
path = Path(tempfile.mkdtemp()) / "county.csv"  # in earnest: your own file, CSV or Excel
written = path.write_text(TABLE, encoding="utf-8")

county = sim.load_county(path)
county

# %%
county.plot()

# %% [markdown]
# Headers may be Chinese (`名称`, `居民数`), and the table may have as many of the 26 columns as you
# know. How was the rest filled in? With the rule and its source beside every column:

# %%
told = ("households", "grid_workers", "property", "floor_space_m2")
print("\n".join(line for line in county.summary() if line.strip().startswith(told)))

# %% [markdown]
# Faults are all told at once, with line and column:

# %%
faulty = path.with_name("faulty.csv")
written = faulty.write_text(TABLE.replace("0.24", "24").replace("village", "vilage"), "utf-8")
try:
    sim.load_county(faulty)
except sim.ScenarioError as error:
    print(str(error).replace(str(faulty), faulty.name))

# %% [markdown]
# ## Simulate it
#
# A scenario names the county by its file; everything else is as before. With six communities we can
# afford 200 residents in each.

# %%
scenario = sim.load_scenario(
    {
        "title": {"en": "Training, in our county", "zh": "本县人员培训"},
        "county": str(path),
        "sample": 1200,
        "months": 36,
        "policies": {"staff_training": {"ramp": 6, "hours": 52, "graduates": 1.0}},
    }
)
result = sim.run(scenario, seed=1)
result

# %% [markdown]
# Because columns that drive outcomes were imputed, communities go by numbers: the results speak of
# magnitudes, not of places.

# %%
last = result.communities.query("month == 36")
last[["community", "kind", "residents", "service_quality", "belonging"]].round(3)

# %%
result.plot.map("service_quality")

# %% [markdown]
# ## With and without
#
# The same luck, with the policy and without it:

# %%
import pandas as pd

without = sim.run(sim.with_settings(scenario, {"policies.staff_training": None}), seed=1)
pd.DataFrame(
    {
        "without": without.monthly.set_index("month")["service_quality"],
        "with": result.monthly.set_index("month")["service_quality"],
    }
).iloc[[0, 11, 23, 35]].round(3)

# %%
result.plot()

# %% [markdown]
# One run is one world. For an answer with intervals, put `county: your.csv` into two scenario files
# and compare them as in `compare_two_policies.py`. The more columns you know, the less of the
# answer is ours.
