"""Records the examples of the OpenAPI document: `python -m tests.app.api.recording` does the main job and keeps it.

Run it when answers have changed, and then `python -m app.api.document > docs/openapi.json`.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from app.api.documentation.examples import RECORDED
from core import jobs, workspace
from core.config import Settings
from tests.app.api.asking import Json, wait
from tests.app.api.serving import serving

LONGEST_LIST = 3
LONGEST_TEXT = 300
PEOPLE = (
    "age,region,bought\n"
    + "34,north,yes\n58,south,no\n" * 100
    + "forty,south,yes\n"  # a misfit
    + "41,north,no,2,3,4\n"  # a line too long
)


@dataclass
class Recorder:
    """Asks, and keeps what was asked and answered under the name of the operation."""

    http: httpx.Client
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)

    def get(self, operation: str, path: str, **parameters: Any) -> Json:
        return self._keep(operation, None, self.http.get(path, params=parameters))

    def send(self, operation: str, path: str, body: Any = None, method: str = "POST") -> Json:
        return self._keep(operation, body, self.http.request(method, path, json=body))

    def put(self, operation: str, path: str, content: str) -> Json:
        return self._keep(operation, None, self.http.put(path, content=content))

    def _keep(self, operation: str, body: Any, response: httpx.Response) -> Json:
        answer = response.raise_for_status().json()
        asked = {} if body is None else {"request": short(body)}
        self.kept[operation] = asked | {"response": short(answer)}
        return answer


def short(value: Any) -> Any:
    """The value with its long lists and texts cut, at any depth."""
    cut = {
        list: lambda v: [short(item) for item in v[:LONGEST_LIST]],
        str: lambda v: v[:LONGEST_TEXT],
        dict: _short_object,
    }
    return cut[type(value)](value) if type(value) in cut else value


def _short_object(value: Json) -> Json:
    return {name: short(inner) for name, inner in value.items()}


def record(http: httpx.Client) -> Json:
    """The whole main job, on a sample."""
    asking = Recorder(http)
    asking.get("alive", "/health/live")
    asking.get("ready", "/health/ready")
    asking.get("list_samples", "/samples")
    dataset = asking.send("add_sample", "/samples", {"key": "weather_aus"})["id"]
    failed = record_datasets(asking, dataset)
    model = record_models(asking, dataset)
    record_jobs(asking, dataset, model, failed)
    return dict(sorted(asking.kept.items()))


def record_datasets(asking: Recorder, dataset: str) -> str:
    """Everything about datasets. Returns an import job that failed."""
    upload = asking.put("upload", "/uploads/people.csv", PEOPLE)["upload_id"]
    asking.send("inspect_file", "/datasets/inspect", {"upload_id": upload})
    people = asking.send("add_dataset", "/datasets", {"upload_id": upload, "name": "People"})["id"]
    record_versions(asking, people)
    asking.get("dataset_rejects", f"/datasets/{people}/rejects")
    asking.get("dataset_misfits", f"/datasets/{people}/misfits")
    asking.send("rename_dataset", f"/datasets/{people}", {"name": "People of 2026"}, method="PATCH")
    asking.get("list_datasets", "/datasets", limit=2)
    asking.get("find_dataset", f"/datasets/{dataset}")
    asking.get("dataset_rows", f"/datasets/{dataset}/rows", limit=2)
    asking.get("dataset_profile", f"/datasets/{dataset}/profile", target="RainTomorrow")
    record_comparisons(asking, dataset)
    asking.get("training_advice", f"/datasets/{dataset}/advice", target="RainTomorrow")
    record_queries(asking, people)
    record_exploring(asking, dataset)
    record_cleaning(asking, people)
    nothing = asking.http.put("/uploads/empty.csv", content="").json()["upload_id"]
    asking.http.post("/datasets", json={"upload_id": nothing})
    return asking.http.get("/jobs", params={"status": "failed"}).json()["items"][0]["id"]


def record_exploring(asking: Recorder, dataset: str) -> None:
    """Rows of a view, a column of it, one row, and a chart."""
    wet = {"conditions": [{"column": "Rainfall", "operator": "above", "value": 50}]}
    sort = [{"column": "Rainfall", "descending": True}]
    asking.send("explore_dataset", f"/datasets/{dataset}/explore", {**wet, "sort": sort, "limit": 2})
    asking.send("explore_column", f"/datasets/{dataset}/explore/column", {**wet, "column": "Location", "limit": 3})
    asking.get("explore_row", f"/datasets/{dataset}/explore/rows/0")
    chart = {"kind": "bar", "x": "Location", "y": "Rainfall", "aggregate": "mean", "top": 2}
    asking.send("chart_dataset", f"/datasets/{dataset}/chart", chart)


def record_cleaning(asking: Recorder, people: str) -> None:
    """The kinds of steps, some of them tried, and the steps of a version."""
    asking.get("list_step_kinds", "/clean/kinds")
    steps = [{"kind": "case", "settings": {"columns": ["region"], "case": "upper"}}]
    asking.send("preview_steps", f"/datasets/{people}/clean/preview", {"steps": steps})
    started = asking.send("clean_dataset", f"/datasets/{people}/clean", {"steps": steps})
    wait(asking.http, started["job_id"])
    asking.get("dataset_steps", f"/datasets/{started['dataset_id']}/clean/steps")


def record_comparisons(asking: Recorder, dataset: str) -> None:
    """Two parts of a dataset, the dataset with itself, and a mark on one of its alerts."""
    asking.get("changes_since_last", f"/datasets/{dataset}/changes")
    asking.get("compare_datasets", f"/datasets/{dataset}/compare", before=dataset)
    wet = {"conditions": [{"column": "RainToday", "operator": "is", "value": True}]}
    asking.send("compare_parts", f"/datasets/{dataset}/compare", wet)
    rows = {"before": dataset, "keys": ["Date", "Location"], "limit": 2}
    asking.send("compare_rows", f"/datasets/{dataset}/compare/rows", rows)
    mark = {"code": "skewed", "column": "Rainfall", "mark": "dismissed", "reason": "Rain is like that."}
    asking.send("put_mark", f"/datasets/{dataset}/marks", mark, method="PUT")
    asking.get("list_marks", f"/datasets/{dataset}/marks")


def record_versions(asking: Recorder, people: str) -> None:
    """A recipe of the people, and a second version of them."""
    recipe = asking.send("add_recipe", "/recipes", {"name": "People, monthly", "dataset_id": people})["id"]
    asking.get("list_recipes", "/recipes")
    asking.get("find_recipe", f"/recipes/{recipe}")
    asking.send("rename_recipe", f"/recipes/{recipe}", {"name": "People"}, method="PATCH")
    again = {"options": {"names": {"bought": "buyer"}}}
    asking.send("reread_dataset", f"/datasets/{people}/reread", again)
    asking.get("dataset_versions", f"/datasets/{people}/versions")


def record_queries(asking: Recorder, people: str) -> None:
    """Everything about queries; the table of the dataset is called people_of_2026."""
    sql = "SELECT region, count(*) AS rows, avg(age) AS age FROM people_of_2026 GROUP BY ALL"
    asking.get("query_tables", "/query/tables")
    asking.send("query", "/query", {"sql": sql, "limit": 100})
    asking.send("query_dataset", f"/datasets/{people}/query", {"sql": "SELECT max(age) FROM data"})
    asking.get("running_queries", "/query/running")
    asking.get("query_runs", "/queries/runs", limit=2)
    saved = asking.send("save_query", "/queries", {"name": "People by region", "sql": sql})["id"]
    asking.get("list_queries", "/queries")
    asking.get("find_query", f"/queries/{saved}")
    asking.send("change_query", f"/queries/{saved}", {"name": "Age by region"}, method="PUT")
    made = asking.send("make_dataset", "/query/dataset", {"sql": sql, "name": "By region"})
    wait(asking.http, made["job_id"])


def record_models(asking: Recorder, dataset: str) -> str:
    wanted = {"dataset_id": dataset, "target": "RainTomorrow", "name": "Rain tomorrow", "budget_seconds": 30}
    asking.send("rehearse", "/models/rehearsal", {"dataset_id": dataset, "target": "RainTomorrow"})
    started = asking.send("train_model", "/models", wanted)
    wait(asking.http, started["job_id"])
    model = started["model_id"]
    asking.get("find_model", f"/models/{model}")
    asking.get("list_models", "/models", limit=1)
    asking.send("rename_model", f"/models/{model}", {"name": "Rain"}, method="PATCH")
    asking.get("model_report", f"/models/{model}/report")
    asking.get("model_summary", f"/models/{model}/summary")
    asking.get("model_card", f"/models/{model}/card")
    rows = [{"Location": "Sydney", "Humidity3pm": 81, "Pressure3pm": 1004.5, "RainToday": "Yes"}]
    asking.send("predict", f"/models/{model}/predict", {"rows": rows, "explain": True})
    file = asking.send("predict_file", f"/models/{model}/predict-file", {"dataset_id": dataset, "format": "csv"})
    wait(asking.http, file["job_id"])
    asking.get("find_job", f"/jobs/{started['job_id']}")
    return model


def record_jobs(asking: Recorder, dataset: str, model: str, failed: str) -> None:
    asking.get("list_jobs", "/jobs", limit=2)
    asking.send("resume_job", f"/jobs/{failed}/resume")
    wanted = {"dataset_id": dataset, "target": "RainTomorrow", "budget_seconds": 60}
    asking.send("stop_job", f"/jobs/{asking.http.post('/models', json=wanted).json()['job_id']}/stop")
    asking.send("cancel_job", f"/jobs/{asking.http.post('/models', json=wanted).json()['job_id']}/cancel")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ws = workspace.open(Settings(data_dir=Path(folder), sample_data=False))
        with closing(ws), closing(jobs.Supervisor(ws)) as supervisor:
            supervisor.start()
            with serving(ws) as address, httpx.Client(base_url=address, timeout=120) as http:
                kept = record(http)
    RECORDED.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
