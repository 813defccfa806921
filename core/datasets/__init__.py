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
from core.datasets.kinds import KINDS, Kind

__all__ = [
    "KINDS",
    "Column",
    "Dataset",
    "Kind",
    "Rows",
    "add",
    "find",
    "newest",
    "path",
    "reading",
    "rejects",
    "remove",
    "rename",
    "rows",
]
