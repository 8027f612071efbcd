"""A1 to A8: the note goes to one address, a person's own, and that person's.

Role names are compared as whole words, never as parts: "christine" has "hr" in it and
"allan" has "all". Whoever really has such a mailbox says `personal_mailbox: yes`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from drafter.address import Address
from drafter.guard.rubric import REFUSE, WARN, Hit, Hits, Severity, rule
from drafter.guard.words import fold, pattern, unaccented, words_of
from drafter.interview import Interviewer, Role


if TYPE_CHECKING:
    from drafter.guard.note import Note


@rule("A1")
def goes_to_the_interviewer(note: Note) -> Hits:
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
def goes_to_one_address(note: Note) -> Hits:
    """Read each address again: a draft has no room for a second, but text has."""
    for address in filter(None, (note.draft.recipient, note.draft.sender)):
        read = None
        with suppress(ValueError):
            read = Address.parse(str(address))
        if read != address:
            yield Hit(str(address), 0, "this is not one address: give exactly one")


@rule("A3")
def is_a_persons_mailbox(note: Note) -> Hits:
    """Refuse a role's mailbox, advise on one that may be a person's too."""
    recipient, person = note.draft.recipient, note.person
    if recipient is None:
        return
    local = recipient.local_part
    severity: Severity | None = WARN
    if re.search("[%!]", fold(local).text):
        severity = REFUSE
        why = "this address is a route to others: ask for the person's own address"
    elif person and (person.personal_mailbox or _is_own_host(note, recipient)):
        return
    elif found := role_of(local, person):
        severity = found
        why = "this may be a role's mailbox: make sure that one person reads it"
        if found is REFUSE:
            why = (
                "a group reads this mailbox: ask for the person's own address"
                " (if it is their own, say `personal_mailbox: yes`)"
            )
    elif person and (doubt := _doubt(local, person)):
        why = doubt
    else:
        return
    yield Hit(str(recipient), 0, why, severity)


@rule("A4")
def is_a_host_of_people(note: Note) -> Hits:
    """Refuse lists, advise against the relays of applicant tracking systems."""
    recipient = note.draft.recipient
    if recipient is None:
        return
    host = recipient.domain
    employer = note.interview.employer.domain.lower() if note.interview else ""
    at_home = bool(employer) and within(host, employer)
    if pattern("host_refuse.regex").search(host):
        why = "this host is a list's or a machine's: ask for the person's own address"
        yield Hit(str(recipient), 0, why)
    elif pattern("host_warn.regex").search(host) and not at_home:
        why = "this is a relay of applicant tracking: ask for the person's own address"
        yield Hit(str(recipient), 0, why, WARN)


def within(host: str, domain: str) -> bool:
    """Tell whether a host is a domain or below it."""
    return host == domain or host.endswith(f".{domain}")


@rule("A5")
def shares_no_address(note: Note) -> Hits:
    """Compare without case and +tag, which do not make two addresses of one."""
    mine = note.person.email if note.person else None
    for other in note.colleagues:
        if mine and other.email and other.email.key == mine.key:
            why = f"{other.name} has the same address: a shared mailbox is a group"
            yield Hit(str(mine), 0, why)


@rule("A6")
def is_at_the_employer(note: Note) -> Hits:
    """Compare hosts; an agency is elsewhere by nature."""
    recipient, interview = note.draft.recipient, note.interview
    agency = note.person and note.person.role is Role.AGENCY_RECRUITER
    if recipient is None or interview is None or agency:
        return
    firm = interview.employer
    hosts = map(_ascii, (firm.domain, *firm.allowed_domains))
    if firm.domain and not any(within(recipient.domain, host) for host in hosts):
        why = f"this is not at {firm.domain}: check it, or add it to allowed_domains"
        yield Hit(str(recipient), 0, why)


def _ascii(domain: str) -> str:
    domain = domain.strip().lower().removeprefix("@").rstrip(".")
    with suppress(ValueError):
        return Address.parse(f"x@{domain}").domain
    return domain


@rule("A8")
def goes_to_somebody_else(note: Note) -> Hits:
    """Compare with both the From address and the profile's."""
    recipient = note.draft.recipient
    mine = (note.draft.sender, note.interview.you.email if note.interview else None)
    if recipient and any(mine_.key == recipient.key for mine_ in mine if mine_):
        yield Hit(str(recipient), 0, "this is your own address: give the interviewer's")


