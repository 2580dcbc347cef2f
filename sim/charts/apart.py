"""Marks and names that must not cover one another: moved apart, or given another side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

ROUNDS = 400


def apart(points: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Points ``[n, 2]`` moved as little as needed for their circles not to cover each other.

    Two circles that do are pushed apart along the line between their centers, each by half,
    until none is left or the rounds are over; the same points always end in the same places.
    """
    found = points.astype(float).copy()
    turns = 2.4 * np.arange(len(found))  # a direction of its own for points in one place
    found += 1e-6 * np.column_stack([np.cos(turns), np.sin(turns)])
    wanted = radii[:, None] + radii[None, :]
    for _ in range(ROUNDS):
        gaps = found[:, None, :] - found[None, :, :]
        distances = np.hypot(gaps[..., 0], gaps[..., 1])
        np.fill_diagonal(distances, np.inf)
        overlap = np.clip(wanted - distances, 0.0, None)
        if overlap.max(initial=0.0) < 1e-3:
            break
        push = 0.5 * overlap / np.maximum(distances, 1e-9)
        found += 0.6 * (gaps * push[..., None]).sum(axis=1)
    return found


class Box(NamedTuple):
    """A rectangle: its center and half its sides, in inches."""

    x: float
    y: float
    half_width: float
    half_height: float

    def holds(self, points: np.ndarray, margin: float) -> np.ndarray:
        """Which points lie inside, or within ``margin`` of it."""
        across = np.abs(points[:, 0] - self.x) < self.half_width + margin
        return across & (np.abs(points[:, 1] - self.y) < self.half_height + margin)

    def covers(self, other: Box) -> bool:
        """Whether the two share any ground."""
        across = abs(self.x - other.x) < self.half_width + other.half_width
        return across and abs(self.y - other.y) < self.half_height + other.half_height


def placed(marks: Sequence[Box], sizes: Sequence[tuple[float, float]]) -> list[Box | None]:
    """A free place beside each mark for a name of its size, or None where there is none.

    Right, left, above and below are tried in turn.
    """
    taken = list(marks)
    found: list[Box | None] = []
    for mark, (width, height) in zip(marks, sizes, strict=True):
        across, up = mark.half_width + width / 2 + 0.03, mark.half_height + height / 2 + 0.01
        sides = ((across, 0.0), (-across, 0.0), (0.0, up), (0.0, -up))
        ways = [Box(mark.x + x, mark.y + y, width / 2, height / 2) for x, y in sides]
        free = next((way for way in ways if not any(way.covers(each) for each in taken)), None)
        found.append(free)
        taken += [free] if free else []
    return found
