"""The interview day at Corvane Ferries, and the texts that set the quality bar.

People, firm and facts are invented; `.example` hosts and 555-01xx numbers are reserved.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from drafter.address import Address
from drafter.draft import Draft, Kind
from drafter.guard import Finding, Others
from drafter.guard.note import Note
from drafter.guard.rubric import findings
from drafter.interview import (
    Employer,
    Interview,
    Interviewer,
    Position,
    Role,
    Statement,
    Takeaway,
    You,
)
from tests.changed import replace


DANA = Interviewer(
    id="dana",
    name="Dana Whitlock",
    given="Dana",
    family="Whitlock",
    address_as="Dana",
    role=Role.RECRUITER,
    title="Talent Partner",
    email=Address.parse("dana.whitlock@corvane.example"),
    topics=("the release calendar",),
    they_said="new timetables ship in spring and summer is for fixes only",
    quote="nobody deploys on a Friday in August",
    impressed_by="a calendar that protects the crews in their busiest weeks",
    thanks_for="looking after me so well on June 2",
    own_words=(
        "You told me at the start who I would meet and why, and that made it easy"
        " to get"
        " straight into each conversation."
    ),
    card_detail=(
        "Three conversations on three floors, and I was never lost and never late,"
        " which"
        " I put down to you."
    ),
)
TOMAS = Interviewer(
    id="tomas",
    name="Tomas Lindqvist",
    given="Tomas",
    family="Lindqvist",
    address_as="Tomas",
    honorific="Dr.",
    role=Role.HIRING_MANAGER,
    title="Engineering Manager, Timetables",
    email=Address.parse("tomas.lindqvist@corvane.example"),
    topics=("the storm problem", "re-planning by hand"),
    they_said=(
        "the planners spend ninety minutes rebuilding the day by hand when one berth"
        " closes"
    ),
    quote="A late ferry is a nuisance. A wrong ferry is a stranded family.",
    impressed_by="your planners sitting with the engineers two days a week",
    thanks_for="showing me the real version rather than an interview version",
    my_link=(
        "When a road closed, the depot at Lakeshore Bus used to need fifty minutes to"
        " re-plan. By the time my team and I finished, it needed six."
    ),
    asked="how long a bad plan stays live in bad weather",
    takeaways=(
        Takeaway(
            promised="send the rollback plan from that project",
            here_is="the rollback plan from the Lakeshore Bus project",
            due=date(2026, 6, 4),
            pointer=(
                "Each depot could return to the previous timetable in four minutes,"
                " without waiting for an engineer."
            ),
            file=Path("Okafor-rollback-plan.pdf"),
        ),
    ),
)
MEILIN = Interviewer(
    id="meilin",
    name="Mei-Lin Zhao",
    given="Mei-Lin",
    family="Zhao",
    address_as="Mei-Lin",
    role=Role.PEER,
    title="Software Engineer",
    email=Address.parse("meilin.zhao@corvane.example"),
    topics=(
        "the flaky tide-table test",
        "replaying a real spring tide",
        "the museum of bugs",
    ),
    moment="let me drive, and let me be wrong for five minutes before asking what the"
    " recorded data said",
    impressed_by="the wall of old bugs",
    my_link=(
        "I wrote a replay harness at Lakeshore Bus. Two of its fixtures would have"
        " caught the same bug sooner."
    ),
    card_detail=(
        "That wall of old bugs told me more about the team than any slide could:"
        " you keep"
        " mistakes where everyone can learn from them."
    ),
)
YOU = You(
    name="Ines Okafor",
    email=Address.parse("ines.okafor@mail.example"),
    phone="+1 207 555 0142",
    linkedin="linkedin.com/in/ines-okafor-example",
    postal=("12 Mill Lane", "Port Alder, ME 04000"),
    past_employers=("Lakeshore Bus",),
    others=("Brightmoor Rail",),
)
CORVANE = Interview(
    you=YOU,
    employer=Employer(
        name="Corvane Ferries",
        short="Corvane",
        domain="corvane.example",
        postal=("40 Harbor Street, Floor 3", "Port Alder, ME 04000"),
    ),
    position=Position(
        title="Senior Software Engineer, Timetables",
        short="Timetables",
        team="Timetables",
    ),
    date=date(2026, 6, 2),
    interviewers=(DANA, TOMAS, MEILIN),
    timeline=(
        Statement(
            date(2026, 6, 2),
            "a decision by Friday the twelfth, references next",
            date(2026, 6, 12),
        ),
    ),
    next_step="references",
)

NOBODY = Others()
SIGNED = "\nInes Okafor\n+1 207 555 0142\nlinkedin.com/in/ines-okafor-example"

THANK_YOU = {
    "dana": (
        "Thank you: the Timetables interviews on June 2",
        "Hi Dana,\n\n"
        "Thank you for a well-run day. You told me at the start who I would meet"
        " and why,"
        " and that made it easy to get straight into each conversation.\n\n"
        "What you said about the release calendar stayed with me. New timetables"
        " ship in"
        ' spring, summer is for fixes only, and "nobody deploys on a Friday in'
        ' August." A'
        " calendar that protects the crews in their busiest weeks tells me how Corvane"
        " makes decisions. I want the role more for having heard it.\n\n"
        "You expect a decision by Friday, June 12, with references as the next"
        " step. Both"
        " of mine know to expect your call, and either can talk any afternoon this"
        " week.\n\n"
        "Best regards," + SIGNED,
    ),
    "tomas": (
        "Storm re-planning and the Timetables role",
        "Hi Tomas,\n\n"
        "I am still thinking about the storm problem you drew on the whiteboard:"
        " one berth"
        " closes, and the planners spend ninety minutes rebuilding the day by hand."
        " Thank"
        " you for showing me the real version rather than an interview version.\n\n"
        "It is close to work I have done. When a road closed, the depot at"
        " Lakeshore Bus"
        " used to need fifty minutes to re-plan. By the time my team and I finished, it"
        " needed six. The solver was not the part that mattered most. Letting"
        " dispatchers"
        " see and override every change was, which is why I was glad to hear that your"
        " planners sit with the engineers two days a week.\n\n"
        "I said I would send the rollback plan from that project. You will have it by"
        " Thursday.\n\n"
        "I would very much like to do this work at Corvane.\n\n"
        "Best regards," + SIGNED,
    ),
    "meilin": (
        "Thank you: the tide-table test",
        "Hi Mei-Lin,\n\n"
        "The flaky tide-table test was the best hour of my day. You let me drive,"
        " and when"
        " I went after the clock you let me be wrong for five minutes before asking"
        " what"
        " the recorded data said. Thank you for that. It is how I like to work.\n\n"
        "I took one idea home. Your point about replaying a real spring tide instead of"
        " inventing one sent me back to a replay harness I wrote at Lakeshore Bus."
        " Two of"
        " its fixtures would have caught the same bug sooner.\n\n"
        "I would be happy to join the Timetables team at Corvane, and to add"
        " something to"
        " the museum of bugs. Preferably not one of my own.\n\n"
        "Best," + SIGNED,
    ),
}
CARD = {
    "dana": "Dear Dana,\n\n"
    "Thank you for looking after me so well on June 2. Three conversations on three"
    " floors,"
    " and I was never lost and never late, which I put down to you. I left wanting"
    " the job"
    " more than when I arrived.\n\nKind regards,\nInes Okafor",
    "tomas": "Dear Tomas,\n\n"
    '"A late ferry is a nuisance. A wrong ferry is a stranded family." I copied'
    " that into my"
    " notebook, because it says what the software is for. Thank you for such frank"
    " answers."
    " I would be proud to work on it.\n\nWith thanks,\nInes Okafor",
    "meilin": "Dear Mei-Lin,\n\n"
    "Thank you for an hour of real pairing. That wall of old bugs told me more"
    " about the"
    " team than any slide could: you keep mistakes where everyone can learn from"
    " them. I"
    " would gladly take the desk beside it.\n\nBest wishes,\nInes Okafor",
}
LINKEDIN = {
    "dana": "Hi Dana, thank you for such a clear, well-run interview day at Corvane on"
    " June 2. I'd like to stay in touch, however the decision goes. Best, Ines Okafor",
    "tomas": "Hi Tomas, I enjoyed working through storm re-planning with you at Corvane"
    " on June 2, and I'd be glad to follow where you take it. Best wishes, Ines Okafor",
    "meilin": "Hi Mei-Lin, pairing on the tide-table test at Corvane on June 2 was a"
    " pleasure. I'd like to compare notes on replay testing some time. Ines Okafor",
}
TAKEAWAY = (
    "As promised: the Lakeshore rollback plan",
    (
        "Hi Tomas,\n\n"
        "On Tuesday I promised you the rollback plan from the Lakeshore Bus"
        " project. Here it"
        " is: two pages, attached as a PDF. It is my own write-up and contains nothing"
        " confidential to Lakeshore.\n\n"
        "Page 2 answers the question you asked about bad plans in bad weather. Each"
        " depot could"
        " return to the previous timetable in four minutes, without waiting for an"
        " engineer.\n\n"
        "There is no need to reply. If it raises questions, I would enjoy talking them"
        " through.\n\nBest regards,\nInes Okafor"
    ),
)
CHECK_IN = (
    "Checking in: Timetables role (Ines Okafor)",
    (
        "Hi Dana,\n\n"
        "When we met on June 2, you expected a decision by Friday, June 12. I know"
        " these things"
        " can move, and I am happy to wait. I am still very interested in the"
        " Timetables role,"
        " so I wanted to ask whether there is a new date I should keep in mind.\n\n"
        "If anything else from me would help, I can send it the same day.\n\n"
        "Thank you,\nInes Okafor\n+1 207 555 0142"
    ),
)
PHONE = (
    "Hello Dana, this is Ines Okafor. I interviewed for the senior engineer role on the"
    " Timetables team on June second. Is this a good moment?\n\n"
    "You expected a decision by last Friday, so I am calling to ask where things"
    " stand, and"
    " to say that I am still very interested.\n\n"
    "Thank you. Is there anything I can send that would help?\n\n"
    "And when would be a sensible time to expect news?\n\n"
    "Thank you, Dana. I will leave it with you.\n\n"
    "Hello Dana, this is Ines Okafor, calling about the Timetables engineering role I"
    " interviewed for on June second. You expected a decision by last Friday. I am"
    " still"
    " very interested, and I would be glad of any news when you have it. My number"
    " is 207"
    " 555 0142. That is 207 555 0142. Thank you, Dana."
)
REPLIES = {
    "rejection": "Hi Dana,\n\n"
    "Thank you for telling me, and for explaining that the team chose someone with"
    " ferry"
    " experience. I enjoyed meeting you, Tomas and Mei-Lin, and I would be glad to be"
    " considered again if the Timetables team grows.\n\nI wish you a calm season.\n\n"
    "Best regards,\nInes Okafor",
    "withdraw": "Hi Dana,\n\n"
    "I am writing to withdraw from the senior engineer search. I have accepted"
    " another role,"
    " and I wanted you to know today so that it does not hold up your shortlist.\n\n"
    "You ran a very well-organized interview day. Please pass my thanks to Tomas and"
    " Mei-Lin; I will write to them too.\n\nBest regards,\nInes Okafor",
}
BAD = (
    "Hi team,\n\n"
    "I hope this email finds you well! Thank you so much for taking the time out of"
    " your"
    " busy schedule to meet with me yesterday. I was absolutely blown away by [COMPANY"
    " NAME] and I really, truly believe I would be a perfect fit!! Sorry if I seemed"
    " nervous.\n\n"
    "I have other offers, so please let me know by Friday. What is the salary"
    " range?\n\n"
    "Thanks in advance,\nInes"
)


def person(who: str, interview: Interview = CORVANE) -> Interviewer:
    """The interviewer with this id."""
    return next(p for p in interview.interviewers if p.id == who)


def draft(kind: Kind, who: str, text: str, subject: str = "", **changes: Any) -> Draft:
    """A draft to one of the three; `changes` replace any of its fields."""
    made = Draft(
        kind=kind,
        text=text,
        subject=subject,
        sender=YOU.email if kind.is_email else None,
        recipient=person(who).email if kind.is_email else None,
        interview=CORVANE,
        interviewer=person(who),
    )
    return replace(made, **changes)


def thank_you(who: str = "dana", text: str = "", **changes: Any) -> Draft:
    """The sample email, or another text to the same reader."""
    subject, sample = THANK_YOU[who]
    subject = changes.pop("subject", subject)
    return draft(Kind.THANK_YOU, who, text or sample, subject, **changes)


def card(who: str = "dana", text: str = "", **changes: Any) -> Draft:
    """The sample card."""
    return draft(Kind.CARD, who, text or CARD[who], **changes)


def linkedin(who: str = "dana", text: str = "", **changes: Any) -> Draft:
    """The sample LinkedIn note."""
    return draft(Kind.LINKEDIN, who, text or LINKEDIN[who], **changes)


def takeaway(text: str = "", **changes: Any) -> Draft:
    """The sample takeaway, to Tomas."""
    made = draft(Kind.TAKEAWAY, "tomas", text or TAKEAWAY[1], TAKEAWAY[0])
    attached = {"attachment": Path("Okafor-rollback-plan.pdf"), **changes}
    return replace(made, **attached)


def check_in(text: str = "", **changes: Any) -> Draft:
    """The sample check-in, to Dana."""
    return draft(Kind.CHECK_IN, "dana", text or CHECK_IN[1], CHECK_IN[0], **changes)


def reply(which: str = "rejection", text: str = "", **changes: Any) -> Draft:
    """A sample reply, to Dana."""
    return draft(
        Kind.REPLY, "dana", text or REPLIES[which], "Re: Timetables", **changes
    )


def phone(text: str = "", **changes: Any) -> Draft:
    """The sample script and voicemail, to Dana."""
    return draft(Kind.PHONE, "dana", text or PHONE, **changes)


def everything() -> tuple[Draft, ...]:
    """All sample drafts of the loop."""
    people = ("dana", "tomas", "meilin")
    return (
        *(thank_you(who) for who in people),
        *(card(who) for who in people),
        *(linkedin(who) for who in people),
        takeaway(),
        check_in(),
        phone(),
        *(reply(which) for which in REPLIES),
    )


def found(note: Draft, rule: str, others: Others = NOBODY) -> Finding | None:
    """The first finding of one rule in one draft, as `examine` would give it.

    No other rule has to look: only what is too long is read by none.
    """
    read = Note(note, others)
    is_book = tuple(findings(read, only={"F0"}))
    hits = is_book or tuple(findings(read, only={rule}))
    return next((f for f in hits if f.rule == rule), None)


def severity(note: Draft, rule: str, others: Others = NOBODY) -> str:
    """`refuse`, `warn`, or nothing at all."""
    finding = found(note, rule, others)
    return str(finding.severity) if finding else ""


def alone(**changes: Any) -> Interview:
    """The interview with one person, Dana, changed in some of her fields."""
    return replace(CORVANE, interviewers=(replace(DANA, **changes),))


def to(who: Interviewer, text: str = "", kind: Kind = Kind.THANK_YOU) -> Draft:
    """A note to somebody who is the only interviewer."""
    interview = replace(CORVANE, interviewers=(who,))
    return Draft(
        kind=kind,
        text=text
        or f"Hi {who.address_as or who.name},\n\nThank you.\n\nBest,\nInes Okafor",
        subject="Thank you: Timetables",
        sender=YOU.email,
        recipient=who.email if kind.is_email else None,
        interview=interview,
        interviewer=who,
    )


def body(words: str, end: str = "", who: str = "dana", **changes: Any) -> Draft:
    """An email of these words between the sample's greeting and its ending."""
    end = end or f"Best regards,{SIGNED}"
    text = f"Hi {person(who).address_as},\n\n{words}\n\n{end}"
    return thank_you(who, text, **changes)


def with_own(words: str, **fields: Any) -> Draft:
    """The same to Dana, whose interview has other fields for her."""
    who = replace(DANA, **fields)
    interview = replace(CORVANE, interviewers=(who, *CORVANE.interviewers[1:]))
    return body(words, interviewer=who, interview=interview)


def named(name: str, local: str = "", **changes: Any) -> Interviewer:
    """Somebody of whom only the name is known, and perhaps an address."""
    email = Address.parse(f"{local}@corvane.example") if local else None
    bare: dict[str, Any] = {"given": "", "family": "", "address_as": "", **changes}
    return replace(DANA, name=name, email=email, **bare)
