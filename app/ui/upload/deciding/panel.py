"""The page while a person decides: what is doubtful, how the file is written, its columns, a preview, the import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import streamlit as st

from app.ui import errors, layout, numbers
from app.ui.upload.bringing import incoming
from app.ui.upload.deciding import changes, choices, columns, draft, offers, preview, subject
from app.ui.upload.deciding.draft import Look
from app.ui.upload.deciding.subject import Subject, as_dataset
from core import datasets
from core.datasets import Dataset, ImportOptions, Inspection, differences, uploads
from core.datasets.importing.choosing import doubts
from core.datasets.importing.starting import name_of_file
from core.workspace import Workspace

DOUBTS_SHOWN = 6  # more at once are a list that nobody reads


def draw(ws: Workspace, what: Subject) -> None:
    """Everything there is to decide; each choice is looked at again at once."""
    look = draft.look(ws, what)
    earlier = what.next_version_of(ws)
    _head(ws, what, look, earlier)
    offers.draw(ws, look)
    _told(look, earlier)
    _written(look, what)
    problem = _table(look.inspection, what) if look.inspection else "The file cannot be read like this."
    _bottom(ws, what, look, earlier, problem)


def _written(look: Look, what: Subject) -> None:
    """The decisions about the file as a whole; out of the way where nothing could be read at all."""
    latest = look.inspection or look.before  # the controls keep what they show while a choice cannot be carried out
    several = len(what.uploads) > 1
    if latest is None:
        with st.expander("Say how it is written", icon=":material/tune:", key="decide.written"):
            choices.draw(None, draft.options(), several=several, key=what.key)
        return
    layout.section(
        "How the file is written", "As it was found. Change what is wrong; everything below follows at once."
    )
    choices.draw(latest, draft.options(), several=several, key=what.key)


def _table(seen: Inspection, what: Subject) -> str:
    """The columns and the rows; what stands in the way of the import."""
    chosen = draft.options()
    layout.section(f"Columns ({len(seen.columns):,})")
    problem = columns.draw(seen, chosen, key=what.key)
    parts = {
        "Preview": lambda: preview.draw(seen, chosen, key=what.key),
        f"Rejected lines ({seen.rows_rejected:,})": lambda: preview.rejects(seen),
        "Text of the file": lambda: preview.file_text(seen),
    }
    for tab, part in zip(st.tabs(list(parts), key="decide.part", on_change="rerun"), parts.values(), strict=True):
        with tab:
            if tab.open:
                errors.guarded(part)()
    return problem


def _head(ws: Workspace, what: Subject, look: Look, earlier: Dataset | None) -> None:
    seen = look.inspection
    facts = [_size(ws, what, earlier)]
    if seen:
        facts += [f"{numbers.counted(seen.rows_read, 'row')} × {numbers.counted(len(seen.columns), 'column')}"]
        facts += ["all of it was looked at" if seen.complete else f"{seen.looked_at} were looked at"]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(errors.plain(_title(ws, what, earlier)), anchor=False, width="stretch")
        if st.button("Back", icon=":material/arrow_back:", key="decide.back"):
            subject.leave()
            st.rerun()
    st.caption(" · ".join(filter(None, facts)))


def _title(ws: Workspace, what: Subject, earlier: Dataset | None) -> str:
    if what.again and earlier:
        return f"{earlier.name}: change how version {datasets.find(ws, what.again).version} was read"
    names = [uploads.find(ws, upload_id).name for upload_id in what.uploads]
    return (
        names[0] if len(names) == 1 else f"{len(names)} files: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}"
    )


def _size(ws: Workspace, what: Subject, earlier: Dataset | None) -> str:
    if what.again and earlier:
        return numbers.size(earlier.bytes)
    return numbers.size(sum(uploads.find(ws, upload_id).bytes for upload_id in what.uploads))


def _told(look: Look, earlier: Dataset | None) -> None:
    """What went wrong, what is doubtful, and what the last choice changed; always one place, so nothing jumps."""
    with st.container(key="decide.told"):
        if look.error:
            errors.draw(look.error)
        if look.inspection:
            _doubtful(look.inspection)
            if earlier:
                _against(earlier, look.inspection)
            _changed(look)


def _doubtful(seen: Inspection) -> None:
    found = doubts.of(seen)
    if not found:
        st.success("Nothing about this file is doubtful.", icon=":material/check_circle:")
        return
    st.warning(
        f"**{numbers.counted(len(found), 'thing')} to check**\n{_listed(found[:DOUBTS_SHOWN])}",
        icon=":material/warning:",
    )
    if more := found[DOUBTS_SHOWN:]:
        with st.expander(f"{len(more)} more to check"):
            st.markdown(_listed(more))


def _listed(sentences: Sequence[str]) -> str:
    return "".join(f"\n- {errors.plain(sentence)}" for sentence in sentences)


def _against(earlier: Dataset, seen: Inspection) -> None:
    """How the columns would differ from those of the version there is."""
    found = differences.between(earlier, as_dataset(earlier, seen, draft.options())).of_columns
    words = "; ".join(map(errors.plain, found)) if found else "the same columns of the same kinds"
    st.caption(f":material/layers: Against version {earlier.version}: {words}.")


def _changed(look: Look) -> None:
    if look.before and look.inspection:
        found = changes.between(look.before, look.inspection)
        words = "; ".join(map(errors.plain, found)) if found else "nothing about the table"
        st.caption(f":material/compare_arrows: Your last choice changed {words}.")


def _bottom(ws: Workspace, what: Subject, look: Look, earlier: Dataset | None, problem: str) -> None:
    """What ends the decision, always in sight."""
    with st.bottom, st.container(horizontal=True, vertical_alignment="bottom", key="decide.end"):
        name = None if earlier else _name(ws, what)
        if look.inspection:
            offers.save(ws, look.inspection, draft.options())
        if len(what.uploads) > 1 and st.button("One table for each file", icon=":material/splitscreen:"):
            _each(ws, what)
        words = f"Make version {earlier.version + 1}" if earlier else "Import"
        if st.button(words, type="primary", icon=":material/check:", disabled=bool(problem), help=problem or None):
            incoming.follow_from_now_on(ws, what.start(ws, ImportOptions.from_json(draft.options()), name))


def _name(ws: Workspace, what: Subject) -> str:
    """The name that a person gives to the dataset, else the file's."""
    files = [uploads.find(ws, upload_id).name for upload_id in what.uploads]
    usual = name_of_file(files[0]) + (f" and {len(files) - 1} more" if len(files) > 1 else "")
    given = st.text_input(
        "Name of the dataset",
        placeholder=f"Name: {usual}",
        label_visibility="collapsed",  # the bar is always in sight: on a phone every line of it counts
        key=f"decide.name.{what.key}",
    )
    return given.strip() or usual


def _each(ws: Workspace, what: Subject) -> NoReturn:
    options = ImportOptions.from_json({k: v for k, v in draft.options().items() if k != "combine"})
    started = [Subject((upload_id,)).start(ws, options) for upload_id in what.uploads]
    incoming.follow_from_now_on(ws, *started)
