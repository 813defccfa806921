"""The steps of a profile in their order: cheap ones first, each adding to what is known of the columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.profiling.columns import counts, dates, disguised, frequencies, numbers, order, sample
from core.profiling.columns.sample import Sample
from core.profiling.measures import histograms
from core.profiling.measures.draft import Draft, Drafts, begin
from core.profiling.records import Associations, Duplicates, Key, Missing, TargetView
from core.profiling.relations import associations, duplicates, keys, missing, target
from core.profiling.table import Report, Table, wide
from core.profiling.texts import lengths, reading, spellings

CELLS_FOR_PAIRS = 5_000_000  # in larger tables only what is counted anyway may be a key; `keys` tries more when asked
KEYS_COUNTED = 6  # combinations that are counted on every row in passing


@dataclass
class Work:
    """A profile in the making. `tick` tells how far the step at hand is, from 0 to 1, and may raise to cancel."""

    table: Table
    now: datetime
    drafts: Drafts
    sample: Sample
    missing: Missing = field(default_factory=Missing)
    duplicates: Duplicates | None = None
    twins: tuple[tuple[str, str], ...] = ()
    associations: Associations = field(default_factory=Associations)
    target: TargetView | None = None
    keys: tuple[Key, ...] = ()
    tick: Callable[[float], None] = lambda done: None

    def each(self, measure: Callable[[Draft], None], *what: str) -> None:
        """Measures the columns that have values, and hold one of these, one after the other."""
        drafts = [d for d in self.drafts.values() if d.count and (not what or d.holds in what)]
        for place, draft in enumerate(drafts):
            self.tick(place / len(drafts))
            measure(draft)


@dataclass(frozen=True)
class Step:
    """`weight` is roughly the step's part of the time."""

    label: str
    weight: float
    run: Callable[[Work], None]


def start(table: Table, now: datetime) -> Work:
    """The first look: counts, extremes and a sample of every column."""
    drafts = begin(table)
    counts.count_values(table, drafts)
    counts.find_extremes(table, drafts)
    return Work(table, now, drafts, sample.take(table))


def run(work: Work, steps: Sequence[Step], report: Report) -> Work:
    """Runs the steps, reporting before each and, of long ones, before each column."""
    total = sum(step.weight for step in steps)
    done = 0.0
    for step in steps:
        work.tick = _ticker(report, step, done, total)
        work.tick(0)
        step.run(work)
        done += step.weight
    return work


def view_target(work: Work, name: str) -> None:
    """Adds the view of every column against this target."""
    work.target = target.view_target(work.table, work.sample, work.drafts, name)


def _ticker(report: Report, step: Step, done: float, total: float) -> Callable[[float], None]:
    return lambda part: report((done + part * step.weight) / total, step.label)


def _order(work: Work) -> None:
    order.find_order(work.table, work.sample, work.drafts)


def _frequencies(work: Work) -> None:
    frequencies.count_frequencies(work.table, work.drafts, work.tick)


def _numbers(work: Work) -> None:
    numbers.sum_powers(work.table, work.sample, work.drafts)
    numbers.find_quantiles(work.table, work.sample, work.drafts)
    disguised.find_disguised(work.table, work.drafts)


def _histograms(work: Work) -> None:
    histograms.count_bins(work.table, work.drafts)


def _texts(work: Work) -> None:
    lengths.scan_texts(work.table, work.drafts)
    reading.read_texts(work.table, work.drafts)
    work.each(lambda draft: spellings.compare_spellings(work.sample, draft), "texts")


def _dates(work: Work) -> None:
    dates.find_future(work.table, work.drafts, work.now)
    work.each(lambda draft: dates.measure_dates(work.table, draft), "dates")
    work.each(lambda draft: dates.measure_times(work.table, draft), "times")


def _booleans(work: Work) -> None:
    columns = [column for column in work.table.holding("booleans") if work.drafts[column.name].count]
    for name, (share,) in wide(work.table, columns, counts.build_true_share).items():
        work.drafts[name].put(true_share=share)


def _missing(work: Work) -> None:
    work.missing = missing.find_missing(work.table, work.drafts)


def _associations(work: Work) -> None:
    work.associations = associations.relate(work.table, work.sample, work.drafts)


def _duplicates(work: Work) -> None:
    work.duplicates = duplicates.find_duplicate_rows(work.table, work.drafts)
    work.twins = tuple(duplicates.find_twin_columns(work.table, work.sample, work.drafts))


def _keys(work: Work) -> None:
    work.keys = keys.find_keys(work.table, work.sample, work.drafts, most_columns=1, most_counted=0)
    small = work.table.rows * len(work.table.columns) <= CELLS_FOR_PAIRS
    if small and not any(key.is_key for key in work.keys):
        work.keys = keys.find_keys(work.table, work.sample, work.drafts, most_columns=2, most_counted=KEYS_COUNTED)


STEPS = (
    Step("Looking at the order of rows", 1, _order),
    Step("Counting values", 12, _frequencies),
    Step("Measuring numbers", 8, _numbers),
    Step("Drawing distributions", 2, _histograms),
    Step("Reading texts", 3, _texts),
    Step("Reading dates", 2, _dates),
    Step("Weighing yes and no", 1, _booleans),
    Step("Looking for what is missing", 2, _missing),
    Step("Relating columns", 4, _associations),
    Step("Looking for duplicates", 6, _duplicates),
    Step("Looking for keys", 2, _keys),
)
