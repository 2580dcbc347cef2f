"""R: one behavior, its formula, its source. Scalars in, a scalar out; no state, no chance.

A rule runs compiled inside the loops of ``sim.behavior``; called from Python it works the
same, and ``rule.py_func`` is the plain function. The last argument ``p`` is one group of
assumptions, such as ``record(Assumptions()).trust`` or ``Assumptions().trust``.
"""