_NAME_MIN = 3
"""Letters of a name, or of a role, that a local part does not have by chance."""


class _Local(NamedTuple):
    """A local part, taken apart."""

    whole: str
    """Folded, without its tag and the number at its end."""
    tag: str
    parts: tuple[str, ...]
    squeezed: str
    """The letters of the parts, without accents."""


def _read(local_part: str) -> _Local:
    local, _, tag = fold(local_part).text.partition("+")
    local = local.rstrip("0123456789") or local
    parts = tuple(filter(None, re.split(r"[._-]", local)))
    return _Local(local, tag, parts, unaccented("".join(parts)))


def _parts(name: str) -> list[str]:
    return [bare for n in re.split(r"\W+", name) if (bare := unaccented(n))]


def _forms(person: Interviewer) -> tuple[str, ...]:
    called = (person.given, person.address_as)
    return person.name, *(f"{name} {person.family}" for name in called if name)


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


def role_of(local_part: str, person: Interviewer | None) -> Severity | None:
    """Judge a local part: REFUSE for a role or a list, WARN for a doubtful one.

    The order of the tests matters: after the plainest roles, the person comes first.
    """
    local, roles = _read(local_part), words_of("role_refuse")
    listed = local.tag in words_of("list_tags")
    if local.whole in roles or listed or _is_several(local, person):
        return REFUSE
    if person and _is_persons(local, person, roles):
        return WARN if _is_beside_a_role(local, person) else None
    if local.whole in words_of("role_warn"):
        return WARN
    of_roles = roles.union(words_of("role_glue")).issuperset(local.parts)
    squeezed = local.squeezed
    cuts = range(_NAME_MIN, len(squeezed) - _NAME_MIN + 1)
    is_role = (
        (of_roles and not roles.isdisjoint(local.parts))
        or pattern("mailbox_of_many.regex").search(local.whole)
        or squeezed in roles
        or any(squeezed[:n] in roles and squeezed[n:] in roles for n in cuts)
        or pattern("committee.regex").search(squeezed)
    )
    if is_role:
        return REFUSE
    return WARN if person and _is_beside_a_role(local, person) else None


_HIRING = frozenset({"hr", "rh", "hiring", "recruiting", "recruitment", "talent"})
"""Whose mailbox `hr.dana` may be; Maria Silva's `jobs.maria` has a name in it."""


def _is_beside_a_role(local: _Local, person: Interviewer) -> bool:
    """Doubt `hr.dana`, `danateam`, `panel-june2` and `ward7`: all may have readers."""
    own = {*_parts(" ".join(_forms(person)))}
    if local.squeezed in _spellings(person):
        return False
    initials = "".join(part[0] for part in _parts(person.name)[:-1])
    roles = (words_of("group_heads") | _HIRING) - own - {initials}
    if local.whole in words_of("group_makers") - own:
        return True
    if not roles.isdisjoint(local.parts):
        return True
    ends = {local.squeezed.removeprefix(x).removesuffix(x) for x in own if len(x) > 1}
    return not ends.isdisjoint(words_of("group_heads") - own)


_SEVERAL = (
    r"[._-](?P<last>teams?|lists?|group|committee|panel|crew|jury|board|faculty|staff)"
    r"\Z"
)
_JOINED = r"[._-](?:and|und|et|plus|og|och)[._-]|&"
_ALSO = re.compile(r"(?:and|und)(?!er|r[eiou])..")
"""What goes on after a name in `danaandtomas`, and not in `danaandersen`."""


def _is_several(local: _Local, person: Interviewer | None) -> bool:
    """Know `dana-team` and `dana-and-tomas`, whoever Dana is; Bo Team has `bo.team`."""
    own = _parts(f"{person.name} {person.family}") if person else []
    if re.search(_JOINED, local.whole):
        return True
    if last := re.search(_SEVERAL, local.whole):
        return len(own) < 2 or last["last"] not in own  # noqa: PLR2004 - as "Bo Team" is
    if person and local.squeezed in _spellings(person):
        return False
    begun = (len(name) for name in own if local.squeezed.startswith(name))
    return any(_ALSO.match(local.squeezed, end) for end in begun)


