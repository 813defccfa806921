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
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.reporting.inspection import Inspection
from core.datasets.importing.starting import (
    inspect,
    inspect_again,
    inspect_several,
    reread,
    start_import,
    start_import_of_several,
)
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
    "inspect_again",
    "inspect_several",
    "misfits",
    "newest",
    "path",
    "reading",
    "rejects",
    "remove",
    "rename",
    "reread",
    "rows",
    "start_import",
    "start_import_of_several",
    "versions",
]
