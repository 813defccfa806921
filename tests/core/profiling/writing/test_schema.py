"""The documented schema of a profile's JSON, held against real profiles."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from core.profiling.writing import exports
from core.profiling.writing.schema import schema
from tests.core.profiling.world import HARD_SELECT, TYPES_SELECT, WEATHER_SELECT, profiled

DOCUMENTED = Path(__file__).parents[4] / "docs" / "profile.schema.json"


def test_the_documented_schema_is_that_of_the_records() -> None:
    assert json.loads(DOCUMENTED.read_text()) == schema()


@pytest.mark.parametrize("select", [HARD_SELECT, TYPES_SELECT, "SELECT 1 AS x LIMIT 0"])
def test_the_json_of_a_profile_follows_the_schema(select: str) -> None:
    written = exports.write(exports.find("json"), profiled(select), name="t")

    jsonschema.validate(json.loads(written), schema())


def test_the_json_of_a_real_profile_with_a_target_follows_the_schema() -> None:
    profile = profiled(WEATHER_SELECT, target="RainTomorrow")

    jsonschema.validate(json.loads(exports.write(exports.find("json"), profile, name="weather")), schema())


def test_a_file_of_another_shape_does_not_follow_the_schema() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"dataset": "t", "profile": {"columns": "none"}}, schema())
