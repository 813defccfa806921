"""Tables from elsewhere: an address on the web, a database; fetched in a child process, then imported like a file."""

from core.datasets.sources.addresses import shown
from core.datasets.sources.databases import DATABASES, DatabaseSystem
from core.datasets.sources.starting import start_address, start_database

__all__ = ["DATABASES", "DatabaseSystem", "shown", "start_address", "start_database"]