def _is_persons(local: _Local, person: Interviewer, roles: frozenset[str]) -> bool:
    """Look for the name; one that is a role's too ("Bo Team") must not stand alone."""
    names = _parts(" ".join(_forms(person)))
    telling = [n for n in names if len(n) >= _NAME_MIN and n not in roles]
    seen = (unaccented(local.whole), local.squeezed)
    return local.squeezed in _spellings(person) or any(
        name in text for name in telling for text in seen
    )


def _is_own_host(note: Note, address: Address) -> bool:
    """Know `contact@danawhitlock.example` for Dana's own, unless it is the firm's."""
    host = address.domain.removeprefix("www.")
    name = unaccented(re.sub(r"[.-]", "", host.rpartition(".")[0]))
    firm = note.interview.employer if note.interview else None
    theirs = (firm.domain, *firm.allowed_domains) if firm else ()
    full = "".join(_parts(note.person.name)) if note.person else ""
    own = len(full) > 2 * _NAME_MIN and name == full and host not in theirs
    return own and address.local_part.lower() in words_of("mailbox_at_home")


def _doubt(local_part: str, person: Interviewer) -> str:
    """Ask about a second name in `dana+tomas`, and about `timetables@`: no name at all.

    A short one may be initials, one with a number an account's; a name in another
    script may be spelt in any way.
    """
    names, tag = _parts(" ".join(_forms(person))), _read(local_part).tag
    plain = words_of("common_words") | words_of("role_refuse") | {*_parts(person.name)}
    somebody = tag.isalpha() and len(tag) >= _NAME_MIN and tag not in plain
    if somebody or tag in words_of("group_heads") | words_of("tags_of_many"):
        return f"+{tag} may be for others too: make sure that {person.name} reads it"
    letters = re.sub("[._-]", "", unaccented(local_part.partition("+")[0]))
    telling = len(letters) > _NAME_MIN and letters.isascii() and letters.isalpha()
    known = any(name[: _NAME_MIN - 1] in letters for name in names)
    if telling and names and "".join(names).isascii() and not known:
        return f"nothing of {person.name}'s name is in it: is it their own address?"
    return ""


_AND = ("", "and", "und", "et", "y", "e", "og", "och", "en", "plus", "n")


def _as_a_colleagues(note: Note, address: Address) -> Hits:
    """Refuse `tomas.lindqvist@` for Dana, and `dana+tomas@` for either."""
    reader = note.person
    if reader is None or reader.personal_mailbox:
        return
    words = {*re.split(r"[._+-]", unaccented(address.local_part))}
    squeezed = re.sub(r"[._+-]|\d+\Z", "", unaccented(address.local_part))
    mine = {*_parts(" ".join(_forms(reader)))}
    for other in note.colleagues:
        called = (other.given, other.address_as, other.name)
        first = {part for name in called for part in _parts(name)[:1]} - mine
        names = {part for part in _parts(other.name) if len(part) >= _NAME_MIN} - mine
        # `dana.lindqvist` may be her married name.
        both = {*product(mine, first), *product(_parts(reader.name)[1:], names - first)}
        joined = {x + j + y for a, b in both for x, y in ((a, b), (b, a)) for j in _AND}
        why = ""
        if (first & words and mine & words) or squeezed in joined | _initials(
            reader, other
        ):
            why = f"{other.name} reads this mailbox too"
        elif squeezed in _spellings(other) - _spellings(reader) | names:
            why = f"this looks like {other.name}'s address"
        if why:
            remedy = f"give {reader.name}'s own (if it is, say `personal_mailbox: yes`)"
            grave = REFUSE if len(squeezed) >= _NAME_MIN else WARN
            yield Hit(str(address), 0, f"{why}: {remedy}", grave)


def _initials(one: Interviewer, two: Interviewer) -> set[str]:
    """Spell `dt` and `td`, unless the reader's own initials are the same."""
    a, b = ((_parts(person.name) or [""])[0][:1] for person in (one, two))
    return {a + b, b + a} - _spellings(one) if a and b else set()
