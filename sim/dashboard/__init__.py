"""A run live in the browser: policies beside the baseline, month by month.

The page is Mesa's own (`SolaraViz`); what it steps is a `Pair` of models. Nothing of solara is
imported before a page is asked for.
"""
