"""`Address`: one addr-spec in normal form.

The domain is kept in ASCII (A-labels), because a header may hold nothing else and the
standard library writes an international host as an illegal encoded word (gh-122476).
There is no type for a group and no parser for a list: one text is one address.
"""

from __future__ import annotations

import re
from typing import NamedTuple


# RFC 5322 dot-atom at an LDH host: every address most users ever type. Only the others
# pay for importing email-validator (a sixth of the whole run's start-up).
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_PLAIN = re.compile(
    rf"(?=.{{0,254}}\Z)(?=[^@]{{0,64}}@)(?P<local>{_ATOM}(?:\.{_ATOM})*)"
    r"@(?!.*--)(?P<domain>(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z][A-Za-z0-9]{1,61})\Z"
)


class Address(NamedTuple):
    """One person's address; build it with `parse`, the fields are already normal."""

    local_part: str
    domain: str
    """In ASCII and lower case: `xn--mller-kva.example`."""

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read one addr-spec; `ValueError` states the fact that is wrong with it."""
        if any(mark in text for mark in ",;"):
            raise ValueError("more than one address; a note goes to one person")
        if plain := _PLAIN.match(text):
            return cls(plain["local"], plain["domain"].lower())
        from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - slow, and rarely needed

        try:
            valid = validate_email(
                text,
                check_deliverability=False,
                test_environment=True,
                allow_smtputf8=False,
                globally_deliverable=False,
            )
        except EmailNotValidError as error:
            fact = str(error).rstrip(".")
            raise ValueError(f"not one email address: {fact}") from error
        assert valid.ascii_local_part  # else it needs SMTPUTF8, which is not allowed
        return cls(valid.ascii_local_part, valid.ascii_domain.lower())

    def __str__(self) -> str:
        return f"{self.local_part}@{self.domain}"

    @property
    def key(self) -> str:
        """What two spellings of one mailbox share: case and `+tag` do not count."""
        return f"{self.local_part.partition('+')[0].casefold()}@{self.domain}"
