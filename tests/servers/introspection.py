"""Says whose OAuth token it is (RFC 7662), to a mail server on this machine.

The tokens are a plain dictionary that a test changes as it likes; the endpoint looks at
the moment it is asked. What is not in it is not active.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


class Introspection:
    """A running endpoint; `tokens` is token to login."""

    def __init__(self) -> None:
        self.tokens: dict[str, str] = {}
        tokens = self.tokens

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", "0"))
                form = parse_qs(self.rfile.read(length).decode())
                login = tokens.get(form.get("token", [""])[0])
                answer = {"active": True, "username": login} if login else {}
                body = json.dumps({"active": False, **answer}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self._thread.start()
        self.port: int = self._server.server_address[1]

    def close(self) -> None:
        """Stop listening, and end the thread."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
