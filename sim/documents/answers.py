"""``python -m sim.documents.answers FOLDER …``: what the shipped experiments answer.

Each folder holds the results of one of them; the document tells them in the order given.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.comparison import open_comparison

if TYPE_CHECKING:
    from sim.comparison import Comparison

HEAD = """# What the shipped experiments answer

Each question is a file in [experiments/](../../experiments); the answer is the sentence that
`sim batch` prints, in this model, of an illustrative county. `make answers` runs them all again and
writes this page; the fingerprint changes when any number of any run does.
"""


def page(comparisons: Sequence[Comparison]) -> str:
    """The whole document."""
    return "\n".join([HEAD, *(section(each) for each in comparisons)])


def section(comparison: Comparison) -> str:
    """Question and answer in both languages, and what they rest on."""
    name = comparison.name
    runs = comparison.manifest["counts"]["asked"]
    replications = comparison.manifest["replications"]
    return (
        f"## [{name}](../../experiments/{name}.yaml)\n\n"
        f"**{comparison.question['en']}**\n\n{comparison.answer['en']}\n\n"
        f"**{comparison.question['zh']}**\n\n{comparison.answer['zh']}\n\n"
        f"*{comparison.kind}* · {len(comparison.points):,} scenarios, {replications} replications, "
        f"{runs:,} runs · seed {comparison.settings['seed']} · "
        f"fingerprint `{comparison.manifest['fingerprint']}`\n"
    )


if __name__ == "__main__":
    sys.stdout.write(page([open_comparison(Path(folder)) for folder in sys.argv[1:]]))
