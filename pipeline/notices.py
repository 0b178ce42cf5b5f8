"""What an operator is told when a task fails: one short notice a task and run, and its way to a webhook."""

import html
import json
import re
import urllib.request
from collections.abc import Mapping
from typing import Any

from news.errors import InputError
from news.home import Home
from pipeline.failures import run_name

_PATIENCE = 10.0  # seconds that a webhook is given
_LONGEST = 2_000  # characters of an error; its log has the rest
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(?<=://)[^/\s'\"]+@")

Notice = dict[str, str]
"""`title`, `text` (title and error, as chat services want it), `dag`, `run`, `task`, `error`, `log`."""


def to_tell(home: Home, channel: str, context: Mapping[str, Any], only: str | None = None) -> Notice | None:
    """Return the notice for a failure; None where it was told already, or is not the reason `only`.

    Args:
        home: where runs leave what they did.
        channel: by which it is told; each tells the first failure of a task in a run.
        context: Airflow's, of the failed task, or of the failed run where there is no task.
        only: a reason of a failed run, such as ``timed_out``; None for failed tasks.
    """
    if only is not None and context.get("reason") != only:
        return None
    notice = notice_of(context)
    return notice if _first(home, channel, notice) else None


def notice_of(context: Mapping[str, Any]) -> Notice:
    """Return what is told of a failure.

    >>> class Failed: dag_id, task_id, map_index, log_url = "ingest", "load", -1, "http://airflow/log"
    >>> notice_of({"task_instance": Failed, "run_id": "r1", "exception": OSError("disk full")})["text"]
    'Warta: ingest.load failed: disk full'
    """
    instance, named = context.get("task_instance"), context.get("source")
    dag = str(getattr(instance, "dag_id", None) or getattr(context.get("dag"), "dag_id", "?"))
    task = str(getattr(instance, "task_id", ""))
    error = without_credentials(str(context.get("exception") or context.get("reason") or "no reason given"))
    what = ".".join(part for part in (dag, task) if part) + (f" of {named}" if named else "")
    title = f"Warta: {what} failed"
    return {
        "title": title,
        "text": f"{title}: {error[:_LONGEST]}",
        "dag": dag,
        "run": str(context.get("run_id") or ""),
        "task": task,
        "error": error[:_LONGEST],
        "log": str(getattr(instance, "log_url", "")),
    }


def as_html(notice: Notice) -> str:
    """Return the body of a mail; whatever a site has put into an error stays text.

    >>> as_html({"title": "x", "error": "<b>", "run": "r", "log": "http://a"})
    '<p>x</p><pre>&lt;b&gt;</pre><p>Run r. Log: http://a</p>'
    """
    told = {name: html.escape(value) for name, value in notice.items()}
    return f"<p>{told['title']}</p><pre>{told['error']}</pre><p>Run {told['run']}. Log: {told['log']}</p>"


def without_credentials(text: str) -> str:
    """Return a text without what stands before the host of its addresses.

    >>> without_credentials("sftp://ops:rahasia@files.example/landing: no route")
    'sftp://***@files.example/landing: no route'
    """
    return _CREDENTIALS.sub("***@", text)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows nowhere, for the token would go along."""

    def redirect_request(self, *_: Any) -> None:
        return None


def post(address: str, token: str | None, notice: Notice) -> None:
    """Post a notice as JSON; no message names the address, which often is a secret itself.

    Raises:
        InputError: the address is not one of the web.
        OSError: nobody answers there, or the answer is an error or sends elsewhere.
    """
    if not _ADDRESS.fullmatch(address):
        raise InputError("WARTA_NOTIFY_WEBHOOK: expected an address that begins with http:// or https://")
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(address, json.dumps(notice).encode(), headers)
    with urllib.request.build_opener(_NoRedirects).open(request, timeout=_PATIENCE):
        pass


def _first(home: Home, channel: str, notice: Notice) -> bool:
    """Claim the right to tell this; of many mapped failures of one task, one has it."""
    name = run_name(f"{notice['run']}.{notice['dag']}.{notice['task']}.{channel}")
    claim = home.report(name).with_suffix(".told")
    claim.parent.mkdir(parents=True, exist_ok=True)
    try:
        claim.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
