"""The table of checks, and the alerts they make of what was measured."""

from __future__ import annotations

from core.profiling.checks.check import Check, Evidence
from core.profiling.checks.numbers import NUMBER_CHECKS
from core.profiling.checks.personal import PERSONAL_CHECKS
from core.profiling.checks.tables import TABLE_CHECKS, TARGET_CHECKS
from core.profiling.checks.texts import DATE_CHECKS, TEXT_CHECKS
from core.profiling.checks.values import VALUE_CHECKS
from core.profiling.records import Alert

CHECKS: tuple[Check, ...] = (
    *TARGET_CHECKS,
    *TABLE_CHECKS,
    *VALUE_CHECKS,
    *NUMBER_CHECKS,
    *TEXT_CHECKS,
    *DATE_CHECKS,
    *PERSONAL_CHECKS,
)

SEVERITIES = ("problem", "warning", "info")  # the most severe first


def find_alerts(evidence: Evidence) -> tuple[Alert, ...]:
    """The alerts of all checks, the most severe first, then in the order of the table of checks."""
    alerts = [alert for check in CHECKS for alert in check.alerts(evidence)]
    return tuple(sorted(alerts, key=lambda alert: SEVERITIES.index(alert.severity)))
