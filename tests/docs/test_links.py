"""Links within the documentation lead somewhere, and its lists of dependencies are those of the project."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT

_LINK = re.compile(r"\]\((?!https?://)([^)#\s]+)")
_LINKS = [(page, link) for page in PAGES for link in _LINK.findall(page.read_text("utf-8"))]


@pytest.mark.parametrize(("page", "link"), _LINKS, ids=lambda value: getattr(value, "name", value))
def test_a_link_leads_to_a_file(page: Path, link: str) -> None:
    assert (page.parent / link).exists(), f"{page.relative_to(ROOT)}: {link} does not exist"


def test_each_dependency_is_told_with_its_reason_and_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    written = (ROOT / "docs" / "decisions.md").read_text("utf-8")
    told = re.findall(r"^\| ([a-zA-Z][\w-]+) \| .+ \| .+ \|$", written, re.MULTILINE)
    names = {re.split(r"[<>=\[ ;]", requirement)[0].lower() for requirement in needed}
    unlike = names ^ ({name.lower() for name in told} - {"package"})
    assert not unlike, f"only one of docs/decisions.md and pyproject.toml names {', '.join(sorted(unlike))}"
