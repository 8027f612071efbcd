"""neomutt in a terminal that nobody looks at: keys are sent, the screen is read.

The terminal is a tmux server of the test's own, on a leash as the mail servers are:
when it ends, by whatever death of ours, its screens and their programs end too.
Nothing leaves the machine: what neomutt "sends" goes to a script that writes a file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.servers.process import Account, Leashed


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.servers.server import Server, User

PATIENCE = 10.0
"""Seconds until a screen that does not change has failed; a healthy one takes 0.5."""
COMPOSING = "y:Send"
"""Stands on top of the compose menu, and nowhere else."""
MODIFIED = "modified. Update encoding"
"""What it asks of a part that the editor wrote in another second than it was read."""
_MUTTRC = """\
set imap_user="{user.login}" imap_pass="{user.password}"
set folder="imaps://{server.host}:{server.tls_port}/"
set ssl_starttls=no ssl_force_tls=yes ssl_ca_certificates_file="{server.ca_file}"
set certificate_file="{folder}/certificates" header_cache="" sleep_time=0
set spool_file="+INBOX" postponed="+Drafts" record="+Sent"
set from="ines.okafor@mail.example" real_name="Ines Okafor"
set charset="utf-8" send_charset="utf-8"
set editor="{folder}/editor" sendmail="{folder}/sendmail"
"""
_SENDMAIL = """\
#!/bin/sh
printf '%s\\n' "$@" >"{folder}/arguments"
cat >"{folder}/sent.eml"
"""
_EDITOR = """\
#!/bin/sh
sed 's/{old}/{new}/' "$1" >"{folder}/edited" && cat "{folder}/edited" >"$1"
"""


def missing() -> str:
    """Why neomutt cannot be driven here; empty if it can."""
    if shutil.which("neomutt") and shutil.which("tmux"):
        return ""
    return "neomutt is not installed (apt-get install neomutt tmux)"


class Screen(NamedTuple):
    """A program in a terminal of 150 columns."""

    socket: Path

    def shown(self) -> str:
        """Give what can be read on it now."""
        return self.tmux("capture-pane", "-p")

    def wait_for(self, text: str) -> None:
        """Return when it shows a text."""
        self._wait(lambda: text in self.shown(), text)

    def leave(self, key: str) -> None:
        """Press a key of the compose menu; return when the program has ended."""
        self.press(key)
        self._wait(lambda: self._is_dead() or MODIFIED in self.shown(), "end")
        if not self._is_dead():
            self.press("y")
            self._wait(self._is_dead, "end of the program")
        self.tmux("kill-session")

    def press(self, *keys: str) -> None:
        """Press keys, by their names in tmux."""
        self.tmux("send-keys", *keys)

    def tmux(self, *words: str) -> str:
        """Give tmux an order; raises if it declines."""
        command = ["tmux", "-S", str(self.socket), *words]
        return subprocess.run(
            command, check=True, stdout=subprocess.PIPE, timeout=PATIENCE
        ).stdout.decode()

    def _is_dead(self) -> bool:
        # Not by its exit status: tmux 3.3 sometimes never learns it.
        return self.tmux("display-message", "-p", "#{pane_dead}").strip() == "1"

    def _wait(self, is_so: Callable[[], bool], what: str) -> None:
        give_up = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > give_up:
                raise AssertionError(f"no {what} on the screen:\n{self.shown()}")
            time.sleep(0.02)


class Neomutt(NamedTuple):
    """Somebody's neomutt, with their account in its muttrc."""

    folder: Path
    screen: Screen

    def edits(self, old: str, new: str) -> None:
        """Let the editor change words (as `sed` knows them) whenever it is opened."""
        self._script("editor", _EDITOR.format(folder=self.folder, old=old, new=new))

    def opened(self, *words: str, at: Path) -> Screen:
        """Start `neomutt WORDS` in a folder."""
        mutt = ["neomutt", "-n", "-F", str(self.folder / "muttrc"), *words]
        size = ["-x", "150", "-y", "40"]
        self.screen.tmux("new-session", "-d", *size, "-c", str(at), *mutt)
        return self.screen

    def recall(self, key: str) -> None:
        """Recall the only draft, edit it, and press a key of the compose menu."""
        screen = self.opened("-p", at=self.folder)
        screen.wait_for(COMPOSING)
        screen.leave(key)

    def sent(self) -> tuple[bytes, list[str]]:
        """Give what was handed to sendmail, and to whom it was to go."""
        words = (self.folder / "arguments").read_text("utf-8").splitlines()
        recipients = words[words.index("--") + 1 :]
        return (self.folder / "sent.eml").read_bytes(), recipients

    def configure(self, server: Server, user: User) -> None:
        """Write the muttrc and the programs it names."""
        rc = self.folder / "muttrc"
        rc.touch(mode=0o600)
        rc.write_text(_MUTTRC.format(folder=self.folder, server=server, user=user))
        self._script("sendmail", _SENDMAIL.format(folder=self.folder))

    def _script(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")
        (self.folder / name).chmod(0o700)


@contextmanager
def at_a_terminal(home: Path) -> Iterator[Neomutt]:
    """Give a neomutt whose files are all in this folder, and end it."""
    # Not in the folder: its long path leaves no room for the name of a socket.
    with tempfile.TemporaryDirectory(prefix="drafter-") as short:
        base = Path(short)
        options = base / "tmux.conf"
        options.write_text("set -g remain-on-exit on\n")
        env = {"HOME": str(home), "TMPDIR": str(home), "LC_ALL": "C.UTF-8"}
        me = Account("", "", {})
        screen = Screen(base / "socket")
        command = ["tmux", "-D", "-f", str(options), "-S", str(screen.socket)]
        server = Leashed(command, me, base / "log", env | {"PATH": os.environ["PATH"]})
        try:
            give_up = time.monotonic() + PATIENCE
            while not screen.socket.exists():
                assert time.monotonic() < give_up, (base / "log").read_text()
                time.sleep(0.01)
            yield Neomutt(home, screen)
        finally:
            server.stop()
