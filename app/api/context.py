"""What a route is given: the workspace of this process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from core.workspace import Workspace

WorkspaceSource = Callable[[], Workspace]


async def _workspace(request: Request) -> Workspace:
    source: WorkspaceSource = request.app.state.workspace_source
    return source()


# Asynchronous although it does nothing slow: a synchronous dependency would cost every request a thread.
Here = Annotated[Workspace, Depends(_workspace)]
