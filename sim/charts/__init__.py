"""Pictures of tidy tables, in English or Chinese, told apart in gray as well as in color.

Every chart is ``chart(table, …, *, source=None, ax=None, lang="en") -> Axes``: it makes its own
sheet, or draws into ``ax``. Those whose names end in ``_sheet`` put several charts on one
`matplotlib.figure.Figure`. No window is opened; `save` and `svg` write what was drawn, with its
provenance inside, which `provenance` reads.
"""

from sim.charts.bands import bands, differences
from sim.charts.costs import costs
from sim.charts.county import county_map
from sim.charts.dumbbell import dumbbell
from sim.charts.forest import forest
from sim.charts.heat import curve, heat
from sim.charts.hours import hours
from sim.charts.indices import indices
from sim.charts.money import money
from sim.charts.multiples import by_group, by_kind
from sim.charts.network import network
from sim.charts.organizations import organizations
from sim.charts.pareto import pareto
from sim.charts.paths import course, difference, path
from sim.charts.pathway import pathway
from sim.charts.pilot import pilot
from sim.charts.saving import provenance, save, svg
from sim.charts.sheets import course_sheet, forest_sheet, paths_sheet
from sim.charts.source import Source
from sim.charts.synergy import synergy
from sim.charts.timeline import timeline
from sim.charts.tornado import tornado

__all__ = [
    "Source",
    "bands",
    "by_group",
    "by_kind",
    "costs",
    "county_map",
    "course",
    "course_sheet",
    "curve",
    "difference",
    "differences",
    "dumbbell",
    "forest",
    "forest_sheet",
    "heat",
    "hours",
    "indices",
    "money",
    "network",
    "organizations",
    "pareto",
    "path",
    "paths_sheet",
    "pathway",
    "pilot",
    "provenance",
    "save",
    "svg",
    "synergy",
    "timeline",
    "tornado",
]
