"""Prometheus metrics of this process and its queue, in a registry of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from app.api.context import WorkspaceSource
from core import jobs

MEDIA_TYPE = CONTENT_TYPE_LATEST
# Seconds. A prediction should be in the first, an import on the spot in the last.
BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


@dataclass
class Metrics:
    """Counts requests; asks the queue and the system when somebody reads."""

    workspace_source: WorkspaceSource
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    def __post_init__(self) -> None:
        self._requests = Counter(
            "tablecast_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "tablecast_request_seconds",
            "Time to answer a request.",
            ("method", "route"),
            buckets=BUCKETS,
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)
        self.registry.register(JobsByStatus(self.workspace_source))

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, status).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        return generate_latest(self.registry)


@dataclass(frozen=True)
class JobsByStatus(Collector):
    """How many jobs are in each state, read from the queue at each look."""

    workspace_source: WorkspaceSource

    def describe(self) -> Iterator[GaugeMetricFamily]:
        yield self._family()  # without it, registering would already ask the queue

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = self._family()
        for status, number in jobs.counts(self.workspace_source()).items():
            family.add_metric([status], number)
        yield family

    def _family(self) -> GaugeMetricFamily:
        return GaugeMetricFamily("tablecast_jobs", "Jobs by status.", labels=("status",))
