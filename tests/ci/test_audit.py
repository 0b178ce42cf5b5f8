"""What `make audit` says of answers, of silence, and of licences."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

AUDIT = Path(__file__).parents[2] / ".ci" / "audit.py"

LOCK = """\
alpha==1.0 \\
    --hash=sha256:00
beta[extra]==2.0 ; python_full_version < '3.12' \\
    --hash=sha256:11
"""


def audited(folder: Path, answer: object) -> "subprocess.CompletedProcess[str]":
    (folder / "requirements.lock").write_text(LOCK)
    (folder / "answer.json").write_text(json.dumps(answer))
    asked = folder / "pip-audit"
    asked.write_text(f"#!/bin/sh\ncat {folder / 'answer.json'}\n")
    asked.chmod(0o755)
    command = [sys.executable, AUDIT, "--lock", folder / "requirements.lock", "--pip-audit", asked]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)


def test_a_known_vulnerability_is_named_and_fails(tmp_path: Path) -> None:
    flaw = {"id": "GHSA-1", "fix_versions": ["1.1"]}
    said = audited(tmp_path, {"dependencies": [{"name": "alpha", "version": "1.0", "vulns": [flaw]}]})
    assert said.returncode == 1
    assert "vulnerable: alpha 1.0: GHSA-1; mended in 1.1" in said.stdout


def test_an_index_that_does_not_answer_is_no_success_in_disguise(tmp_path: Path) -> None:
    silent = [{"name": "alpha", "skip_reason": "not found"}, {"name": "beta", "skip_reason": "not found"}]
    said = audited(tmp_path, {"dependencies": silent})
    assert said.returncode == 0
    assert "asked about 0 packages" in said.stdout
    assert "could not ask about 2 packages" in said.stdout


def test_without_the_command_it_says_that_it_could_not_ask(tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").write_text(LOCK)
    command = [
        sys.executable,
        AUDIT,
        "--lock",
        tmp_path / "requirements.lock",
        "--pip-audit",
        tmp_path / "none",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "could not ask about any of 2 packages" in said.stdout


@pytest.mark.parametrize(
    ("licence", "unfit"),
    [
        ("MIT", False),
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("LGPL-2.1-or-later", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", False),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
    ],
)
def test_licences(licence: str, unfit: bool) -> None:
    assert runpy.run_path(str(AUDIT))["is_unfit"](licence) is unfit


def test_what_is_locked_here_may_be_built_on() -> None:
    audit = runpy.run_path(str(AUDIT))
    lines = (AUDIT.parents[1] / "requirements.lock").read_text("utf-8").splitlines()
    locked = [found[1] for line in lines if (found := audit["_LOCKED"].match(line))]
    assert len(locked) > 100
    assert not [name for name in locked if audit["is_unfit"](audit["licence_of"](name))]
