"""A1 to A8: the note goes to one address, a person's own, and that person's.

Role names are compared as whole words, never as parts: "christine" has "hr" in it and
"allan" has "all". Whoever really has such a mailbox says `personal_mailbox: yes`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.address import Address
from drafter.guard.rubric import REFUSE, WARN, Hit, Severity, rule
from drafter.guard.words import fold, unaccented, words_of
from drafter.interview import Role


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.likeness import Others
    from drafter.guard.note import Note
    from drafter.interview import Interviewer


@rule("A1")
def goes_to_the_interviewer(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse a strange address; advise where there is none yet."""
    recipient = note.draft.recipient
    known, who = None, "the contact"
    if note.person:
        known, who = note.person.email, note.person.name
    elif note.interview and note.interview.contact:
        known = note.interview.contact.email
    if recipient is None and note.draft.sender:
        why = "the email has no address yet: ask for it, do not guess it"
        yield Hit("To", 0, why, WARN)
    elif recipient and known and recipient.key != known.key:
        yield Hit(str(recipient), 0, f"this is not the address of {who} ({known})")
    elif recipient:
        yield from _as_a_colleagues(note, recipient)


@rule("A2")
def goes_to_one_address(note: Note, _: Others) -> Iterator[Hit]:
    """Read each address again: a draft has no room for a second, but text has."""
    for address in (note.draft.recipient, note.draft.sender):
        if address is not None and not _is_one(address):
            yield Hit(str(address), 0, "this is not one address: give exactly one")


def _is_one(address: Address) -> bool:
    try:
        return Address.parse(str(address)) == address
    except (ValueError, UnicodeError):
        return False


@rule("A5")
def shares_no_address(note: Note, _: Others) -> Iterator[Hit]:
    """Compare without case and +tag, which do not make two addresses of one."""
    if note.person is None or note.person.email is None or note.interview is None:
        return
    mine = note.person.email
    for other in note.interview.interviewers:
        if other.id != note.person.id and other.email and other.email.key == mine.key:
            why = f"{other.name} has the same address: a shared mailbox is a group"
            yield Hit(str(mine), 0, why)


@rule("A6")
def is_at_the_employer(note: Note, _: Others) -> Iterator[Hit]:
    """Compare hosts; an agency is elsewhere by nature."""
    recipient, interview = note.draft.recipient, note.interview
    if recipient is None or interview is None or not interview.employer.domain:
        return
    if note.person and note.person.role is Role.AGENCY_RECRUITER:
        return
    firm = interview.employer
    hosts = [_ascii(domain) for domain in (firm.domain, *firm.allowed_domains)]
    if not any(within(recipient.domain, host) for host in hosts):
        why = f"this is not at {firm.domain}: check it, or add it to allowed_domains"
        yield Hit(str(recipient), 0, why)


def within(host: str, domain: str) -> bool:
    """Tell whether a host is a domain or below it."""
    return host == domain or host.endswith(f".{domain}")


def _ascii(domain: str) -> str:
    domain = domain.strip().lower().removeprefix("@").rstrip(".")
    try:
        return Address.parse(f"x@{domain}").domain
    except (ValueError, UnicodeError):
        return domain


@rule("A8")
def goes_to_somebody_else(note: Note, _: Others) -> Iterator[Hit]:
    """Compare with both the From address and the profile's."""
    recipient = note.draft.recipient
    mine = (note.draft.sender, note.interview.you.email if note.interview else None)
    if recipient and any(mine_.key == recipient.key for mine_ in mine if mine_):
        yield Hit(str(recipient), 0, "this is your own address: give the interviewer's")


