"""What `drafter check` says: to a person, or as one JSON object.

A draft is called by where it lies: a path, or folder and name in an account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.cli.report import finding_json, print_json
from drafter.cli.shell import say, warn


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.cli.check_account import InFolder
    from drafter.edited import Edited
    from drafter.errors import Problem
    from drafter.guard import Finding
    from drafter.interview import Interview

    Found = list[tuple[Edited, tuple[Finding, ...]]]


def report(found: Found, problems: Sequence[Problem]) -> None:
    """For a person: a line for each draft that is good, and for each finding."""
    for edited, findings in found:
        if not findings:
            say(f"{edited.place}: good to send")
        for finding in findings:
            line = f":{finding.line}" if finding.line else ""
            quoted = f' "{finding.text}":' if finding.text else ""
            color = "red" if finding.severity == "refuse" else "yellow"
            place = f"{edited.place}{line}"
            rule = f"{finding.severity} {finding.rule}"
            warn(f"{place}: {rule}{quoted} {finding.why}", fg=color)
    for problem in problems:
        warn(str(problem), fg="red")


def report_folder(there: InFolder, interview: Interview | None) -> None:
    """Say that there is nothing, and what was not judged by the notes given."""
    if not there.drafts and not there.problems:
        say(f"{there.folder}: no drafts to check")
    if interview is None:
        return
    names = [one.name for one in there.drafts if one.draft.interview is None]
    if names:
        fact = "not of this interview, so checked without its notes"
        say(f"{there.folder}: {', '.join(names)}: {fact}")


def report_json(found: Found, problems: Sequence[Problem]) -> None:
    """For a program: the object of the drafting commands, and what was unreadable."""
    drafts, flat = [], []
    for edited, findings in found:
        draft = edited.draft
        name = edited.name or edited.where
        listed = [finding_json(name, finding) for finding in findings]
        flat += listed
        account = f"{edited.account}: " if edited.account else ""
        drafts.append(
            {
                "kind": str(draft.kind),
                "interviewer": draft.interviewer.id if draft.interviewer else None,
                "to": str(draft.recipient) if draft.recipient else None,
                "where": f"{account}{edited.where}",
                "state": "checked",
                "words": len(draft.text.split()),
                "findings": listed,
            }
        )
    unread = {"problems": [_problem_json(one) for one in problems]} if problems else {}
    print_json({"drafts": drafts, "findings": flat, **unread})


def _problem_json(problem: Problem) -> dict[str, object]:
    where = problem.where
    return {
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "fact": problem.fact,
        "remedy": problem.remedy,
    }
