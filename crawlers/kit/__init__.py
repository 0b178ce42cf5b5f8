"""The kit for sources: look at a site, check what would be read, keep pages as fixtures, test them.

The functions return what they found; printing is the command's business. None touches production
state: each crawl of the kit writes to a folder of its own that is gone afterwards.
"""

from crawlers.kit.adding import Added, add_source
from crawlers.kit.checking import CheckedPage, SourceCheck, check_source
from crawlers.kit.fixtures import Fixture, FixtureCheck, check_fixtures, record_fixture
from crawlers.kit.marking import mark_checked
from crawlers.kit.status import SourceStatus, due_sources, source_statuses
from crawlers.kit.trial import Operator

__all__ = [
    "Added",
    "CheckedPage",
    "Fixture",
    "FixtureCheck",
    "Operator",
    "SourceCheck",
    "SourceStatus",
    "add_source",
    "check_fixtures",
    "check_source",
    "due_sources",
    "mark_checked",
    "record_fixture",
    "source_statuses",
]
