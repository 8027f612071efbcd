"""What a server, a network or a certificate objects to -> one line with a way out.

Servers word the same refusal in many ways, so a response code (`[OVERQUOTA]`) is asked
first, then the words, and what nobody foresaw is passed on as the server said it.
"""

from __future__ import annotations

import re
import ssl
from contextlib import contextmanager
from imaplib import IMAP4
from typing import TYPE_CHECKING

from drafter.errors import NotDeliveredError
from drafter.words import on_a_line


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from drafter.accounts.settings import Settings
    from drafter.delivery.deliver import Artefact, Receipt

_SHOWN = 200
_AGAIN = "run the same command again; what was saved is found"
_NOBODYS = (
    "is signed by nobody this computer trusts",
    "for an own authority set `ca_file:` to its certificate",
)
_CERTIFICATES = {
    9: ("is not valid yet", "is the clock of this computer right?"),
    10: ("has expired", "tell whoever runs it, and check your clock"),
    **dict.fromkeys((18, 19, 20, 21), _NOBODYS),
    62: ("is not for {host}", "is `host` exactly the server's name?"),
    64: ("is not for {host}", "use the server's name, not its number"),
}
"""By X509_V_ERR_... of OpenSSL's x509_vfy.h."""
_REFUSALS = (
    (r"\[OVERQUOTA\]|quota", "the mailbox is full", "make room, then run again"),
    (
        r"\[NOPERM\]|\[READ-ONLY\]|read-only|permission denied|not permitted",
        "you may only read the folder",
        "name another with `drafts:` in config.yaml",
    ),
    (
        r"\[TRYCREATE\]|\[NONEXISTENT\]|doesn't exist|does not exist",
        "there is no such folder",
        "make it in your mail program, or name another with `drafts:` in config.yaml",
    ),
    (
        r"\[LIMIT\]|\[TOOBIG\]|too (?:big|large)|size limit",
        "the server finds it too large",
        "send a `link` instead of the file",
    ),
)


_FAREWELL = re.compile(r"\* (?:BYE|NO|BAD) (.+?)'?\Z", re.DOTALL)
"""A greeting that is none (RFC 3501 7.1.5)."""


class MailboxError(NotDeliveredError):
    """The server cannot be reached, or says no; the sentence is finished."""


class SignInError(MailboxError):
    """The server did not take the name and the secret.

    The first line is what it said. A second stands where another password may help: how
    to keep one, for an account that is there already.
    """

    @property
    def is_of_password(self) -> bool:
        """Whether typing the password again may help."""
        return len(self.lines) > 1


class DroppedError(MailboxError):
    """The connection ended in the middle: what was last asked may have been done."""


class StalledError(DroppedError):
    """The server stopped answering; asking again would only wait again."""


class NotSavedError(MailboxError):
    """Some drafts are not in the folder; `receipts` are about all the others."""

    def __init__(
        self,
        lines: Sequence[str],
        receipts: Sequence[Receipt],
        unsaved: Sequence[Artefact],
    ) -> None:
        super().__init__(*lines)
        self.receipts = tuple(receipts)
        self.unsaved = tuple(unsaved)


@contextmanager
def in_a_sentence(tell: Callable[[Exception], MailboxError]) -> Iterator[None]:
    """Let every error leave as the `MailboxError` that `tell` makes of it."""
    try:
        yield
    except MailboxError:
        raise
    except Exception as error:  # noqa: BLE001 - a server may make a library say anything
        # Without the original: it may hold what was sent.
        raise tell(error) from None


def unreachable(error: Exception, settings: Settings, seconds: float) -> MailboxError:
    """Say why there is no safe connection to the server."""
    place = f"{settings.host}:{settings.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailboxError(_of_certificate(error, place, settings.host))
    fact, remedy = _of_network(error, settings, seconds)
    return MailboxError(f"{place}: {fact} ({remedy})")


def broken(error: Exception, place: str) -> MailboxError:
    """Say what ended a session that had begun."""
    if isinstance(error, IMAP4.readonly):
        fact, remedy = _REFUSALS[1][1:]
        return MailboxError(f"{place}: {fact} ({remedy})")
    if isinstance(error, TimeoutError):
        return stalled(place, "stopped answering")
    if isinstance(error, IMAP4.abort | OSError | EOFError):
        return DroppedError(f"{place}: the connection was lost ({_AGAIN})")
    if isinstance(error, IMAP4.error) and type(error).__name__ != "ProtocolError":
        return refused(str(error), place)
    why = f": {error}" if isinstance(error, IMAP4.error) else ""
    return MailboxError(f"{place}: the server's answer cannot be read{why}")


