"""Speaks Marionette, Mozilla's remote control, as far as we need it: run JavaScript.

The scripts run in Thunderbird's own context, not in a page's: what they see is what its
windows are made of, and a modal dialogue blocks them.
"""

from __future__ import annotations

import json
import socket
import time
from contextlib import suppress
from typing import Any


PATIENCE = 60.0
_WRAPPED = """
const answer = arguments[arguments.length - 1];
const given = Array.prototype.slice.call(arguments, 0, -1);
const sleep = (ms) => new Promise((wake) => setTimeout(wake, ms));
(async function (...args) {%s})(...given).then(
  (value) => answer({value}), (error) => answer({error: `${error}\\n${error.stack}`}));
"""


class Marionette:
    """A session with a Thunderbird that was started with `--marionette`."""

    def __init__(self, port: int) -> None:
        give_up = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError):
                self._socket = socket.create_connection(("127.0.0.1", port), 5)
                self._socket.settimeout(PATIENCE)
                self._receive()
                break
            assert time.monotonic() < give_up, "Thunderbird does not answer"
            time.sleep(0.1)
        self._number = 0
        self._order("WebDriver:NewSession", capabilities={"alwaysMatch": {}})
        self._order("Marionette:SetContext", value="chrome")
        self._order("WebDriver:SetTimeouts", script=int(PATIENCE * 1000) - 5000)

    def run(self, script: str, *args: object) -> Any:
        """Run the body of an async function, which knows `args` and `sleep`."""
        answer = self._order(
            "WebDriver:ExecuteAsyncScript",
            script=_WRAPPED % script,
            args=list(args),
            sandbox="system",
        )["value"]
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _order(self, name: str, **parameters: object) -> Any:
        self._number += 1
        data = json.dumps([0, self._number, name, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(data), data))
        while True:
            kind, number, error, result = self._receive()
            if (kind, number) == (1, self._number):
                assert not error, error
                return result

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._exactly(1)
        return json.loads(self._exactly(int(length[:-1])))

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            piece = self._socket.recv(size - len(data))
            if not piece:
                raise ConnectionError("Thunderbird hung up")
            data += piece
        return data
