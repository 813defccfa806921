"""The client that the README shows does what the README says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[3] / "README.md"
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_the_client_of_the_readme_does_the_main_job(address: str, people: str, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(people)
    (tmp_path / "client.py").write_text(client())

    arguments = ["client.py", address.removesuffix("/api/v1"), "people.csv", "bought"]
    ran = subprocess.run([sys.executable, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=120)

    assert ran.returncode == 0, ran.stderr
    first, *_, last = ran.stdout.splitlines()
    assert first == "240 rows; ['age', 'region', 'visits', 'bought']"
    assert last.count("'probabilities'") == 3


def client() -> str:
    """The README's client, with less time for the training than a person would give it."""
    (code,) = (block for block in PYTHON.findall(README.read_text()) if "httpx" in block)
    return code.replace('"budget_seconds": 30', '"budget_seconds": 10')
