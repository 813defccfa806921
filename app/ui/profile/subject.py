"""What the Profile page looks at: the table, its profile, and what people have said about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from core.datasets import Dataset
from core.profiling import marks
from core.profiling.marks import Arranged, Marks
from core.profiling.records import Alert, Profile, TargetBins
from core.workspace import Workspace


@dataclass(frozen=True)
class Subject:
    ws: Workspace
    table: Dataset
    profile: Profile
    marks: Marks

    @cached_property
    def alerts(self) -> Arranged:
        """The alerts with what people decided about them."""
        return marks.arranged(self.profile.alerts, self.marks)

    @cached_property
    def alerts_of(self) -> dict[str, list[Alert]]:
        """The alerts of each column that nobody dismissed, the most serious first."""
        found: dict[str, list[Alert]] = {column.name: [] for column in self.profile.columns}
        for alert in self.alerts.shown:
            if alert.column in found:
                found[alert.column].append(alert)
        return found

    @cached_property
    def personal(self) -> frozenset[str]:
        """The columns whose values should not leave."""
        return marks.personal_columns(self.profile.alerts, self.marks)

    def target_along(self, column: str) -> TargetBins | None:
        """The target along a column, where a target was chosen."""
        view = self.profile.target
        return next((bins for bins in view.bins if bins.column == column), None) if view else None


def look(ws: Workspace, table: Dataset, profile: Profile) -> Subject:
    return Subject(ws, table, profile, marks.of(ws, table))
