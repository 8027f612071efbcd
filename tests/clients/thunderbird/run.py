"""What Thunderbird makes of our drafts, in the Drafts folder and as files.

    apt-get install --no-install-recommends \\
        thunderbird xvfb fonts-dejavu-core dovecot-imapd
    .venv/bin/python tests/clients/thunderbird/run.py

Takes a quarter of a minute and prints what it found to be so. Exits with 1 (and a
traceback) at the first thing that is not, with 2 where a program is missing. It is no
part of the default run: Thunderbird is 300 MB. Nothing is sent, and nothing leaves the
machine.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import pytest


sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.clients.thunderbird.launch import missing, running
from tests.clients.thunderbird.reader import TAKEAWAY, THANKS, Reader
from tests.clients.writer import Writer
from tests.desk import sit_down
from tests.servers import dovecot


def main() -> None:
    """Check everything in one Thunderbird, in the order of a user's day."""
    if reason := missing() or dovecot.missing():
        sys.stderr.write(f"{reason}\n")
        raise SystemExit(2)
    base = Path(tempfile.mkdtemp(prefix="drafter-"))
    try:
        server = dovecot.start(base)
        try:
            with pytest.MonkeyPatch.context() as patch:
                _check(base, server, patch)
        finally:
            server.stop()
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _check(base: Path, server: dovecot.Dovecot, patch: pytest.MonkeyPatch) -> None:
    for name in ("work", "thunderbird"):
        (base / name).mkdir()
    user = server.new_user()
    with server.open(user) as client:
        for *_, name in client.list_folders():
            client.subscribe_folder(name)  # Thunderbird shows no others
    writer = Writer(sit_down(base / "work", patch), server, user)
    patch.setenv("DRAFTER_PASSWORD", user.password)
    writer.configure("both")
    writer.run(THANKS)
    writer.run(TAKEAWAY)
    writer.run("takeaway i.yaml")
    file = str(writer.desk.drafts / "takeaway-tomas.eml")
    with running(base / "thunderbird", server, user, "-file", file) as thunderbird:
        reader = Reader(writer, thunderbird)
        reader.opens_the_file()
        thunderbird.sign_in(server, user)
        reader.opens_every_draft()
        reader.saves_an_edited_draft()
        reader.saves_a_draft_that_was_replaced_meanwhile()
        reader.saves_a_draft_under_another_subject()
        reader.opens_a_plain_draft()


if __name__ == "__main__":
    main()
