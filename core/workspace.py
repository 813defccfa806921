"""A workspace: settings, state, engine and folders, opened once per process and handed to everything."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from core import config
from core.config import Settings
from core.storage import migrations
from core.storage.engine import Engine
from core.storage.folders import Folders
from core.storage.state import State, open_state


@dataclass(frozen=True)
class Workspace:
    settings: Settings
    state: State
    engine: Engine
    folders: Folders

    def close(self) -> None:
        self.engine.close()
        self.state.close()


def open(settings: Settings, *, migrate: bool = True) -> Workspace:
    """Opens the workspace of these settings, creating its folders and bringing its state to the newest schema.

    A child process passes `migrate=False`: its parent has done it, and the migration library takes time to load.
    """
    folders = Folders(settings.data_dir.resolve())
    folders.create()
    state = open_state(settings.state_url)
    if migrate:
        migrations.upgrade(state)
    engine = Engine(folders, memory_limit_mb=settings.memory_limit_mb, threads=settings.threads)
    return Workspace(settings, state, engine, folders)


def current() -> Workspace:
    """The workspace of this process for the settings in its environment. Cheap after the first call."""
    settings = config.read()
    with _opening:
        if settings not in _open_workspaces:
            _open_workspaces[settings] = open(settings)
        return _open_workspaces[settings]


_opening = threading.Lock()
_open_workspaces: dict[Settings, Workspace] = {}
