import shutil
from pathlib import Path

import pytest

from transforms.topics import Lexicon, load_lexicon

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Lexicon:
    folder = tmp_path_factory.mktemp("lexicon")
    for name in ("small.yaml", "small_affairs.yaml"):
        shutil.copy(HERE / name, folder)
    return load_lexicon(folder)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()
