"""Notices to the operator when a task fails: by mail and to a webhook, through Airflow's notifiers.

`WARTA_NOTIFY_MAIL` names who gets a mail, through the connection `smtp_default`. `WARTA_NOTIFY_WEBHOOK` is an
address that takes JSON, or the id of a connection that holds it. Neither set, nobody is told.
"""

import os
from typing import Any

from airflow.sdk import BaseNotifier, Context

from news.home import Home


class WebhookNotice(BaseNotifier):
    """Posts a failure as JSON, to a chat's incoming webhook or to a service of your own."""

    def __init__(self, address: str, only: str | None = None) -> None:
        super().__init__()
        self.address = address
        self.only = only

    def notify(self, context: Context) -> None:
        """Tell of the failure; of a task's many mapped failures in one run, only of the first."""
        from pipeline.notices import post, to_tell

        notice = to_tell(Home.find(), "webhook", context, self.only)
        if notice:
            post(*_target(self.address), notice)


class MailNotice(BaseNotifier):
    """Mails a failure through the connection `smtp_default`, in plain text made safe for HTML."""

    def __init__(self, to: str, only: str | None = None) -> None:
        super().__init__()
        self.to = to
        self.only = only

    def notify(self, context: Context) -> None:
        """Tell of the failure; of a task's many mapped failures in one run, only of the first."""
        from airflow.providers.smtp.notifications.smtp import SmtpNotifier

        from pipeline.notices import as_html, to_tell

        notice = to_tell(Home.find(), "mail", context, self.only)
        if notice:
            SmtpNotifier(
                to=self.to,
                from_email=os.environ.get("WARTA_NOTIFY_FROM"),
                subject=notice["title"],
                html_content=as_html(notice),
            ).notify(context)


def notifiers(only: str | None = None) -> list[BaseNotifier]:
    """Return those that the environment asks for; with `only`, such as tell of that reason alone."""
    kinds: dict[str, Any] = {"WARTA_NOTIFY_MAIL": MailNotice, "WARTA_NOTIFY_WEBHOOK": WebhookNotice}
    return [kind(os.environ[name], only) for name, kind in kinds.items() if os.environ.get(name)]


def _target(address: str) -> tuple[str, str | None]:
    """Return the webhook's address and the token it wants, from a connection where one is named."""
    if "://" in address:
        return address, None
    from airflow.sdk import Connection

    held = Connection.get(address)
    return held.host or "", held.password
