"""Numbers against other people's programs: NumPy, pandas and SciPy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from core.profiling.columns import frequencies
from core.profiling.records import ColumnProfile
from tests.core.profiling.world import WEATHER, profiled

COLUMNS = ("MinTemp", "Rainfall", "Humidity3pm", "Pressure9am")


@pytest.fixture(scope="module", params=["counted", "scanned"])
def weather(request: pytest.FixtureRequest) -> dict[str, ColumnProfile]:
    """The columns as measured from their few values, and as measured from every row."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(frequencies, "FEW_VALUES", {"counted": 300_000, "scanned": -1}[request.param])
        profile = profiled(f"SELECT {', '.join(COLUMNS)} FROM read_csv('{WEATHER}')")
    return {column.name: column for column in profile.columns}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return pd.read_csv(WEATHER)


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize(
    ("key", "method"), [("mean", "mean"), ("sum", "sum"), ("std", "std"), ("skewness", "skew"), ("kurtosis", "kurt")]
)
def test_moments_are_those_of_pandas(
    weather: dict[str, ColumnProfile], frame: pd.DataFrame, name: str, key: str, method: str
) -> None:
    assert weather[name].value(key) == pytest.approx(getattr(frame[name], method)(), rel=1e-9)


@pytest.mark.parametrize("name", COLUMNS)
def test_quantiles_are_those_of_numpy(weather: dict[str, ColumnProfile], frame: pd.DataFrame, name: str) -> None:
    found = [weather[name].value(key) for key in ("q01", "q05", "q25", "median", "q75", "q95", "q99")]

    expected = np.quantile(frame[name].dropna(), [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
    assert found == pytest.approx(list(expected), rel=1e-12)


@pytest.mark.parametrize("name", COLUMNS)
def test_deviation_from_the_median_is_that_of_scipy(
    weather: dict[str, ColumnProfile], frame: pd.DataFrame, name: str
) -> None:
    expected = stats.median_abs_deviation(frame[name].dropna())

    assert weather[name].value("mad") == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("name", COLUMNS)
def test_entropy_is_that_of_scipy(weather: dict[str, ColumnProfile], frame: pd.DataFrame, name: str) -> None:
    expected = stats.entropy(frame[name].value_counts(), base=2)

    assert weather[name].value("entropy") == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("name", COLUMNS)
def test_outliers_are_beyond_the_fences_of_a_box_plot(
    weather: dict[str, ColumnProfile], frame: pd.DataFrame, name: str
) -> None:
    low, high = frame[name].quantile([0.25, 0.75])
    reach = 1.5 * (high - low)

    outside = ~frame[name].dropna().between(low - reach, high + reach)

    assert weather[name].value("outliers") == outside.sum()


@pytest.mark.parametrize("name", COLUMNS)
def test_a_histogram_is_that_of_numpy(weather: dict[str, ColumnProfile], frame: pd.DataFrame, name: str) -> None:
    histogram = weather[name].histogram

    assert histogram is not None
    expected = np.histogram(frame[name].dropna(), bins=histogram.edges)[0]
    # A value on an edge may fall to either side of it by the last digit.
    assert np.abs(np.array(histogram.counts) - expected).sum() <= 0.02 * expected.sum()
    assert sum(histogram.counts) == expected.sum()


@pytest.mark.parametrize("few", [300_000, -1])
def test_the_shape_of_numbers_does_not_depend_on_their_size(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequencies, "FEW_VALUES", few)

    small, large, far = profiled(
        "SELECT i * i / 1e4 AS small, i * i * 1e300 AS large, 1e9 + i * i AS far FROM range(1, 10001) AS rows(i)"
    ).columns

    assert large.value("skewness") == pytest.approx(small.value("skewness"), rel=1e-9)
    assert large.value("kurtosis") == pytest.approx(small.value("kurtosis"), rel=1e-9)
    assert far.value("std") == pytest.approx(small.amount("std") * 1e4, rel=1e-9)


@pytest.mark.parametrize("few", [300_000, -1])
def test_the_whole_range_of_double_is_measured(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequencies, "FEW_VALUES", few)

    column = profiled("SELECT unnest([-1.7e308, 1.7e308, 0.0, 1.0])::DOUBLE AS x").columns[0]

    assert column.value("skewness") == pytest.approx(0, abs=1e-9)
    assert column.histogram is not None
    assert sum(column.histogram.counts) == 4


def test_shape_needs_enough_values() -> None:
    one, two = (profiled(f"SELECT i::DOUBLE AS x FROM range({n}) AS rows(i)").columns[0] for n in (1, 2))

    assert (one.value("std"), one.value("skewness")) == (None, None)
    assert (two.value("std"), two.value("kurtosis")) == (pytest.approx(0.5**0.5), None)


def test_a_constant_has_no_spread_and_no_shape() -> None:
    column = profiled("SELECT 0.1::DOUBLE AS x FROM range(1000)").columns[0]

    assert column.value("std") == pytest.approx(0, abs=1e-12)
    assert (column.value("skewness"), column.value("kurtosis")) == (None, None)
