import pytest

from news.errors import InputError
from transforms.topics import try_fixtures
from transforms.topics.trial import FIXTURES, read_fixtures


def test_all_fixtures_hold():
    failed = [
        (trial.fixture.headline, trial.leading, trial.missing, trial.unwanted)
        for trial in try_fixtures()
        if not trial.passed
    ]
    assert not failed


def test_fixtures_cover_every_top_level_topic(lexicon):
    fixtures = read_fixtures(FIXTURES, lexicon)
    tops = {topic.code for topic in lexicon.topics if topic.scheme == "iptc" and topic.parent is None}
    assert len(fixtures) >= 60
    assert {fixture.leading for fixture in fixtures} - {None} == tops


def test_a_failing_fixture_is_reported(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("- {body: Gol di stadion, leading: 'medtop:12000000', never: ['medtop:15000000']}")
    (trial,) = try_fixtures(path)
    assert not trial.passed
    assert trial.leading == "medtop:15000000"
    assert trial.unwanted == ("medtop:15000000",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [", "expected fixtures in YAML"),
        ("a: 1", "expected a list of fixtures, found dict"),
        ("- {headline: a}", "fixture 1: expected body"),
        ("- {body: a, leading: 'medtop:1'}", "fixture 1: expected codes of the lexicon, found 'medtop:1'"),
    ],
)
def test_a_faulty_file_is_named(tmp_path, text, says):
    path = tmp_path / "own.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=says):
        try_fixtures(path)
