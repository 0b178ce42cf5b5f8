"""Tries the lexicon on short texts that were labelled by hand, for `warta topics test`."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from news.errors import InputError
from transforms.topics.labels import leading_topic, topics_of
from transforms.topics.lexicon import Lexicon, load_lexicon

FIXTURES = Path(__file__).with_name("fixtures.yaml")
_KEYS = {"headline", "body", "leading", "also", "never"}


@dataclass(frozen=True, slots=True)
class Fixture:
    """One text and the codes it should and should not carry.

    Attributes:
        leading: the top-level Media Topic it is chiefly about, None where the label leaves that open.
        also: further codes that it must carry.
        never: codes that it must not carry.
    """

    headline: str | None
    body: str
    leading: str | None = None
    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one fixture.

    Attributes:
        fixture: what was tried.
        found: codes that the text got, best first.
        leading: the leading topic that it got.
        missing: codes of `also` that it did not get.
        unwanted: codes of `never` that it got.
    """

    fixture: Fixture
    found: tuple[str, ...]
    leading: str | None
    missing: tuple[str, ...]
    unwanted: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether everything is as labelled."""
        led = self.fixture.leading in {None, self.leading}
        return led and not self.missing and not self.unwanted


def try_fixtures(path: Path = FIXTURES, lexicon: Lexicon | None = None) -> list[Trial]:
    """Return one trial a fixture, in the order of the file.

    Raises:
        InputError: the file cannot be read, or names a code that the lexicon does not have.
    """
    lexicon = lexicon or load_lexicon()
    return [_try(fixture, lexicon) for fixture in read_fixtures(path, lexicon)]


def read_fixtures(path: Path, lexicon: Lexicon) -> list[Fixture]:
    """Return the fixtures in the YAML file at `path`; raises as `try_fixtures` does."""
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problem = " ".join(str(error).split())
        raise InputError(f"{path}: expected fixtures in YAML, found {problem}; mend the file") from error
    if not isinstance(rows, list):
        raise InputError(
            f"{path}: expected a list of fixtures, found {type(rows).__name__}; start lines with -"
        )
    return [_fixture(path, number, row, lexicon) for number, row in enumerate(rows, 1)]


def _fixture(path: Path, number: int, row: object, lexicon: Lexicon) -> Fixture:
    if not isinstance(row, dict) or not {"body"} <= row.keys() <= _KEYS:
        raise InputError(f"{path}, fixture {number}: expected body and any of {sorted(_KEYS)}, found {row!r}")
    codes = {key: tuple(row.get(key) or ()) for key in ("also", "never")}
    for code in (*codes["also"], *codes["never"], *([row["leading"]] if row.get("leading") else [])):
        if code not in lexicon.numbers:
            raise InputError(
                f"{path}, fixture {number}: expected codes of the lexicon, found {code!r}; add or mend it"
            )
    return Fixture(row.get("headline"), str(row["body"]), row.get("leading"), codes["also"], codes["never"])


def _try(fixture: Fixture, lexicon: Lexicon) -> Trial:
    labels = topics_of(fixture.headline, fixture.body, lexicon)
    found = tuple(label.code for label in labels)
    missing = tuple(code for code in fixture.also if code not in found)
    unwanted = tuple(code for code in fixture.never if code in found)
    return Trial(fixture, found, leading_topic(labels, lexicon), missing, unwanted)
