"""Notices reach a real mail server and a real webhook on loopback, once a task and run."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.error import HTTPError

import pytest

from dags import notices
from news.errors import InputError
from news.home import Home
from pipeline.notices import notice_of, post, to_tell

_FAILED = {
    "task_instance": SimpleNamespace(dag_id="crawl", task_id="crawl_source", log_url="http://airflow/log"),
    "run_id": "scheduled__2025-11-28",
    "source": "kabarhulu",
    "exception": RuntimeError("<b>no route</b> to {{ host }}"),
}


class _Webhook(BaseHTTPRequestHandler):
    got: list[tuple[str | None, Any]]

    sends_to = ""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.got.append((self.headers.get("Authorization"), body))
        self.send_response(302 if self.sends_to else 204)
        if self.sends_to:
            self.send_header("Location", self.sends_to)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class _Smtp(socketserver.StreamRequestHandler):
    """Speaks as much of RFC 5321 as a client needs to leave one message."""

    got: list[bytes]

    def handle(self) -> None:
        self.wfile.write(b"220 loopback\r\n")
        while (line := self.rfile.readline()) and not line.upper().startswith(b"QUIT"):
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                self.got.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self.wfile.write(b"250 ok\r\n")
        self.wfile.write(b"221 bye\r\n")


@contextmanager
def _served(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_webhook_is_told_of_the_first_failure_of_a_task_in_a_run(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    _Webhook.got = []
    monkeypatch.setenv("WARTA_HOME", str(home.root))
    with _served(HTTPServer(("127.0.0.1", 0), _Webhook)) as port:
        monkeypatch.setenv("WARTA_NOTIFY_WEBHOOK", f"http://127.0.0.1:{port}/in")
        (notifier,) = notices.notifiers()
        notifier(_FAILED)
        notifier(_FAILED)
    (told,) = _Webhook.got
    assert told[1]["text"] == "Warta: crawl.crawl_source of kabarhulu failed: <b>no route</b> to {{ host }}"
    assert told[1]["log"] == "http://airflow/log"


def test_a_webhook_may_be_a_connection_with_a_token(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    _Webhook.got = []
    monkeypatch.setenv("WARTA_HOME", str(home.root))
    monkeypatch.setenv("WARTA_NOTIFY_WEBHOOK", "warta_webhook")
    with _served(HTTPServer(("127.0.0.1", 0), _Webhook)) as port:
        held = {"conn_type": "http", "host": f"http://127.0.0.1:{port}/in", "password": "rahasia"}
        monkeypatch.setenv("AIRFLOW_CONN_WARTA_WEBHOOK", json.dumps(held))
        notices.notifiers()[0](_FAILED)
    assert _Webhook.got[0][0] == "Bearer rahasia"


def test_a_mail_arrives_and_what_a_site_said_in_it_stays_text(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    _Smtp.got = []
    monkeypatch.setenv("WARTA_HOME", str(home.root))
    monkeypatch.setenv("WARTA_NOTIFY_MAIL", "operator@example.org")
    monkeypatch.setenv("WARTA_NOTIFY_FROM", "warta@example.org")
    with _served(socketserver.TCPServer(("127.0.0.1", 0), _Smtp)) as port:
        monkeypatch.setenv(
            "AIRFLOW_CONN_SMTP_DEFAULT",
            f"smtp://127.0.0.1:{port}/?disable_ssl=true&disable_tls=true&timeout=5&retry_limit=1",
        )
        notices.notifiers()[0](_FAILED)
    mail = message_from_bytes(_Smtp.got[0])
    assert mail["Subject"] == "Warta: crawl.crawl_source of kabarhulu failed"
    assert (mail["From"], mail["To"]) == ("warta@example.org", "operator@example.org")
    (body,) = [
        part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() == "text/html"
    ]
    assert b"<pre>&lt;b&gt;no route&lt;/b&gt; to {{ host }}</pre>" in body


def test_nobody_is_told_where_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WARTA_NOTIFY_MAIL", "WARTA_NOTIFY_WEBHOOK"):
        monkeypatch.delenv(name, raising=False)
    assert notices.notifiers() == []


def test_a_run_that_took_too_long_is_told_and_no_other_end_of_a_run(home: Home) -> None:
    run = {"dag": SimpleNamespace(dag_id="ingest"), "run_id": "r1"}
    assert to_tell(home, "mail", run | {"reason": "task_failure"}, "timed_out") is None
    notice = to_tell(home, "mail", run | {"reason": "timed_out"}, "timed_out")
    assert notice
    assert notice["text"] == "Warta: ingest failed: timed_out"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://chat.example/hook/rahasia \n"])
def test_an_address_that_is_none_is_refused_and_not_shown(address: str) -> None:
    with pytest.raises(InputError, match="WARTA_NOTIFY_WEBHOOK: expected an address") as raised:
        post(address, None, notice_of(_FAILED))
    assert "rahasia" not in str(raised.value)


def test_a_token_goes_nowhere_but_to_the_address_given(monkeypatch: pytest.MonkeyPatch) -> None:
    _Webhook.got = []
    with _served(HTTPServer(("127.0.0.1", 0), _Webhook)) as port:
        monkeypatch.setattr(_Webhook, "sends_to", f"http://127.0.0.1:{port}/elsewhere")
        with pytest.raises(HTTPError, match="302"):
            post(f"http://127.0.0.1:{port}/in", "rahasia", notice_of(_FAILED))
    assert len(_Webhook.got) == 1


def test_a_password_in_an_error_is_not_told() -> None:
    told = notice_of(_FAILED | {"exception": OSError("no route to sftp://ops:rahasia@files.example/landing")})
    assert told["error"] == "no route to sftp://***@files.example/landing"
    assert "rahasia" not in "".join(told.values())
