"""Tables that people bring: importing them, and the catalogue of those there are."""

from core.datasets.catalogue import (
    Column,
    Dataset,
    Rows,
    add,
    find,
    misfits,
    newest,
    path,
    reading,
    rejects,
    remove,
    rename,
    rows,
    versions,
)
from core.datasets.exporting import EXPORT_FORMATS, ExportFormat, export
from core.datasets.importing.inspection import Inspection
from core.datasets.importing.jobs import inspect, start_import
from core.datasets.importing.options import ImportOptions
from core.datasets.kinds import KINDS, Kind
from core.datasets.uploads import Upload

__all__ = [
    "EXPORT_FORMATS",
    "KINDS",
    "Column",
    "Dataset",
    "ExportFormat",
    "ImportOptions",
    "Inspection",
    "Kind",
    "Rows",
    "Upload",
    "add",
    "export",
    "find",
    "inspect",
    "misfits",
    "newest",
    "path",
    "reading",
    "rejects",
    "remove",
    "rename",
    "rows",
    "start_import",
    "versions",
]
