"""Saving a hundred drafts over IMAP, against the least that any client could do.

    .venv/bin/python benchmarks/imap.py

That least is a bare loop of `imaplib`: sign in, APPEND the same hundred messages, and
leave; nothing is looked for, read back or replaced. Both sides alternate in one run,
each in mailboxes of its own: direct, and over a link that answers 50 ms late. What
counts is the median of the ratios. Takes some minutes, most of them waiting; needs the
servers that `./run test` installs.
"""

from __future__ import annotations

import imaplib
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple


sys.path.insert(0, str(Path(__file__).parents[1]))

from drafter.cli.imap import account_key
from drafter.delivery.deliver import deliver
from drafter.journal import open_journal
from drafter.mailbox.connection import Timeouts
from tests.mailboxes import Mailbox, artefacts, mailbox_at
from tests.servers import cyrus, dovecot
from tests.servers.proxy import Proxy


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.delivery.deliver import Artefact
    from tests.servers.server import Server

MANY = 100
ROUNDS = {0.0: 5, 0.05: 1}
"""By latency in seconds; where nearly all is waiting, one round is like another."""
PATIENCE = Timeouts(connect=10, answer=60)
WORDS = ("Thank you", "My thanks")


class Took(NamedTuple):
    """Seconds of one round; `bare` is the loop of APPENDs."""

    bare: float
    new: float
    unchanged: float
    replaced: float


def bare(box: Mailbox, port: int, messages: Sequence[Artefact]) -> float:
    """Append them by the standard library, and nothing else."""
    start = time.perf_counter()
    client = imaplib.IMAP4_SSL(box.server.host, port, ssl_context=box.server.context())
    client.login(box.user.login, box.user.password)
    for message in messages:
        status, _ = client.append("Drafts", r"(\Draft \Seen)", "", message.data)
        assert status == "OK"
    client.logout()
    return time.perf_counter() - start


def ours(box: Mailbox, port: int, messages: Sequence[Artefact], state: str) -> float:
    """Save them as a command does, with its journal; all must end in one state."""
    start = time.perf_counter()
    with open_journal(box.journal) as journal:
        settings = box.settings(port=port)
        memory = journal.account(account_key(settings))
        receipts = deliver(messages, box.folder(memory, settings, PATIENCE))
    took = time.perf_counter() - start
    assert {str(receipt.state) for receipt in receipts} == {state}
    return took


def one_round(server: Server, port: int, home: Path) -> Took:
    """A bare loop, then our three runs, each side with a user of its own."""
    first, second = (artefacts(MANY, words) for words in WORDS)
    for folder in ("bare", "ours"):
        (home / folder).mkdir(parents=True)
    box = mailbox_at(server, home / "ours")
    return Took(
        bare(mailbox_at(server, home / "bare"), port, first),
        ours(box, port, first, "saved"),
        ours(box, port, first, "unchanged"),
        ours(box, port, second, "replaced"),
    )


@contextmanager
def linked(server: Server, latency: float) -> Iterator[int]:
    """A port of the server: its own, or that of a slow proxy."""
    if not latency:
        yield server.tls_port
        return
    with Proxy(server, latency=latency) as proxy:
        yield proxy.port


def measure(server: Server, latency: float, home: Path) -> None:
    """Print each of our runs as a multiple of the bare loop."""
    with linked(server, latency) as port:
        rounds = [
            one_round(server, port, home / f"{n}") for n in range(ROUNDS[latency])
        ]
    place = f"{server.name}, {latency * 1000:.0f} ms"
    for name in ("new", "unchanged", "replaced"):
        pairs = [(getattr(took, name), took.bare) for took in rounds]
        middle = statistics.median(own / least for own, least in pairs)
        own, least = (statistics.median(side) for side in zip(*pairs, strict=True))
        print(
            f"{place:<16}{MANY} {name:<10}{middle:6.2f} x"
            f"  ({own:6.2f} s against {least:5.2f} s)"
        )


def main() -> None:
    """Measure on each server that is there."""
    for module in (dovecot, cyrus):
        if reason := module.missing():
            print(f"not measured: {reason}")
            continue
        with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
            base = Path(folder)
            base.chmod(0o755)
            server: Server = module.start(base)
            try:
                for latency in ROUNDS:
                    measure(server, latency, base / f"homes-{latency}")
            finally:
                server.stop()


if __name__ == "__main__":
    main()
