"""Pictures of tidy tables: paths over time, effects with intervals, hours, costs.

Every function returns a `matplotlib.figure.Figure` without opening a window, in English or
Chinese, told apart in gray as well as in color. `save` writes it to a file.
"""

from sim.charts.bands import bands, differences
from sim.charts.costs import costs
from sim.charts.forest import forest
from sim.charts.paths import admin_share, paths_for_run, time_paths
from sim.charts.style import Caption, save, svg

__all__ = [
    "Caption",
    "admin_share",
    "bands",
    "costs",
    "differences",
    "forest",
    "paths_for_run",
    "save",
    "svg",
    "time_paths",
]