def stalled(place: str, fact: str) -> StalledError:
    """Say that a server that goes on and on was left."""
    return StalledError(f"{place}: the server {fact} ({_AGAIN})")


def refused(answer: str, place: str) -> MailboxError:
    """Say what the server refused; its own words where none are known."""
    said = words_of(answer)
    for pattern, fact, remedy in _REFUSALS:
        if re.search(pattern, said, re.IGNORECASE):
            return MailboxError(f"{place}: {fact} ({remedy}); the server: {said}")
    return MailboxError(f"{place}: the server said no: {said}")


def not_signed_in(answer: str, settings: Settings) -> SignInError:
    """Say that the name or the secret was not taken, and where the right one is."""
    said, provider = words_of(answer), settings.provider
    another = f"another password: drafter account password {settings.name}"
    more = () if settings.password_command else (another,)  # else the program has it
    who = f"{settings.host} does not let {settings.users[0]} in"
    if settings.auth != "password":
        remedy = "the token may have expired: sign in again with the token program"
        more = ()
    elif re.search(
        r"\[UNAVAILABLE\]|\[INUSE\]|\[LIMIT\]|try again", said, re.IGNORECASE
    ):
        remedy = "it is busy or out of order: try again later"
        more = ()
    elif provider and provider.app_password:
        remedy = (
            f"{provider.name} wants an app password here, not your usual one: "
            f"{provider.app_password}"
        )
    else:
        remedy = "is it the right password?"
    return SignInError(f"{who}: {said} ({remedy})", *more)


def words_of(answer: str) -> str:
    """Take the server's own sentence out of what the library makes of it."""
    text = re.sub(
        r"^[a-z]+ (?:command )?(?:error|failed): ", "", answer, flags=re.IGNORECASE
    )
    text = re.sub(r"^(?:NO|BAD)\s+", "", text)
    text = re.sub(r"""^\[?b(['"])(.*)\1\]?$""", r"\2", text.strip(), flags=re.DOTALL)
    text = re.sub(r"\s*\([\d.]+ \+ [\d.]+ (?:\+ [\d.]+ )?secs\)\.?$", "", text)
    return on_a_line(text, _SHOWN)


def _of_network(
    error: Exception, settings: Settings, seconds: float
) -> tuple[str, str]:
    kind = type(error).__name__
    match error:
        case ssl.SSLError() if re.search("(?i)WRONG_VERSION|RECORD_LAYER", str(error)):
            fact = "this port does not speak TLS at once"
            remedy = "set `tls: starttls`, or the port that speaks TLS: usually 993"
        case ssl.SSLError():
            fact = f"no safe connection: {error.reason or error}"
            remedy = "is the port right?"
        case IMAP4.error() if settings.tls == "starttls":
            fact = "the server offers no STARTTLS, and nothing is sent in clear"
            remedy = "use `tls: implicit`, usually on port 993"
        case IMAP4.error() if farewell := _FAREWELL.search(str(error)):
            fact = f"the server ends the connection at once: {words_of(farewell[1])}"
            remedy = "try again later; is another program signed in too often?"
        case IMAP4.error():
            fact = f"no IMAP server: {words_of(str(error))}"
            remedy = "is the port right?"
        case TimeoutError():
            fact = f"no answer within {seconds:.0f} seconds"
            remedy = "are you online, and is the port right?"
            if settings.tls != "implicit":
                remedy += " A port that wants TLS at once needs `tls: implicit`"
        case ConnectionRefusedError():
            fact, remedy = "nothing answers there", "is the port right? 993 is usual"
        # A `gaierror` by its name: only `connection` imports `socket`.
        case _ if isinstance(error, UnicodeError) or kind == "gaierror":
            fact = "there is no such server"
            remedy = "is `host` right, and are you online?"
        case _:
            fact = f"cannot be reached: {getattr(error, 'strerror', None) or error}"
            remedy = "are you online?"
    return fact, remedy


def _of_certificate(error: ssl.SSLCertVerificationError, place: str, host: str) -> str:
    fallback = (f"is not accepted: {error.verify_message}", _NOBODYS[1])
    fact, remedy = _CERTIFICATES.get(error.verify_code, fallback)
    fact = fact.replace("{host}", host)
    return f"{place}: the server's certificate {fact}; nothing was sent ({remedy})"
