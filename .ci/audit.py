"""Ask which locked packages have known vulnerabilities, and look at their licences: `make audit`.

Exit code 1 if a vulnerability is known or a licence is not one Warta may build on. Where the index of
vulnerabilities does not answer, that is said, package by package counted, and is no success in disguise.
"""

import argparse
import importlib.metadata
import json
import re
import subprocess
import sys
from pathlib import Path

_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)")
_COPYLEFT = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public License", re.IGNORECASE)
_CHOICE = re.compile(r"\b(OR|Artistic|MPL|MIT|BSD|Apache)\b")  # offered beside it, so it need not be taken


def main() -> int:
    """Print what was asked and answered; return the exit code."""
    told = argparse.ArgumentParser(description=__doc__, epilog="example: .venv/bin/python .ci/audit.py")
    told.add_argument("--lock", type=Path, default="requirements.lock", help="default: %(default)s")
    told.add_argument("--pip-audit", default="pip-audit", help="command to ask with; default: %(default)s")
    given = told.parse_args()
    lines = given.lock.read_text("utf-8").splitlines()
    locked = dict(found.groups() for line in lines if (found := _LOCKED.match(line)))
    return max(_licences(locked), _vulnerabilities(given.pip_audit, given.lock, locked))


def _licences(locked: dict[str, str]) -> int:
    unfit = [f"{name}: {licence}" for name in locked if (licence := licence_of(name)) and is_unfit(licence)]
    for line in unfit:
        print(f"licence not allowed: {line}")
    print(f"licences: {len(locked)} locked packages looked at, {len(unfit)} not allowed")
    return int(bool(unfit))


def licence_of(name: str) -> str:
    """Return what an installed package says of its licence; empty where it is not installed here."""
    try:
        told = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    stated = told.get("License-Expression") or (told.get("License") or "").partition("\n")[0]
    classified = [line for line in told.get_all("Classifier") or [] if line.startswith("License")]
    return "; ".join([stated, *classified])


def is_unfit(licence: str) -> bool:
    """Tell whether a licence is GPL or AGPL with nothing else to choose.

    >>> is_unfit("GPL-3.0-only"), is_unfit("MPL-1.1 OR GPL-2.0-only"), is_unfit("LGPL-2.1-or-later")
    (True, False, False)
    """
    return bool(_COPYLEFT.search(licence)) and not _CHOICE.search(licence)


def _vulnerabilities(command: str, lock: Path, locked: dict[str, str]) -> int:
    asked = [command, "-r", str(lock), "--require-hashes", "--disable-pip", "--format", "json"]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=600)
        packages = json.loads(answer.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError) as error:
        print(f"vulnerabilities: could not ask about any of {len(locked)} packages ({error})")
        return 0
    unanswered = [one["name"] for one in packages if "skip_reason" in one]
    known = [(one["name"], one["version"], flaw) for one in packages for flaw in one.get("vulns", [])]
    for name, version, flaw in known:
        mended = ", ".join(flaw["fix_versions"]) or "no version yet"
        print(f"vulnerable: {name} {version}: {flaw['id']}; mended in {mended}")
    asked_about = len(packages) - len(unanswered)
    print(f"vulnerabilities: asked about {asked_about} packages, {len(known)} known")
    if unanswered:
        print(f"vulnerabilities: could not ask about {len(unanswered)} packages: the index did not answer")
    return int(bool(known))


if __name__ == "__main__":
    sys.exit(main())
