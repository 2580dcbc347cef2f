"""The complete county a simulation starts from, and what it says of itself.

A profile knows which of its cells were imputed. Where cells that drive outcomes were, its
communities print as "unit 001": results then speak of magnitudes, not of places.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.cards.county import county_card
from sim.county.columns import COLUMNS, DRIVERS, STAFF_COLUMNS
from sim.county.imputation import RULE_OF
from sim.markup import Shown
from sim.plots.county import plot_county
from sim.vocabulary import AREAS, COMMUNITY_KINDS
from sim.words import Language

INVENTED = "illustrative county"
"""The source of the county that ships."""

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TYPES: dict[str, Any] = {
    "text": np.str_, "word": np.int8, "flag": np.bool_, "people": np.float64,
    "count": np.int32, "amount": np.float64, "share": np.float64, "place": np.float64,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One row per community in every column; words are codes of the vocabularies of state."""

    code: np.ndarray
    name: np.ndarray
    township: np.ndarray
    area: np.ndarray
    kind: np.ndarray
    committee: np.ndarray
    residents: np.ndarray
    households: np.ndarray
    share_exvillager: np.ndarray
    share_migrant: np.ndarray
    share_60plus: np.ndarray
    staff_cadre: np.ndarray
    staff_elected: np.ndarray
    staff_graduate: np.ndarray
    staff_social_worker: np.ndarray
    staff_post: np.ndarray
    grid_workers: np.ndarray
    organizations: np.ndarray
    property: np.ndarray
    owners_committee: np.ndarray
    floor_space_m2: np.ndarray
    platform: np.ndarray
    transplant: np.ndarray
    collective_assets_yuan: np.ndarray
    x: np.ndarray
    y: np.ndarray
    imputed_cells: Mapping[str, np.ndarray]
    source: str
    warnings: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.code)

    @classmethod
    def of_rows(
        cls,
        rows: Sequence[Mapping[str, Any]],
        filled: Sequence[set[str]],
        source: str,
        warnings: Sequence[str] = (),
    ) -> Profile:
        """The table of complete rows; ``filled`` names the imputed columns of each."""
        columns = {}
        for item in COLUMNS:
            values = [row[item.name] for row in rows]
            if item.words:
                values = [item.words.index(word) for word in values]
            columns[item.name] = _frozen(np.array(values, dtype=_TYPES[item.form]))
        cells = {item.name: np.array([item.name in names for names in filled]) for item in COLUMNS}
        imputed = {name: _frozen(mask) for name, mask in cells.items() if mask.any()}
        return cls(**columns, imputed_cells=imputed, source=source, warnings=tuple(warnings))

    def places(self) -> list[str]:
        """Every word by which a part of the county can be meant, the widest first."""
        own = (*self.name.tolist(), *self.code.tolist())
        return list(dict.fromkeys(("all", *AREAS, *COMMUNITY_KINDS, *own)))

    @property  # type: ignore[operator]  # a column of this name is declared above
    def imputed(self) -> dict[str, int]:
        """For how many communities each imputed column was imputed."""
        return {name: int(cells.sum()) for name, cells in self.imputed_cells.items()}

    @property  # type: ignore[operator]
    def anonymous(self) -> bool:
        """Whether columns that drive outcomes were imputed, so that no place may be named."""
        return not DRIVERS.isdisjoint(self.imputed_cells)

    @property  # type: ignore[operator]
    def invented(self) -> bool:
        """Whether it is the illustrative county, whose names point to no place."""
        return self.source == INVENTED

    def labels(self) -> list[str]:
        """What communities are called in print: their names, or "unit 001" and so on."""
        if self.anonymous:
            return [f"unit {row:03d}" for row in range(1, len(self) + 1)]
        return [str(name) for name in self.name]

    def mapped(self) -> dict[str, list[Any]]:
        """community, x, y (meters), town, kind, residents, without names that mean no place.

        Towns and communities of an invented county, and of one whose table was partly imputed,
        go by numbers.
        """
        towns = [str(name) for name in self.township]
        numbers = {name: f"town {at:02d}" for at, name in enumerate(dict.fromkeys(towns), start=1)}
        units = [f"unit {row:03d}" for row in range(1, len(self) + 1)]
        nameless = bool(self.anonymous or self.invented)
        return {
            "community": units if nameless else self.labels(),
            "x": self.x.tolist(),
            "y": self.y.tolist(),
            "town": [numbers[name] for name in towns] if nameless else towns,
            "kind": [COMMUNITY_KINDS[code] for code in self.kind],
            "residents": self.residents.tolist(),
        }

    def plot(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """Draw where communities lie, what they are and how many live in them."""
        return plot_county(self, lang, ax)

    def staff(self) -> np.ndarray:
        """Staff of all kinds but grid workers, by community and kind."""
        return np.stack([getattr(self, name) for name in STAFF_COLUMNS], axis=1)

    def key(self) -> str:
        """Twelve hex digits that change whenever a value of the county changes."""
        digest = hashlib.sha256()
        for item in COLUMNS:
            digest.update(item.name.encode())
            digest.update("\n".join(map(repr, getattr(self, item.name).tolist())).encode())
        return digest.hexdigest()[:12]

    def summary(self) -> list[str]:
        """What was imputed and by which rule, and what the reader should know."""
        if not self.imputed_cells:
            return ["imputed: nothing", *self.warnings]
        rows = int(np.any(list(self.imputed_cells.values()), axis=0).sum())
        counted = f"{len(self.imputed_cells)} of {len(COLUMNS)} columns for {rows} communities"
        return [f"imputed: {counted}", *self._imputed_lines(), *self.warnings]

    def show(self, lang: Language = "en") -> Shown:
        """This county as a notebook shows it, in English or Chinese."""
        return county_card(self, lang)

    def _repr_html_(self) -> str:
        return self.show().html

    def _imputed_lines(self) -> Iterator[str]:
        for name, rows in self.imputed.items():
            rule = RULE_OF[name]
            basis = rule.source if rule.grade in rule.source else f"{rule.source}; {rule.grade}"
            some = "" if rows == len(self) else f" ({rows} of {len(self)})"
            yield f"  {name}{some}: {rule.how} [{basis}]"


def _frozen(values: np.ndarray) -> np.ndarray:
    values.setflags(write=False)
    return values


def describe(profile: Profile) -> str:
    """A county in a dozen lines: its size, its parts, its institutions, what was imputed."""
    people = float(profile.residents.sum())
    staff = int(profile.staff().sum())
    towns = len(set(profile.township.tolist()))
    lines = [
        f"{profile.source}",
        f"{len(profile)} communities in {towns} towns, {people:,.0f} residents",
        *(_parts(profile, name) for name in ("area", "kind", "committee", "property")),
        f"staff: {staff} ({people / max(staff, 1):,.0f} residents each), "
        f"{int(profile.grid_workers.sum())} grid workers",
        f"organizations: {int(profile.organizations.sum())}; owners' committees: "
        f"{int(profile.owners_committee.sum())}; with platform: {int(profile.platform.sum())}",
        f"service rooms: {profile.floor_space_m2.sum() / profile.households.sum() * 100:.1f} m² "
        "per 100 households",
        *profile.summary(),
    ]
    if profile.anonymous:
        lines.append("Communities print as unit 001 and so on, without ranking or named map.")
    return "\n".join(lines)


def _parts(profile: Profile, name: str) -> str:
    words = next(item.words for item in COLUMNS if item.name == name)
    codes = getattr(profile, name)
    parts = [
        f"{word} {int((codes == code).sum())} ({profile.residents[codes == code].sum():,.0f})"
        for code, word in enumerate(words)
        if (codes == code).any()
    ]
    return f"{name}: {', '.join(parts)}"
