"""What the kit's tests share: the server on loopback and an operator who may reach it."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from crawlers.kit.trial import Operator
from crawlers.sources import Politeness

_HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def site_server() -> Any:
    if "site_server" not in sys.modules:
        spec = importlib.util.spec_from_file_location("site_server", _HERE.parent / "site_server.py")
        assert spec
        assert spec.loader
        sys.modules["site_server"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules["site_server"].SiteServer


@pytest.fixture(scope="module")
def sites() -> Path:
    return _HERE.parents[2] / "seeds" / "sites"


@pytest.fixture(scope="module")
def operator() -> Operator:
    politeness = Politeness(delay=0, concurrency=4, timeout=5)
    return Operator("mailto:uji@example.com", frozenset({"127.0.0.1"}), politeness=politeness)
