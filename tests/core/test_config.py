"""Settings: what is read, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import config
from core.config import Settings
from core.errors import BadInput


def test_without_any_variable_every_setting_has_its_default() -> None:
    assert config.read({}) == Settings()


@pytest.mark.parametrize(
    ("variable", "text", "field", "value"),
    [
        ("TABLECAST_DATA_DIR", "/srv/tables", "data_dir", Path("/srv/tables")),
        ("TABLECAST_MAX_UPLOAD_MB", "50", "max_upload_mb", 50),
        ("TABLECAST_SAMPLE_DATA", "no", "sample_data", False),
        ("TABLECAST_LOG_LEVEL", "DEBUG", "log_level", "DEBUG"),
    ],
)
def test_a_variable_sets_its_setting(variable: str, text: str, field: str, value: object) -> None:
    assert getattr(config.read({variable: text}), field) == value


@pytest.mark.parametrize(
    ("variable", "text", "wanted"),
    [
        ("TABLECAST_THREADS", "two", "a whole number"),
        ("TABLECAST_THREADS", "-1", "a whole number"),
        ("TABLECAST_SAMPLE_DATA", "maybe", "yes or no"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_its_name_and_value(variable: str, text: str, wanted: str) -> None:
    with pytest.raises(BadInput, match=f"{variable} is “{text}”, which is not {wanted}"):
        config.read({variable: text})


def test_a_child_process_reads_the_settings_of_its_parent() -> None:
    settings = Settings(data_dir=Path("/srv/tables"), sample_data=False, threads=7)

    assert config.read(config.to_environment(settings)) == settings
