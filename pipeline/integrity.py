"""Whether what has landed is still what was read from it: each file, and a sample of its records."""

from collections.abc import Iterator
from datetime import date

from crawlers.verifying import fault_at
from news.errors import LandingBroken
from news.home import Home
from pipeline.staging import scratch_of
from warehouse.integrity import known_files, sampled_captures
from warehouse.reader import snapshot
from warehouse.schema import is_current

SAMPLE = 200
"""Records whose digests one check computes; every week others."""

_MOST_NAMED = 20


def check_landing(home: Home, today: date) -> dict[str, int]:
    """Compare the landed files with what was read from them; return how many files and records were.

    Args:
        home: where everything lies.
        today: decides which records are sampled.

    Raises:
        LandingBroken: a file is gone, has another size, or a record of the sample cannot be read whole.
    """
    with snapshot(home.published, scratch_of(home)) as connection:
        if connection is None or not is_current(connection):
            return {"files": 0, "records": 0}
        files = known_files(connection).to_pylist()
        records = sampled_captures(connection, SAMPLE, today.isoformat()).to_pylist()
    faults = list(_files(home, files))
    broken = {fault.partition(":")[0] for fault in faults}
    faults += _records(home, [one for one in records if one["warc_file"] not in broken])
    if faults:
        raise LandingBroken(_told(faults))
    return {"files": len(files), "records": len(records)}


def _files(home: Home, known: list[dict[str, object]]) -> Iterator[str]:
    for row in known:
        path = home.landing / str(row["batch_id"])
        if not path.exists():
            yield f"{path.name}: is gone"
        elif path.stat().st_size != row["bytes"]:
            yield f"{path.name}: expected {row['bytes']} bytes, found {path.stat().st_size}"


def _records(home: Home, sample: list[dict[str, object]]) -> Iterator[str]:
    for row in sorted(sample, key=lambda row: (str(row["warc_file"]), int(str(row["warc_offset"])))):
        with (home.landing / str(row["warc_file"])).open("rb") as stream:
            fault = fault_at(stream, int(str(row["warc_offset"])), str(row["record_id"]))
        if fault:
            yield f"{row['warc_file']}: at byte {row['warc_offset']} {fault}"


def _told(faults: list[str]) -> str:
    more = f"; and {len(faults) - _MOST_NAMED} more" if len(faults) > _MOST_NAMED else ""
    return (
        f"the landing area is not what was read from it: {'; '.join(faults[:_MOST_NAMED])}{more}. "
        "Restore these files from the backup; what is published stays."
    )
