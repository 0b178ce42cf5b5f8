"""Where the day of a passed check is written, and what of the file stays."""

from datetime import date

import pytest

from crawlers.kit.marking import mark_checked
from news.errors import InputError

DAY = date(2025, 11, 7)
HEAD = "id: a\nhomepage: https://a.example/\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD, HEAD + "checked: 2025-11-07\n"),
        (HEAD.rstrip(), HEAD + "checked: 2025-11-07\n"),
        (HEAD + "checked: 2024-01-01\nregion: '62'\n", HEAD + "checked: 2025-11-07\nregion: '62'\n"),
        (HEAD + "checked: 2024-01-01  # by Ani\n", HEAD + "checked: 2025-11-07  # by Ani\n"),
        (HEAD + "checked:\n# the end\n", HEAD + "checked: 2025-11-07\n# the end\n"),
    ],
)
def test_all_else_stays(tmp_path, before, after):
    path = tmp_path / "a.yaml"
    path.write_text(before, "utf-8")
    mark_checked(path, DAY)
    assert path.read_text("utf-8") == after


@pytest.mark.parametrize(
    "text", ['{id: a, homepage: "https://a.example/"}\n', HEAD + "checked:\n  2024-01-01\n"]
)
def test_a_file_without_a_place_for_the_line_stays_and_says_so(tmp_path, text):
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match="Set `checked: 2025-11-07` in it yourself"):
        mark_checked(path, DAY)
    assert path.read_text("utf-8") == text
