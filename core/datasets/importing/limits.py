"""What an import process may take: a hostile file can hurt this process at most, and not the machine."""

from __future__ import annotations

import contextlib
import resource

from core.config import Settings

BESIDE_DUCKDB_MB = 4096  # addresses for Python, libraries, threads' stacks and a sheet that is read whole


def apply(settings: Settings) -> None:
    """Bounds the memory of this process. DuckDB keeps to its own limit; this is for everything else."""
    most = (2 * settings.import_memory_mb + BESIDE_DUCKDB_MB) << 20
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):  # some systems allow no limit, or a lower one is in force
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
