"""What a person decides about, in the URL: files that wait to be imported, or a dataset to be read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.ui import state
from core import datasets
from core.datasets import Column, Dataset, ImportOptions, Inspection, uploads
from core.jobs import Job
from core.workspace import Workspace


@dataclass(frozen=True)
class Subject:
    """Uploads that wait, perhaps to become the next version of a dataset; or a dataset whose file is read again."""

    uploads: tuple[str, ...] = ()
    version_of: str = ""
    again: str = ""

    @property
    def key(self) -> str:
        """Names the subject among the widgets."""
        return self.again or ",".join(self.uploads)

    def inspect(self, ws: Workspace, options: ImportOptions) -> Inspection:
        """What an import with these options would do."""
        if self.again:
            return datasets.inspect_again(ws, self.again, options)
        if len(self.uploads) > 1:
            return datasets.inspect_several(ws, self.uploads, options)
        return datasets.inspect(ws, uploads.find(ws, self.uploads[0]), options)

    def start(self, ws: Workspace, options: ImportOptions, name: str | None = None) -> Job:
        """Starts the import."""
        if self.again:
            return datasets.reread(ws, self.again, options)
        version_of = self.version_of or None
        if len(self.uploads) > 1:
            return datasets.start_import_of_several(ws, self.uploads, name=name, options=options, version_of=version_of)
        return datasets.start_import(ws, self.uploads[0], name=name, options=options, version_of=version_of)

    def next_version_of(self, ws: Workspace) -> Dataset | None:
        """The newest version of the dataset that gets a new one, if it does."""
        known = self.again or self.version_of
        return datasets.versions(ws, known)[0] if known else None


def as_dataset(earlier: Dataset, seen: Inspection, chosen: Mapping[str, Any]) -> Dataset:
    """The version that an import would make, as far as a look at its file can tell."""
    names, excluded = chosen.get("names", {}), chosen.get("exclude", ())
    columns = tuple(
        Column(names.get(column["name"], column["name"]), column["kind"], column["type"], column["original"])
        for column in seen.columns
        if column["name"] not in excluded
    )
    return replace(earlier, columns=columns, report=seen.report)


def chosen(ws: Workspace) -> Subject | None:
    """What the URL says is being decided about. Raises NotFound, once, when that is gone."""
    waiting, again = state.chosen("upload"), state.chosen("again")
    if not waiting and not again:
        return None
    what = Subject(again=again) if again else Subject(tuple((waiting or "").split(",")), state.chosen("into") or "")
    choose(Subject())  # if it is gone, the next run offers to bring something
    for upload_id in what.uploads:
        uploads.find(ws, upload_id)
    what.next_version_of(ws)
    choose(what)
    return what


def choose(subject: Subject) -> None:
    """Decides about this from now on."""
    state.choose("upload", ",".join(subject.uploads))
    state.choose("again", subject.again)
    state.choose("into", subject.version_of)


def leave() -> None:
    """Decides about nothing."""
    choose(Subject())
    state.forget("read")
