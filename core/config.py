"""Every setting in one place: its name, type, default and help. Read once, when the workspace opens."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from core.errors import BadInput

PREFIX = "TABLECAST_"


def setting(default: Any, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True)
class Settings:
    """The settings of one workspace. Each field is read from `TABLECAST_<FIELD NAME IN CAPITALS>`."""

    data_dir: Path = setting(Path("data"), "Folder that holds everything Tablecast stores.")
    database_url: str = setting("", "State database as an SQLAlchemy URL; empty: SQLite inside the data folder.")
    max_upload_mb: int = setting(200, "Largest file accepted, in megabytes.")
    upload_expiry_hours: int = setting(24, "Hours after which an uploaded file that was not imported is removed.")
    memory_limit_mb: int = setting(1024, "Memory that DuckDB may use in the web process, in megabytes.")
    threads: int = setting(2, "Threads that DuckDB and each training may use.")
    import_memory_mb: int = setting(1024, "Memory that DuckDB may use in an import process, in megabytes.")
    import_timeout_seconds: int = setting(1800, "Seconds after which an import is given up.")
    keep_originals: bool = setting(True, "Keep the files that datasets are made from, to read them again later.")
    originals_limit_mb: int = setting(20_000, "Room for kept files, in megabytes; beyond it they are not kept.")
    fetch_hosts: str = setting(
        "", "Hosts and networks inside your own network that tables may be fetched from, with commas between."
    )
    query_memory_mb: int = setting(1024, "Memory that DuckDB may use in a query process, in megabytes.")
    query_timeout_seconds: int = setting(30, "Seconds after which a query of the query room is stopped.")
    training_slots: int = setting(1, "Trainings that may run at the same time; further ones wait.")
    warm_children: int = setting(1, "Processes kept ready so that an import starts at once; 0 saves their memory.")
    default_budget_seconds: int = setting(60, "Training time proposed to a person, in seconds.")
    max_budget_seconds: int = setting(3600, "Longest training time accepted, in seconds.")
    max_rows_per_request: int = setting(10_000, "Rows accepted in one prediction request.")
    sample_data: bool = setting(True, "Import a sample dataset at the first start.")
    log_level: str = setting("INFO", "Least severe log messages written: DEBUG, INFO, WARNING or ERROR.")
    pin_base_url: bool = setting(
        False,
        "Tell the browser where the app lives: saves two failing probes after a deep link. Not behind a proxy.",
    )

    @property
    def max_upload_bytes(self) -> int:
        return self.max_upload_mb * 1_000_000

    @property
    def state_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'state.sqlite'}"


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this environment (default: the process's). Raises BadInput on a value of the wrong type."""
    environment = os.environ if environment is None else environment
    given = {f.name: variable(f) for f in fields(Settings) if variable(f) in environment}
    by_name = {f.name: f for f in fields(Settings)}
    return Settings(**{name: _parse(by_name[name], environment[key]) for name, key in given.items()})


def variable(setting_field: Field[Any]) -> str:
    return PREFIX + setting_field.name.upper()


def to_environment(settings: Settings) -> dict[str, str]:
    """The environment from which a child process reads the same settings."""
    return {variable(f): str(getattr(settings, f.name)) for f in fields(Settings)}


def as_table(settings: Settings) -> list[tuple[str, str, str]]:
    """One row a setting: variable, default, help. The README's table is compared with this."""
    return [(variable(f), str(f.default), f.metadata["help"]) for f in fields(settings)]


def _parse(setting_field: Field[Any], text: str) -> Any:
    parse = _PARSERS[type(setting_field.default)]
    try:
        return parse(text)
    except ValueError as error:
        raise BadInput(
            f"The setting {variable(setting_field)} is “{text}”, which is not {_NAMES[type(setting_field.default)]}.",
            hint=setting_field.metadata["help"],
        ) from error


def _whole_number(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _yes_or_no(text: str) -> bool:
    answers = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if text.strip().lower() not in answers:
        raise ValueError(text)
    return answers[text.strip().lower()]


# The default of `data_dir` is a plain Path, whose class depends on the platform.
_PARSERS: dict[type, Any] = {type(Path()): Path, str: str, int: _whole_number, bool: _yes_or_no}
_NAMES = {type(Path()): "a path", str: "text", int: "a whole number", bool: "yes or no"}
