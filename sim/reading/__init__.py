"""The one door for YAML: bytes to text to values with places, and faults in plain words.

From the ground up: ``scalars`` and ``decoding``, ``syntax``, ``document``, ``composer``,
``reader``; then ``shape`` and ``faults`` (what a model allows, and what a file does), and
``inheritance`` (``extends:``). `sim.scenario` and `sim.experiment` come in through here.
"""
