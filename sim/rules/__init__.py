"""R: one behavior, its formula, its source. Scalars in, a scalar out; no state, no chance.

A rule runs compiled inside the loops of ``sim.behavior``; called from Python it works the
same, and ``rule.py_func`` is the plain function. The last argument ``p`` is one group of
assumptions: ``record(Assumptions())[0].trust`` for the compiled rule,
``namespace(Assumptions()).trust`` for the plain one.

>>> from sim.assumptions import Assumptions, record
>>> from sim.rules.attitudes import trust_after
>>> round(trust_after(0.5, True, record(Assumptions())[0].trust), 3)
0.525
"""
