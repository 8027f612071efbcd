"""What comes of a drafting command, and how it is told: to a person, or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.cli.home import STDIN
from drafter.cli.screen import finding_json, print_json, say, title, warn, with_command
from drafter.delivery.deliver import Receipt, State
from drafter.draft import Draft, Kind
from drafter.errors import Problem, RefusedError
from drafter.guard import Finding, Refused, foremost
from drafter.planning import EVERYONE, logged
from drafter.words import typed


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    def left(self) -> list[Receipt]:
        """Those that are still to be sent."""
        return [one for one in self.receipts if one.artefact.name not in self.sent]

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
        self.warnings = tuple(warnings)
        self.findings = [(r.draft.name, one) for r in refusals for one in r.findings]


def tell(outcomes: Sequence[Outcome], *, as_json: bool, show_all: bool) -> None:
    """Say what was done."""
    if as_json:
        print_json(told_json(outcomes))
        return
    if outcomes[0].is_dry:
        say("A dry run: nothing was written, nothing is remembered.")
    else:
        several = len({outcome.interview.you.key for outcome in outcomes}) > 1
        for number, outcome in enumerate(outcomes):
            if number:
                say()
            report(outcome, named=several)
        _close(outcomes)
    tell_doubts(outcomes, show_all=show_all)


def tell_doubts(outcomes: Sequence[Outcome], *, show_all: bool) -> None:
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
    reader = None
    for receipt in outcome.receipts:
        person = receipt.artefact.cleared.draft.interviewer
        if person and person != reader:
            say(f"  {person.name}")
        reader = person
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
    receipts = [receipt for outcome in outcomes for receipt in outcome.left]
    say()
    if receipts or not any(outcome.receipts for outcome in outcomes):
        say(" ".join(["Nothing was sent.", *_advice(receipts)]))
    else:
        say("All of them are logged as sent, and stay as they are.")
    for line in _next(outcomes):
        say(line)


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
    warnings = [str(one) for outcome in outcomes for one in outcome.warnings]
    failure = [line for outcome in outcomes for line in outcome.failure]
    return as_object(drafts, failure=failure) | {"warnings": warnings}


def as_object(drafts: Sequence[Mapping[str, Any]], **more: object) -> dict[str, Any]:
    """The object of `--json`: drafts, the findings of all, and what `more` there is."""
    findings = [finding for draft in drafts for finding in draft["findings"]]
    told = {"drafts": drafts, "findings": findings}
    return told | {name: value for name, value in more.items() if value}


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
    kinds = {receipt.artefact.cleared.draft.kind for receipt in receipts}
    drafts = [receipt.artefact.cleared.draft for receipt in receipts]
    mails = [r for r in receipts if r.artefact.cleared.draft.is_mail]
    what = "each .eml in" if any(map(_is_file, mails)) else "each in the drafts of"
    advice = {
        f"Open {what} your mail client: read it, change it, send it.": bool(mails),
        "Who has no address: ask for it, or have the letter passed on.": any(
            draft.kind.is_email and not draft.is_mail for draft in drafts
        ),
        "Copy the cards by hand.": Kind.CARD in kinds,
        "Paste each note into LinkedIn when you connect.": Kind.LINKEDIN in kinds,
        "Have the page open when you call; send no email as well.": Kind.PHONE in kinds,
    }
    return [words for words, applies in advice.items() if applies]


def _next(outcomes: Sequence[Outcome]) -> list[str]:
    """What one types next: to look, to check what was changed, to log what went out."""
    outcome, receipts = outcomes[0], outcomes[0].receipts
    if len(outcomes) > 1 or not receipts or outcome.file == STDIN:
        return ["Next: drafter status"]
    if not (left := outcome.left):
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
