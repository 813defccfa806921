"""Tables that people bring: importing them, and the catalogue of those there are."""

from core.datasets.catalogue import (
    Column,
    Dataset,
    Rows,
    add,
    find,
    newest,
    path,
    reading,
    rejects,
    remove,
    rename,
    rows,
)
from core.datasets.exporting import EXPORT_FORMATS, ExportFormat, export
from core.datasets.kinds import KINDS, Kind

__all__ = [
    "EXPORT_FORMATS",
    "KINDS",
    "Column",
    "Dataset",
    "ExportFormat",
    "Kind",
    "Rows",
    "add",
    "export",
    "find",
    "newest",
    "path",
    "reading",
    "rejects",
    "remove",
    "rename",
    "rows",
]
