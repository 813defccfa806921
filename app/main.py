"""The entry: one ASGI application that serves the pages and the API on one port.

Works under `streamlit run app/main.py`, `uvicorn app.main:app` and `python app/main.py`. A host that ignores `st.App`,
and AppTest, run this file as a plain script; they get the pages without the API.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # idle OpenMP threads must sleep, not spin; read when numpy loads

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # `streamlit run` adds app/, not the repository root
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402
from streamlit.runtime.scriptrunner import get_script_run_ctx  # noqa: E402

SHELL = Path(__file__).with_name("shell.py")  # absolute: relative paths resolve differently under uvicorn

if get_script_run_ctx(suppress_warning=True) is None:
    from app import process, routes
    from app.ui import errors

    app = st.App(
        SHELL,
        routes=routes.build(),
        middleware=routes.middleware(),
        lifespan=process.lifespan,
        on_script_error=errors.draw,
    )
    if __name__ == "__main__":
        app.run()
else:
    import runpy

    runpy.run_path(str(SHELL), run_name="__main__")
