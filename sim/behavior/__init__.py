"""R: the phases of a month, one file per actor or mechanism.

A phase applies rules to tables in one compiled loop. Its docstring's first line says what
happens in the world, ``Writes:`` which columns it changes; the tests hold it to both.
"""
