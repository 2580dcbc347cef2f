"""Pictures by attribute: ``comparison.plot.path("belonging")``, ``result.plot()``.

The `plot` of a comparison, a run or a model is called for its usual picture and has a method
for every other one, so that a notebook's completion finds them; scenarios and counties have one
picture each. All take ``lang`` and ``ax``
and return matplotlib's Axes, which show themselves in a notebook.
"""
