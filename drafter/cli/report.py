"""What comes of a drafting command, and how it is told: to a person, or as JSON."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.cli.home import STDIN
from drafter.cli.screen import finding_json, print_json, say, title, warn, with_command
from drafter.delivery.deliver import Receipt, State
from drafter.draft import Draft, Kind
from drafter.errors import Problem, RefusedError
from drafter.guard import Finding, Refused, foremost
from drafter.journal.told import EVERYONE
from drafter.planning.steps import logged
from drafter.words import typed


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.interview import Interview

_NOTES = {
    State.KEPT: "you edited it, so it was left alone",
    State.GONE: "you sent, moved or deleted it",
    State.UNCHANGED: "as it was",
    State.REPLACED: "made new",
}
_WAYS_OUT = {
    State.KEPT: "--replace makes it new",
    State.GONE: "`drafter sync` tells if it was sent, --replace makes it again",
}


class Outcome(NamedTuple):
    """What was done, for the person and for `--json`."""

    file: str
    """Of the interview, as it was typed."""
    interview: Interview
    folder: Path
    receipts: tuple[Receipt, ...] = ()
    warnings: tuple[Problem, ...] = ()
    """Of the interview file: what would read badly."""
    sent: frozenset[str] = frozenset()
    """Names of drafts that were logged as sent."""
    remarks: tuple[str, ...] = ()
    failure: tuple[str, ...] = ()
    """Why not everything is where it was wanted; it lies in `folder` instead."""

    @property
    def is_dry(self) -> bool:
        """Whether it was only shown."""
        return State.SHOWN in {receipt.state for receipt in self.receipts}


class RunRefusedError(RefusedError):
    """Every refused draft of a run, with its findings.

    `warnings` are about the notes: who mends one thing should know of the rest.
    """

    def __init__(
        self, refusals: Sequence[Refused], warnings: Sequence[Problem] = ()
    ) -> None:
        refused = (line for refusal in refusals for line in refusal.lines)
        super().__init__(*refused, *map(str, warnings))
        self.refusals = tuple(refusals)
        self.warnings = tuple(warnings)

    @property
    def findings(self) -> list[tuple[str, Finding]]:
        """Each finding with the name of its draft."""
        return [
            (r.draft.name, finding) for r in self.refusals for finding in r.findings
        ]


def tell(outcomes: Sequence[Outcome], *, as_json: bool, show_all: bool) -> None:
    """Say what was done."""
    if as_json:
        report_json(outcomes)
    elif outcomes[0].is_dry:
        say("A dry run: nothing was written, nothing is remembered.")
    else:
        several = len({outcome.interview.you.key for outcome in outcomes}) > 1
        for number, outcome in enumerate(outcomes):
            if number:
                say()
            report(outcome, named=several)
        _close(outcomes)
    if not as_json:
        _tell_doubts(outcomes, show_all=show_all)


def _tell_doubts(outcomes: Sequence[Outcome], *, show_all: bool) -> None:
    """Say what would read badly, below what was done."""
    lines = [str(problem) for outcome in outcomes for problem in outcome.warnings]
    for outcome in outcomes:
        for receipt in outcome.receipts:
            cleared = receipt.artefact.cleared
            name = cleared.draft.name
            shown, rest = chosen(name, cleared.findings, show_all=show_all)
            lines += [line_of(name, finding) for finding in shown]
            lines += [rest] if rest else []
    if lines:
        say()
    for line in lines:
        warn(line, fg="yellow")


def report(outcome: Outcome, *, named: bool) -> None:
    """Say who got what, and where it is."""
    interview = outcome.interview
    say(title(interview, named=named), bold=True)
    for line in outcome.remarks:
        say(line)
    by_person = groupby(outcome.receipts, key=lambda r: _name(r.artefact.cleared.draft))
    for name, receipts in by_person:
        mine = list(receipts)
        say(f"  {name}")
        for receipt in mine:
            say("    " + _row(receipt, outcome))
    for place in _places(outcome):
        say(f"  {place}")
    for line in outcome.failure:
        warn(line, fg="red")
    if any(_is_file(r) and r.artefact.name.endswith(".eml") for r in outcome.receipts):
        fact = "what could not be saved in your mail account is written here instead"
        if outcome.failure:
            warn(f"{outcome.folder}: {fact}", fg="red")


def _close(outcomes: Sequence[Outcome]) -> None:
    """Say what to do now, with all of them."""
    receipts = [receipt for outcome in outcomes for receipt in outcome.receipts]
    say()
    say(" ".join(["Nothing was sent.", *_advice(receipts)]))
    if State.SAVED in {receipt.state for receipt in receipts}:
        say("Apple Mail shows a new draft only when you open the Drafts folder.")
    for line in _next(outcomes):
        say(line)


def report_json(outcomes: Sequence[Outcome]) -> None:
    """For a program: one object, however many interviews."""
    print_json(told_json(outcomes))


def told_json(outcomes: Sequence[Outcome]) -> dict[str, list[Any]]:
    """What `--json` tells of all that was done."""
    drafts = [
        draft_json(
            receipt.artefact.cleared.draft,
            receipt.artefact.cleared.findings,
            where=receipt.where or None,
            state=str(receipt.state),
        )
        for outcome in outcomes
        for receipt in outcome.receipts
    ]
    told = {
        "drafts": drafts,
        "findings": [finding for draft in drafts for finding in draft["findings"]],
        "warnings": [str(one) for outcome in outcomes for one in outcome.warnings],
    }
    failure = [line for outcome in outcomes for line in outcome.failure]
    return told | ({"failure": failure} if failure else {})


def draft_json(
    draft: Draft,
    findings: Sequence[Finding],
    *,
    where: str | None,
    state: str,
    name: str = "",
    **more: object,
) -> dict[str, Any]:
    """One draft as `--json` shows it."""
    return {
        "kind": str(draft.kind),
        "interviewer": draft.interviewer.id if draft.interviewer else None,
        "to": str(draft.recipient) if draft.recipient else None,
        "subject": draft.subject or None,
        "text": draft.text,
        "where": where,
        "state": state,
        "words": len(draft.text.split()),
        **more,
        "findings": [finding_json(name or draft.name, one) for one in findings],
    }


def chosen(
    draft: str, findings: Sequence[Finding], *, show_all: bool
) -> tuple[Sequence[Finding], str]:
    """What to tell of one draft, and the line that counts the rest."""
    shown, left = (findings, 0) if show_all else foremost(findings)
    return shown, f"{draft}: and {left} smaller: `--all`" if left else ""


def line_of(draft: str, finding: Finding) -> str:
    """One finding as a line for a person."""
    quoted = f' "{finding.text}"' if finding.text else ""
    return f"{draft}: {finding.severity}s {finding.rule}:{quoted} {finding.why}"


def _places(outcome: Outcome) -> list[str]:
    """Where the drafts are: folders of an account, and a folder of files."""
    mailed = [r.where for r in outcome.receipts if r.where and not _is_file(r)]
    places = []
    for where in dict.fromkeys(mailed):
        account, _, folder = where.partition(": ")
        places.append(f"Emails: in the folder {folder} of your account {account}")
    if any(map(_is_file, outcome.receipts)) or not places:
        files = "Files: in" if places else "In"
        places.append(f"{files} {outcome.folder}")
    return places


def _advice(receipts: Sequence[Receipt]) -> list[str]:
    """What to do with the drafts that lie there now."""
    kinds = {receipt.artefact.cleared.draft.kind for receipt in receipts}
    drafts = [receipt.artefact.cleared.draft for receipt in receipts]
    mails = [r for r in receipts if r.artefact.cleared.draft.is_mail]
    where = "Open each .eml in your mail client"
    if mails and not any(map(_is_file, mails)):
        where = "Open each in the drafts of your mail client"
    each = f"{where}: read it, change it, send it."
    advice = {
        Kind.CARD: "Copy the cards by hand.",
        Kind.LINKEDIN: "Paste each note into LinkedIn when you connect.",
        Kind.PHONE: "Have the page open when you call; send no email as well.",
    }
    passed_on = "Who has no address: ask for it, or have the letter passed on."
    texts = any(draft.kind.is_email and not draft.is_mail for draft in drafts)
    first = [each] * bool(mails) + [passed_on] * texts
    return [*first, *(advice[k] for k in advice if k in kinds)]


def _next(outcomes: Sequence[Outcome]) -> list[str]:
    """What one types next: to look, to check what was changed, to log what went out."""
    outcome, receipts = outcomes[0], outcomes[0].receipts
    if len(outcomes) > 1 or not receipts or outcome.file == STDIN:
        return ["Next: drafter status"]
    left = [one for one in receipts if one.artefact.name not in outcome.sent]
    if not left:
        return [with_command("Next: ", "drafter status")]
    file, draft = typed(outcome.file), left[0].artefact.cleared.draft
    folder = f"{typed(str(outcome.folder))} --interview {file}"
    place = folder if any(map(_is_file, receipts)) else f"--imap --interview {file}"
    words = logged(draft.kind, draft.interviewer.id if draft.interviewer else EVERYONE)
    return [
        with_command("  to look at all:  ", f"drafter preview {file}"),
        with_command("  once changed:    ", f"drafter check {place}"),
        with_command("  once sent:       ", f"drafter log {file} {words}"),
    ]


def _row(receipt: Receipt, outcome: Outcome) -> str:
    draft = receipt.artefact.cleared.draft
    words = len(draft.text.split())
    why = receipt.why or _NOTES.get(receipt.state, "")
    if receipt.state is State.KEPT and receipt.artefact.name in outcome.sent:
        why = "you sent it, so it stays as it is"
    elif (way_out := _WAYS_OUT.get(receipt.state)) and not outcome.failure:
        why = f"{why}; {way_out}"
    if draft.kind.is_email and not draft.is_mail:
        why = "; ".join(filter(None, ["as text: no address", why]))
    note = f"  ({why})" if why else ""
    name = receipt.artefact.name
    if not _is_file(receipt):
        name = name.removesuffix(".eml")
    return f"{receipt.state:<10}{name:<32}{words:>4} words{note}"


def _is_file(receipt: Receipt) -> bool:
    return Path(receipt.where).name == receipt.artefact.name


def _name(draft: Draft) -> str:
    return draft.interviewer.name if draft.interviewer else ""
