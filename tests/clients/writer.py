"""Somebody who has notes and an account, and meets the drafts in a real mail client.

Messages are read with the standard library here, which shares no code with ours.
"""

from __future__ import annotations

import json
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, NamedTuple

from tests.mailboxes import snapshot


if TYPE_CHECKING:
    from email.message import EmailMessage

    from tests.desk import Desk
    from tests.mailboxes import Mail
    from tests.servers.server import Server, User


class Writer(NamedTuple):
    """A desk with the sample on it, and a mailbox."""

    desk: Desk
    server: Server
    user: User

    def configure(self, body: str) -> None:
        """Write config.yaml; `body` is how drafts are made, `both` or `text`."""
        place = f"host: {self.server.host}, port: {self.server.tls_port}"
        self.desk.home.mkdir(exist_ok=True)
        (self.desk.home / "config.yaml").write_text(
            f"body: {body}\naccounts:\n  lab: {{address: ines.okafor@mail.example,"
            f" {place}, ca_file: {self.server.ca_file}, user: {self.user.login}}}\n"
        )

    def run(self, line: str) -> dict[str, str]:
        """Run `drafter LINE`, and say what became of each email, by its name."""
        told = json.loads(self.desk.run(f"{line} --json").stdout)
        return {
            f"{draft['kind']}-{draft['interviewer']}": draft["state"]
            for draft in told["drafts"]
            if draft["to"]
        }

    def mails(self) -> dict[str, list[Mail]]:
        """Give everything in every folder."""
        return snapshot(self.server, self.user)

    def drafts(self, address: str = "") -> list[EmailMessage]:
        """Give what lies in the Drafts folder, to everyone or to one address."""
        found = [read(data) for _, _, data in self.mails()["Drafts"]]
        return [draft for draft in found if address in str(draft["To"])]


def read(data: bytes) -> EmailMessage:
    """Read a message."""
    return message_from_bytes(data, policy=default)


def words(message: EmailMessage, kind: str = "plain") -> list[str]:
    """Give the words of a part that is surely there, HTML with its tags."""
    part = message.get_body((kind,))
    assert part
    return str(part.get_content()).split()


def files(message: EmailMessage) -> dict[str, bytes]:
    """Give the attachments."""
    return {
        str(part.get_filename()): part.get_content()
        for part in message.iter_attachments()
    }