@rule("A3")
def is_a_persons_mailbox(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse a role's mailbox, advise on one that may be a person's too."""
    recipient = note.draft.recipient
    if recipient is None:
        return
    if re.search("[%!]", fold(recipient.local_part).text):
        why = "this address is a route to others: ask for the person's own address"
        yield Hit(str(recipient), 0, why)
        return
    if note.person and (note.person.personal_mailbox or _is_own_host(note, recipient)):
        return
    severity = role_of(recipient.local_part, note.person)
    if severity is REFUSE:
        why = (
            "a group reads this mailbox: ask for the person's own address"
            " (if it is their own, say `personal_mailbox: yes`)"
        )
        yield Hit(str(recipient), 0, why)
    elif severity is WARN:
        why = "this may be a role's mailbox: make sure that one person reads it"
        yield Hit(str(recipient), 0, why, WARN)
    elif note.person and (tag := _tag_of_others(recipient.local_part, note.person)):
        why = (
            f"+{tag} may be for others too: make sure that {note.person.name} reads it"
        )
        yield Hit(str(recipient), 0, why, WARN)
    elif note.person and _is_strange(recipient.local_part, note.person):
        why = f"nothing of {note.person.name}'s name is in it: is it their own address?"
        yield Hit(str(recipient), 0, why, WARN)


# Mailman's aliases, and how firms name their lists.
_LIST_TAGS = frozenset({"subscribe", "unsubscribe", "owner", "owners", "managers"})
_AFFIXES = re.compile(
    r"(?:(?:dl|grp|all|team|list|group)[._-]|g-)."
    r"|.*.[._-](?:request|bounces|owners?|admin|join|leave|confirm|subscribe"
    r"|unsubscribe|lists?|all|team|group|dl|grp|staff|announce|discuss)\Z"
)
# Committees, also within one word; these are part of nobody's name.
_COMMITTEE = re.compile(
    r"committee|ausschuss|gremium|[ck]omm?issi(?:on|e|one|oni|ya)\Z|[ck]omite\Z"
    r"|\A(?:[ck]omm?ission(?!er)|[ck]omite)"
)
_NAME_MIN = 3
"""Letters of a name, or of a role, that a local part does not have by chance."""


_AT_HOME = frozenset(
    {"contact", "kontakt", "hello", "hi", "hey", "info", "mail", "email", "me", "post"}
)


def _is_own_host(note: Note, address: Address) -> bool:
    """Know `contact@danawhitlock.example` for Dana's own, unless it is the firm's."""
    host = address.domain.removeprefix("www.")
    name = unaccented(re.sub(r"[.-]", "", host.rpartition(".")[0]))
    firm = note.interview.employer if note.interview else None
    theirs = (firm.domain, *firm.allowed_domains) if firm else ()
    full = "".join(_parts(note.person.name)) if note.person else ""
    own = len(full) > 2 * _NAME_MIN and name == full
    return own and address.local_part.lower() in _AT_HOME and host not in theirs


def role_of(local_part: str, person: Interviewer | None) -> Severity | None:
    """Judge a local part: REFUSE for a role or a list, WARN for a doubtful one.

    The order of the tests matters: after the plainest roles, the person comes first.
    """
    local, _, tag = fold(local_part).text.partition("+")
    local = local.rstrip("0123456789") or local
    roles = words_of("role_refuse")
    if local in roles or tag in _LIST_TAGS or _is_several(local, person):
        return REFUSE
    if person and _is_persons(local, person, roles):
        return None
    if local in words_of("role_warn"):
        return WARN
    parts = _split(local)
    only = all(part in roles or part in words_of("role_glue") for part in parts)
    if (only and any(part in roles for part in parts)) or _AFFIXES.match(local):
        return REFUSE
    squeezed = unaccented("".join(parts))
    cuts = range(_NAME_MIN, len(squeezed) - _NAME_MIN + 1)
    joined = squeezed in roles or any(
        squeezed[:n] in roles and squeezed[n:] in roles for n in cuts
    )
    return REFUSE if joined or _COMMITTEE.search(squeezed) else None


_SEVERAL = re.compile(
    r"[._-](?P<last>teams?|lists?|group|committee|panel|crew|jury|board|faculty|staff)"
    r"\Z"
)
_AND = re.compile(r"[._-](?:and|und|et|plus|og|och)[._-]|&")
_ALSO = re.compile(r"(?:and|und)(?!er|r[eiou])..")
"""What goes on after a name in `danaandtomas`, and not in `danaandersen`."""


def _is_several(local: str, person: Interviewer | None) -> bool:
    """Know `dana-team` and `dana-and-tomas`, whoever Dana is; Bo Team has `bo.team`."""
    if _AND.search(local):
        return True
    own = _parts(f"{person.name} {person.family}") if person else []
    last = _SEVERAL.search(local)
    if last:
        return len(own) < 2 or last["last"] not in own  # noqa: PLR2004 - as "Bo Team" is
    squeezed = unaccented("".join(_split(local)))
    if person and squeezed in _spellings(person):
        return False
    begun = (len(name) for name in own if squeezed.startswith(name))
    return any(_ALSO.match(squeezed, end) for end in begun)


def _is_persons(local: str, person: Interviewer, roles: frozenset[str]) -> bool:
    """Look for the name; one that is a role's too ("Bo Team") must not stand alone."""
    local = unaccented(local)
    squeezed = "".join(_split(local))
    names = _parts(" ".join(_forms(person)))
    telling = [n for n in names if len(n) >= _NAME_MIN and n not in roles]
    if any(name in local or name in squeezed for name in telling):
        return True
    return squeezed in _spellings(person)


def _forms(person: Interviewer) -> tuple[str, ...]:
    called = (person.given, person.address_as)
    return person.name, *(f"{name} {person.family}" for name in called if name)


def _tag_of_others(local_part: str, person: Interviewer) -> str:
    """Tell `dana+team` and a second name in `dana+tomas` from `dana+interviews`."""
    tag = fold(local_part).text.partition("+")[2]
    plain = words_of("common_words") | words_of("role_refuse") | {*_parts(person.name)}
    somebody = tag.isalpha() and len(tag) >= _NAME_MIN and tag not in plain
    return tag if somebody or tag in words_of("group_heads") | _EVERYBODY else ""


_EVERYBODY = frozenset({"all", "both", "everyone", "everybody", "hr"})


def _is_strange(local_part: str, person: Interviewer) -> bool:
    """Know an address of letters with nothing of the name in it: `timetables@`.

    A short one may be initials, one with a number an account's; a name in another
    script may be spelt in any way.
    """
    squeezed = "".join(_split(unaccented(local_part.partition("+")[0])))
    if len(squeezed) <= _NAME_MIN or not (squeezed.isascii() and squeezed.isalpha()):
        return False
    names = _parts(" ".join(_forms(person)))
    if not names or not "".join(names).isascii():
        return False
    return not any(name[: _NAME_MIN - 1] in squeezed for name in names)


def _spellings(person: Interviewer) -> frozenset[str]:
    """Spell the full name as local parts do: `danawhitlock`, `dwhitlock`, `dw`."""
    found: set[str] = set()
    for full in map(_parts, _forms(person)):
        if len(full) > 1:  # a mononym has no initials
            first, last = full[0], full[-1]
            a, z = first[0], last[0]
            found |= {first + last, a + last, first + z, last + first, last + a}
            found.add("".join(name[0] for name in full))
    return frozenset(found)


def _parts(name: str) -> list[str]:
    return [bare for n in re.split(r"\W+", name) if (bare := unaccented(n))]


def _split(local: str) -> list[str]:
    return [part for part in re.split(r"[._+-]", local) if part]


_JOINING = ("", "and", "und", "et", "y", "e", "og", "och", "en", "plus", "n")


def _initials(one: Interviewer, two: Interviewer) -> set[str]:
    """Spell `dt` and `tl`, unless the reader's own initials are the same."""
    a, b = (_parts(person.name) or [""] for person in (one, two))
    first = {a[0][:1] + b[0][:1], b[0][:1] + a[0][:1]}
    return {two for two in first if len(two) > 1} - _spellings(one)


def _as_a_colleagues(note: Note, address: Address) -> Iterator[Hit]:
    """Refuse `tomas.lindqvist@` for Dana, and `dana+tomas@` for either."""
    reader = note.person
    if reader is None or note.interview is None or reader.personal_mailbox:
        return
    words = _split(unaccented(address.local_part))
    squeezed = "".join(words).rstrip("0123456789")
    mine = {*_parts(" ".join(_forms(reader)))}
    for other in note.interview.interviewers:
        called = (other.given, other.address_as, other.name)
        first = {part for name in called for part in _parts(name)[:1]} - mine
        names = {part for part in _parts(other.name) if len(part) >= _NAME_MIN} - mine
        alike = [(a, b) for a in mine for b in first] + [
            (a, b) for a in _parts(reader.name)[1:] for b in names - first
        ]  # `dana.lindqvist` may be her married name
        mixed = [pair for a, b in alike for pair in ((a, b), (b, a))]
        joined = {one + and_ + two for one, two in mixed for and_ in _JOINING}
        why = ""
        both = first & {*words} and mine & {*words}
        if squeezed in joined or both or squeezed in _initials(reader, other):
            why = f"{other.name} reads this mailbox too"
        elif squeezed in _spellings(other) - _spellings(reader) | names:
            why = f"this looks like {other.name}'s address"
        if why and other.id != reader.id:
            remedy = f"give {reader.name}'s own (if it is, say `personal_mailbox: yes`)"
            grave = REFUSE if len(squeezed) >= _NAME_MIN else WARN
            yield Hit(str(address), 0, f"{why}: {remedy}", grave)


@rule("A4")
def is_a_host_of_people(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse lists, advise against the relays of applicant tracking systems."""
    recipient = note.draft.recipient
    if recipient is None:
        return
    host = recipient.domain
    if any(_is_listed(host, entry) for entry in words_of("host_refuse")):
        why = "this host is a list's or a machine's: ask for the person's own address"
        yield Hit(str(recipient), 0, why)
        return
    employer = note.interview.employer.domain.lower() if note.interview else ""
    relay = any(within(host, entry) for entry in words_of("host_warn"))
    if relay and not (employer and within(host, employer)):
        why = "this is a relay of applicant tracking: ask for the person's own address"
        yield Hit(str(recipient), 0, why, WARN)


def _is_listed(host: str, entry: str) -> bool:
    start = entry.removeprefix("prefix:")
    return within(host, entry) if start == entry else host.startswith(start)
