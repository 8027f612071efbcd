"""Made-up interviews for the tests: loops of many people, full notes and sparse ones.

The values are awkward on purpose, each of a shape that real notes have: a gerund topic,
a "how ..." topic, a sad fact, a negative one, a plural, a name.
"""

from __future__ import annotations

from datetime import date

from drafter.address import Address
from drafter.interview import (
    Employer,
    Interview,
    Interviewer,
    Position,
    Role,
    Stage,
    Statement,
    Takeaway,
    Tone,
    You,
)
from tests.changed import replace


SPARSE = ("they_said", "thanks_for", "my_link", "card_detail")
"""Any one of these may be missing for everyone."""

PEOPLE = (
    ("Dana", "Whitlock"), ("Tomas", "Lindqvist"), ("Mei-Lin", "Zhao"),
    ("Ruth", "Adeyemi"), ("Ola", "Brandt"), ("Priya", "Raman"),
    ("Noor", "Haddad"), ("Sam", "O'Dell"), ("Zoë", "Marsh"),
    ("Ivo", "Petrov"), ("Lucía", "Ferrer"), ("Ken", "Abara"),
)  # fmt: skip
TOPICS = (
    "the release calendar", "pairing on the tide-table test", "how you plan the crews",
    "the storm problem", "your on-call rota", "the tickets nobody owns",
    "moving the scheduler off the old database", "why the night build fails",
    "the two ports that share one pilot", "hiring for the island offices",
    "whether the app should work without a signal", "Kafka at the smaller harbors",
)  # fmt: skip
SAID = (
    "new timetables ship in spring and summer is for fixes only",
    (
        "the planners spend ninety minutes rebuilding the day by hand"
        " when one berth closes"
    ),
    "a good replay test is worth three good guesses",
    "you lost a deckhand in the storm of 2019 and the alarms were built after that",
    "the last rota burned out two engineers",
    "half of the tickets turn out to be one missing index",
    "the old database cannot be stopped, only moved around",
    "nobody has slept through a release since March",
    "one pilot boat serves both ports and everyone knows its captain",
    "people on the islands stay for ten years if they stay for one winter",
    "most passengers open the app in a car park with one bar of signal",
    "you would rather read yesterday's log than guess",
)  # fmt: skip
LINKS = (
    "At Lakeshore Bus I wrote the release notes that drivers actually read.",
    "When a road closed, our depot needed fifty minutes to re-plan. It now needs six.",
    "I wrote a replay harness that found two clock bugs in its first week.",
    "I ran the incident reviews at my last job, including two after accidents.",
    "My team cut night calls from nine a week to one.",
    "I once closed four hundred old tickets by fixing three queries.",
    "I moved a ticketing system to Postgres without a night of downtime.",
    "Our build had the same habit, and I found the cause in a time zone.",
    "I modeled shared platforms for a small railway.",
    "I have hired for a town that has one bus a day.",
    "I built a field app for inspectors who work in tunnels.",
    "I kept a small cluster alive on three old machines for two years.",
)  # fmt: skip
THANKS = (
    "looking after me so well", "showing me the real version", "letting me drive",
    "the twenty minutes before your flight", "such frank answers",
    "the walk along the quay", "drawing the whole system on one page",
    "explaining the build without excuses", "the tour of the pilot station",
    "being honest about the winters", "lending me your phone to try it",
    "the long answer to my short question",
)  # fmt: skip
DETAILS = (
    "Three floors, three conversations, and I was never lost.",
    "The map over your desk says more than the slides did.",
    "That wall of old bugs told me a lot about the team.",
    "I will remember the brass bell by the door.",
    "The kettle in the server room made me feel at home.",
    "Your list of owners on the back of a ticket is a good idea.",
    "I still smile at the database with a name tag.",
    "The clock that runs backwards explained everything.",
    "I looked for the pilot boat on my way home.",
    "The photo of the first island crew was worth the trip.",
    "I tried the app again on the train, in a tunnel.",
    "The log you printed is pinned above my desk.",
)  # fmt: skip
ASKED = (
    "how I would explain a late change", "how long a bad plan stays live",
    "what I do when a test is wrong", "about the review after the accident",
    "how I say no to a night call", "who should own a ticket",
    "about the day the migration went wrong", "why our build was slow",
    "how two ports can share a boat", "where I would open the next office",
    "what the app does in a tunnel", "how small a cluster can be",
)  # fmt: skip
ANSWERS = (
    "I tell whoever is at sea first, and the office second.",
    "One minute at most, and the old plan is one key away.",
    "I fix the test before I touch the code.",
    "We read the log aloud, and nobody was blamed.",
    "I say no on the phone, and yes in the morning.",
    "Whoever can close it owns it.",
    "I stopped the clock, and put the old tables back.",
    "Two steps waited for each other, and neither said so.",
    "One boat takes turns by the tide, and not by the port.",
    "On the island that has no office yet.",
    "It keeps the last timetable, and says how old it is.",
    "Three machines, if one of them may be asleep.",
)
REACTIONS = (
    "That is the calendar I would want as a driver.",
    "I have seen fifty of those minutes, and they can be had back.",
    "I would trade three good guesses for one such test.",
    "Alarms that were paid for are the ones I trust.",
    "I would begin by asking the two of them.",
    "One index is a good day's work.",
    "Moving around a thing that runs is work I know.",
    "I would like to sleep through the next one, and let you sleep too.",
    "I would make the captain's day the first test case.",
    "I have stayed for one winter before.",
    "I would test it in that car park.",
    "I read logs with my breakfast.",
)
"""Each is of the `they_said` in its place."""
STRUCK = (
    "a calendar that protects the crews", "the speed of the night shift",
    "the wall of old bugs", "how openly the accident is talked about",
    "the rota on one sheet of paper", "the index nobody had written down",
    "the care taken with the old data", "a build that tells you what it waits for",
    "the two harbor maps side by side", "the number of people who came back",
    "the app on a five-year-old phone", "the logs kept since 2004",
)  # fmt: skip
MOMENTS = (
    "walked me to the door yourself", "drew the storm on the window",
    "let me drive", "waited before you answered that question",
    "said what you would change first", "opened the ticket list in front of me",
    "showed me the table with the typo", "ran the failing build for me",
    "asked the pilot to say hello", "told me about the bad winter",
    "put the phone in my hand", "read the log aloud",
)  # fmt: skip
PLAIN = ("the ", "your ", "Kafka ")
"""How topics begin that can follow "we talked about"."""
ROLES = (
    Role.RECRUITER, Role.HIRING_MANAGER, Role.PEER, Role.EXECUTIVE, Role.OTHER,
    Role.PEER, Role.HIRING_MANAGER, Role.PEER, Role.AGENCY_RECRUITER, Role.OTHER,
    Role.EXECUTIVE, Role.PEER,
)  # fmt: skip


