"""Every error a user can meet, as one small tree.

SimError
├── ScenarioError   a file or setting the user wrote is faulty (exit code 2)
├── ContractError   a rule of this project is broken: a fault of ours (exit code 1)
└── ResultsError    a results folder cannot be read or written (exit code 3)
"""

from __future__ import annotations

from dataclasses import dataclass


class SimError(Exception):
    """Anything this package refuses to do, with the reason in words."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of an input file: where it is, what was found, what was expected."""

    found: str
    expected: str = ""
    path: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        subject = " ".join(part for part in (place, self.path) if part)
        sentence = self.found if not self.expected else f"{self.found}, expected {self.expected}"
        text = f"{subject}: {sentence}." if subject else f"{sentence}."
        return f"{text} {self.hint}".rstrip()


class ScenarioError(SimError):
    """A file or a setting is faulty; ``problems`` lists all faults in file order."""

    exit_code = 2

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type, tuple[list[Problem]]]:
        return type(self), (list(self.problems),)


class ContractError(SimError):
    """The program broke one of its own rules."""


class ResultsError(SimError):
    """A results folder is missing, damaged or belongs to something else."""

    exit_code = 3
