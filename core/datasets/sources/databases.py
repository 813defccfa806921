"""Other people's databases: which are known, how they are asked without being changed, and what may be told of them."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.errors import BadInput

HINT = "It looks like postgresql://user:password@host:5432/database."
TABLE = re.compile(r'\s*((?:[^\W\d][\w$]*|"[^"]+"|`[^`]+`)(?:\s*\.\s*(?:[^\W\d][\w$]*|"[^"]+"|`[^`]+`)){0,2})\s*')
PART = re.compile(r'"([^"]+)"|`([^`]+)`|([^\W\d][\w$]*)')
ASIDE = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|--[^\n]*|/\*.*?\*/|\$(\w*)\$.*?\$\1\$", re.DOTALL)
READS = re.compile(r"(?i)\s*\(*\s*(select|with|values|table|show)\b")


@dataclass(frozen=True)
class DatabaseSystem:
    """A kind of database. `schemes` begin its URLs, `package` is the driver that reads it.

    `before` are the statements that make the session harmless; they may hold `{seconds}`.
    """

    key: str
    label: str
    schemes: tuple[str, ...]
    driver: str
    package: str
    port: int
    example: str
    before: tuple[str, ...]

    @property
    def installed(self) -> bool:
        return importlib.util.find_spec(self.package) is not None

    @property
    def install(self) -> str:
        return f"pip install {self.package}, or tablecast[databases]"


DATABASES = (
    DatabaseSystem(
        "postgresql",
        "PostgreSQL",
        ("postgresql", "postgres"),
        "postgresql+psycopg",
        "psycopg",
        5432,
        "postgresql://user:password@host:5432/database",
        (
            "SET TRANSACTION READ ONLY",
            "SET LOCAL statement_timeout = '{seconds}s'",
            "SET LOCAL TimeZone = 'UTC'",
        ),
    ),
    DatabaseSystem(
        "mysql",
        "MySQL or MariaDB",
        ("mysql", "mariadb"),
        "mysql+pymysql",
        "pymysql",
        3306,
        "mysql://user:password@host:3306/database",
        (
            "SET time_zone = '+00:00'",
            "COMMIT",
            "START TRANSACTION READ ONLY",
        ),
    ),
)


@dataclass(frozen=True)
class Source:
    """What is to be read from where. `url` holds the password: it is told to nobody; `shown` and `origin` are."""

    system: DatabaseSystem
    url: sa.URL
    query: str

    @property
    def table(self) -> str:
        """The name of the table when a whole one is read, empty for a query."""
        match = TABLE.fullmatch(self.query)
        return match[1] if match else ""

    @property
    def sql(self) -> str:
        """The statement that is run."""
        return f"SELECT * FROM {self._quoted()}" if self.table else self.query.strip().rstrip(";")

    @property
    def shown(self) -> str:
        return f"{self.system.label} {self.url.database or ''} at {self.url.host}: {self.table or 'query'}"

    @property
    def origin(self) -> dict[str, Any]:
        where = {"system": self.system.key, "host": self.url.host, "database": self.url.database or ""}
        return where | {"query": self.query.strip()}

    def _quoted(self) -> str:
        marks = "`" if self.system.key == "mysql" else '"'
        names = ("".join(part) for part in PART.findall(self.table))
        return ".".join(f"{marks}{name.replace(marks, marks * 2)}{marks}" for name in names)


def parse(url: str, sql_or_table: str) -> Source:
    """What a person asked for.

    Raises BadInput for a URL that is none, a database that is not known or whose driver is not installed, and a text
    that is not one table or one reading statement.
    """
    try:
        given = sa.make_url(url.strip())
    except (sa.exc.ArgumentError, ValueError) as error:
        raise BadInput("This is no address of a database.", hint=HINT) from error
    scheme = given.drivername.partition("+")[0]
    system = next((system for system in DATABASES if scheme in system.schemes), None)
    if system is None:
        known = " and ".join(system.label for system in DATABASES)
        raise BadInput(f"Databases of the kind “{scheme[:40]}” are not read here.", hint=f"Those that are: {known}.")
    if not given.host:
        raise BadInput("The address of the database names no host.", hint=HINT)
    if not system.installed:
        raise BadInput(f"The driver for {system.label} is not installed.", hint=f"Install it: {system.install}.")
    _refuse_statements(sql_or_table)
    return Source(system, given.set(drivername=system.driver), sql_or_table)


def _refuse_statements(query: str) -> None:
    """Refuses what is plainly not one reading statement; a transaction that only reads sees to the rest."""
    bare = ASIDE.sub(" ", query).strip().rstrip(";")
    if not query.strip():
        raise BadInput("No table or query was given.", hint="Give the name of a table, or a SELECT.")
    if ";" in bare:
        raise BadInput("The query has several statements.", hint="Give one SELECT.")
    if not TABLE.fullmatch(query) and not READS.match(bare):
        raise BadInput("The query is neither the name of a table nor a SELECT.", hint="Give one SELECT.")
