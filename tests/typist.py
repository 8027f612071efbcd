"""Somebody at a terminal: types when asked, and reads what is shown."""

from __future__ import annotations

import os
import pty
import re
import select
import termios
import time

import pytest

from tests import forked


_ASKED = re.compile(r"  \S.*: ")
CTRL_C, END = "\x03", "\x04"


class Typist:
    """One run of `drafter` on a pseudo-terminal."""

    def __init__(self, *arguments: str) -> None:
        self.prompts = 0
        self.shown = ""
        self._terminal, end = pty.openpty()
        self._its_end: int | None = end
        termios.tcsetwinsize(self._terminal, (50, 300))  # no line scrolls out of sight
        self._run = forked.start(os.ttyname(end), *arguments)

    def answer(self, *lines: str) -> str:
        """Answer each prompt with a line; what was shown since the first."""
        begun = len(self.shown)
        for line in lines:
            self._until_asked()
            self._type(f"{line}\r")
        return self.shown[begun:]

    def reply(self, question: str, keys: str, after: str = "") -> None:
        """Type keys at this question, also one for a password; `after`: typed last."""
        begun = len(self.shown)
        while question not in self.shown[begun:]:
            assert self._hear(again=after), self.shown
        time.sleep(0.05)  # until the terminal's echo is off
        self._type(keys)

    def asked(self) -> str:
        """Wait for the next prompt, and give its screen without answering."""
        begun = len(self.shown)
        self._until_asked()
        self.prompts -= 1
        return self.shown[begun:]

    def stop(self, keys: str = CTRL_C) -> int:
        """Press Ctrl-C, or end the input, at the next prompt; give the exit code."""
        self._until_asked()
        self.prompts -= 1
        self._type(keys)
        return self.leave(keys)

    def leave(self, keys: str = "") -> int:
        """Wait for the end; give the exit code."""
        while self._hear(again=keys):
            pass
        self._run.join()
        os.close(self._terminal)
        assert self._run.exitcode is not None
        return self._run.exitcode

    def _type(self, keys: str) -> None:
        self.shown += "\n"
        os.write(self._terminal, keys.encode())

    def _until_asked(self) -> None:
        """Wait for a prompt at which the program itself edits the line."""
        for _ in range(1000):
            tail = self.shown.rpartition("\n")[2]
            is_raw = not termios.tcgetattr(self._terminal)[3] & termios.ICANON
            is_quiet = not select.select([self._terminal], [], [], 0.02)[0]
            if is_raw and is_quiet and _ASKED.match(tail):
                self.prompts += 1
                return
            if not is_quiet:
                assert self._hear(), self.shown
        pytest.fail(f"it does not ask: {self.shown}")

    def _hear(self, again: str = "") -> bool:
        """Take in what is shown; False at the end. Ctrl-C is pressed again.

        CPython misses one that comes between readline's prompt and its select().
        """
        for _ in range(30):
            if select.select([self._terminal], [], [], 2)[0]:
                break
            os.write(self._terminal, again.encode() if again == CTRL_C else b"")
        else:
            pytest.fail(f"it neither says nor ends: {self.shown}")
        if self._its_end is not None:  # it has opened that, or would not speak
            os.close(self._its_end)
            self._its_end = None
        try:
            data = os.read(self._terminal, 65536)
        except OSError:  # Linux: the other end is closed
            return False
        self.shown += data.decode("utf-8", "replace").replace("\r", "")
        return bool(data)
