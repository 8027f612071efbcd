"""What `drafter --help` says, without the command line's machinery.

Users judge a command line by how fast it answers, and this is asked first. A test holds
these lines against what click prints.
"""

from __future__ import annotations


EVERY_DAY = {
    "prepare": "One page to take along: what to ask, and blanks for notes.",
    "new": "Ask what happened, and write the interview file.",
    "thanks": "One thank-you email and one card for each interviewer.",
    "check": "Run the guard again on drafts you have edited.",
    "log": "Tell drafter what happened: sent, posted, replied, decided, ...",
    "status": "Every interview: what is due, late, waiting, and what to type.",
    "takeaway": "Hand over what you promised, to the person promised.",
    "linkedin": "One LinkedIn connection note for each interviewer.",
    "checkin": "One short check-in, once their own date has passed.",
    "reply": "The short answer to a new date, a no, an offer.",
    "sync": "Look in your mailbox for what was sent and answered; record it.",
    "calendar": "The plan as reminders for your calendar.",
}
SET_UP = {
    "rules": "The guard's rules; one rule with its reason and source.",
    "templates": "Which template wins where; open, list or check yours.",
    "account": "Your mail accounts: add, test, list or remove one.",
    "schema": "The JSON Schema of the interview file, for editors.",
}
ABOUT = """\
Usage: drafter [OPTIONS] [COMMAND] [ARGS]...

  Personal follow-up after a job interview: one note, one person.

  drafter writes drafts for you to read, change and send yourself. It never
  sends. Start with: drafter thanks interview.yaml

Options:
  --today DATE  Take this day for today (2026-06-02).
  --version     Show the version and exit.
  -h, --help    Show this message and exit.
"""


def help_text() -> str:
    """The help of the whole, in the two groups people look for."""
    parts = [ABOUT]
    for title, commands in (("Every day", EVERY_DAY), ("Set-up", SET_UP)):
        width = max(map(len, commands))
        rows = (f"  {name:<{width}}  {what}\n" for name, what in commands.items())
        parts.append(f"{title}:\n{''.join(rows)}")
    return "\n".join(parts)
