"""The commands by name, and what becomes of an error: words and an exit code, no traceback.

Exit codes: 0 all is well, 1 a run failed, 2 something the user wrote is faulty, 3 a results
folder cannot be used, 130 interrupted.
"""

from __future__ import annotations

import sys
import traceback
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sim.cli import (
    batching,
    checking,
    counties,
    creating,
    dashing,
    describing,
    diffing,
    explaining,
    folders,
    ledgers,
    listing,
    reporting,
    running,
)
from sim.cli.screen import complain
from sim.cli.welcome import welcome
from sim.errors import SimError

INTERRUPTED = 130


class Commands(TyperGroup):
    """A group whose commands end in words where they fail."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args:
            welcome()
            raise typer.Exit
        ctx.obj = {"command": ["sim", *args], "debug": "--debug" in args}
        return super().parse_args(ctx, [each for each in args if each != "--debug"])

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            below_progress = "\n" if sys.stderr.isatty() else ""
            return _end(ctx, below_progress + (str(error) or "Interrupted."), INTERRUPTED)
        except SimError as error:
            return _end(ctx, str(error), error.exit_code)
        except MemoryError:
            return _end(ctx, "Out of memory: try a smaller sample or fewer workers.", 1)


def _end(ctx: Any, words: str, exit_code: int) -> None:
    if ctx.obj["debug"]:
        traceback.print_exc()
    complain(words)
    raise typer.Exit(exit_code)


app = typer.Typer(
    name="sim",
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
county = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

app.command("run")(running.run)
app.command("batch")(batching.batch)
app.command("report")(reporting.report)
app.command("export")(folders.export)
app.command("replay")(ledgers.replay)
app.command("verify")(ledgers.verify)
app.command("diff")(diffing.diff)
app.command("merge")(folders.merge)
app.command("dash")(dashing.dash)
app.command("check")(checking.check)
app.command("new")(creating.new)
app.command("explain")(explaining.explain)
app.command("policies")(listing.policies)
app.command("worlds")(listing.worlds)
app.command("docs")(describing.docs)
app.add_typer(county, name="county", help="Build the table of a county, or look at one.")
county.command("build")(counties.build)
county.command("describe")(counties.describe)


def _version(wanted: bool) -> None:
    if wanted:
        from sim.version import VERSION

        sys.stdout.write(f"{VERSION}\n")
        raise typer.Exit


@app.callback()
def _about(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the program an error arose.")
    ] = False,
) -> None:
    """What do community-governance policies do to belonging, participation and service quality?

    Scenarios and experiments are YAML files; those that ship are also known by their name.
    """
