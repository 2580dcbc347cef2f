"""What a person types: ``sim run``, ``sim batch``, ``sim report``, ``sim check`` and the rest.

Nothing slow is imported before a command is chosen, so that help answers at once.
"""

from __future__ import annotations

import signal
import sys
from contextlib import suppress

from sim.cli.commands import app
from sim.cli.screen import complain

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; ends the process with the exit code."""
    with suppress(ValueError):  # another thread than the first has no say in signals
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that cannot show a letter gets its number, not a crash.
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="sim")
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        complain(
            f"Unexpected {type(error).__name__}: {error}",
            "This is a fault of the program; the same command with --debug shows where.",
        )
        sys.exit(1)