_SECOND = {"they_said": "reaction", "asked": "answer"}
"""What goes with a field that is emptied."""


def interviewer(n: int, role: Role | None = None) -> Interviewer:
    """The nth person of the cast, with full notes."""
    given, family = PEOPLE[n]
    return Interviewer(
        id=f"p{n}",
        name=f"{given} {family}",
        given=given,
        family=family,
        address_as=given,
        honorific=("Ms.", "Dr.", "", "Mx.")[n % 4],
        role=role or ROLES[n],
        email=Address(f"person{n}", "corvane.example"),
        topics=(TOPICS[n],),
        about=(TOPICS[n],) if TOPICS[n].startswith(PLAIN) else (),
        they_said=SAID[n],
        reaction=REACTIONS[n] if n % 3 == 2 else "",
        reacts_to="they_said" if n % 3 == 2 else "",
        my_link=LINKS[n],
        thanks_for=THANKS[n],
        card_detail=DETAILS[n],
        asked=ASKED[n] if n % 2 else "",
        answer=ANSWERS[n] if n % 4 == 1 else "",
        impressed_by=STRUCK[n] if n % 3 == 0 else "",
        moment=MOMENTS[n] if n % 3 == 1 else "",
        takeaways=(
            (
                Takeaway(
                    promised=f"send you the plan of project {n + 1}",
                    due=date(2026, 6, 4),
                ),
            )
            if n % 4 == 1
            else ()
        ),
    )


def loop(
    count: int,
    *,
    tone: Tone = Tone.WARM,
    stage: Stage = Stage.ONSITE,
    without: str = "",
    role: Role | None = None,
    first: int = 0,
    timeline: date | None = date(2026, 6, 12),
) -> Interview:
    """`count` people of one interview; `without` empties one field for everyone."""
    people = tuple(interviewer((first + n) % 12, role) for n in range(count))
    for field in (without, _SECOND.get(without, "")):
        if field:
            people = tuple(replace(person, **{field: ""}) for person in people)
    return Interview(
        you=You(
            name="Ines Okafor",
            email=Address("ines.okafor", "mail.example"),
            phone="+1 207 555 0142",
            linkedin="linkedin.com/in/ines-okafor-example",
        ),
        employer=Employer(
            name="Corvane Ferries", short="Corvane", domain="corvane.example"
        ),
        position=Position(
            title="Senior Software Engineer, Timetables", short="Timetables"
        ),
        date=date(2026, 6, 2),
        interviewers=people,
        tone=tone,
        stage=stage,
        timeline=(Statement(date(2026, 6, 2), "by Friday week", timeline, named=True),),
        next_step="references",
    )
