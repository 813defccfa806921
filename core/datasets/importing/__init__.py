"""Any file in, one typed table out, and every decision on the way told with its evidence."""

from core.datasets.importing.inspection import Inspection
from core.datasets.importing.jobs import ended, inspect, run, run_inspection, start_import
from core.datasets.importing.options import ImportOptions

__all__ = ["ImportOptions", "Inspection", "ended", "inspect", "run", "run_inspection", "start_import"]
