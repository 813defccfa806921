"""What Prometheus reads."""

from __future__ import annotations

import httpx
from prometheus_client.parser import text_string_to_metric_families

from tests.app.api.asking import Json

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def test_requests_are_counted_by_route_and_status(http: httpx.Client) -> None:
    labels = {"method": "GET", "route": "/datasets/{dataset_id}", "status": "404"}
    before = value(http, "tablecast_requests_total", **labels)

    http.get("/datasets/ds_nothere")

    assert value(http, "tablecast_requests_total", **labels) == before + 1


def test_unknown_addresses_are_one_label(http: httpx.Client) -> None:
    http.get("/horses")
    http.get("/donkeys")

    assert value(http, "tablecast_requests_total", method="GET", route="(no route)", status="404") >= 2
    assert "horses" not in http.get("/metrics").text


def test_answers_are_timed(http: httpx.Client) -> None:
    http.get("/health/live")

    bucket = value(http, "tablecast_request_seconds_bucket", method="GET", route="/health/live", le="+Inf")
    assert bucket >= 1


def test_jobs_are_counted_by_status(http: httpx.Client, dataset: Json) -> None:
    assert value(http, "tablecast_jobs", status="done") >= 1


def test_the_memory_of_the_process_is_told(http: httpx.Client) -> None:
    assert value(http, "process_resident_memory_bytes") > 10_000_000


def value(http: httpx.Client, name: str, **labels: str) -> float:
    families = text_string_to_metric_families(http.get("/metrics").text)
    found: Samples = {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }
    return found.get((name, frozenset(labels.items())), 0.0)
