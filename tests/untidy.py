"""Days as tired people note them: every trade, every shape of value, seeded.

Each list holds what reading must cope with: tidy and untidy, whole and cut, sad and
negative, turned the wrong way round. A day takes of each as much as it is asked for.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import yaml

from drafter.interview import Role, Stage, Tone
from tests.notes import reading


if TYPE_CHECKING:
    from drafter.reading.interview_file import Reading

TRADES = (
    ("Corvane Ferries", "Senior Software Engineer, Timetables", "US"),
    ("St Brigid's Hospital", "Staff Nurse", "GB"),
    ("Hobb & Daughters Ltd", "Pastry Chef (nights)", "IE"),
    ("Molen Museum GmbH", "Exhibition Technician", "DE"),
    ("Tui Valley Dairy Limited", "Farm Assistant", "NZ"),
    ("Karoo Solar Pty Ltd", "Site Electrician", "AU"),
    ("Saffron Rail Pvt. Ltd.", "Signal Engineer II", "IN"),
    ("Lac Bleu Housing Inc.", "Housing Officer", "CA"),
)
"""Employer, position, country."""
NAMES = (
    "Dana Whitlock", "Tomas Lindqvist", "Mei-Lin Zhao", "Ruth Adeyemi", "Ola Brandt",
    "Priya Raman", "Noor Haddad", "Sam O'Dell", "Zoë Marsh", "Ivo Petrov",
    "Lucía Ferrer", "Ken Abara",
)  # fmt: skip
TOPICS = (
    "the release calendar", "how you plan the crews",
    "pairing on the tide-table test", "the trial shift", "pay and notice",
    "The rota.", "about the kiln", "that wall of old bugs",
    "why the night build fails", "2 ovens and 1 proofer", "C++ & the <b> tag",
    "Mrs Bell in room 4", "the closure of the east wing",
    "what happens when the boat is late", "mondays at the depot",
    "moving the scheduler off the old database", "Kafka", "your *new* rota_v2",
    "the two ports that share one pilot and one very old crane", "night visits",
)  # fmt: skip
SAID = (
    "new timetables ship in spring and summer is for fixes only",
    "that nobody deploys on a friday", "to bring boots", "never to trust the gauge",
    "how the rota came to be", "what you look for is patience",
    "You said that the kiln runs on wednesdays.",
    "the last rota burned out two people", "the crane is older than i am",
    "half the calls are false alarms, nobody minds",
    "we lost a deckhand in the storm of 2019", "she plans the crews on paper first",
    "they keep one berth free for the pilot", "its a small team w/ 3 vans",
    "the pay is low but the work is steady", "about the flood in the cellar",
    "whether it floods depends on the moon", "the ward dont close at night",
    "\"We'd rather be late than wrong\"", "the budget was cut in half last month",
)  # fmt: skip
REACTIONS = (
    "I'd want the same in my first month.", "i like that rule",
    "That would suit me well.", "My last team learned it the hard way.",
    "I have worked to such a plan for six yrs.", "Good.", "It did not put me off.",
    "I would sleep better for it.", "So would I!", "I have the boots already.",
    "I'm used to worse gauges.", "It made me smile.",
    "I wrote to my sister about it.",
    "I was sorry to hear it, and glad that you told me.",
)  # fmt: skip
QUOTES = (
    "nobody deploys on a Friday in August", "A late ferry is a nuisance.",
    "Would you get on that boat?", "patience, patience, and then a hammer",
    "we fix it once", '"measure twice"', "that is the whole secret",
    "I'd rather have a late close than a wrong one", "If it hums, leave it alone!",
    "No plan survives the school run", "the tide does not read email…",
    "milk first, meetings later",
)  # fmt: skip
ASKED = (
    "how I would explain a late change", "what I do when a test is wrong",
    "why I left my last job", "can you drive a van?", "about the storm",
    "for an example of a bad day", "whether I mind early starts",
    "me to sketch the rota", "how long a bad plan may stay live", "do I mind dogs",
    "What is your worst fault?", "where i would put the second oven",
    "to see my hands", "How many beds do you run?", "when I could start",
    "what she would find hardest about me",
)  # fmt: skip
ANSWERS = (
    "I tell whoever is at sea first.", "one minute at most",
    "I fix the test before the code. Then I say so.", "Yes, and a tractor.",
    "I left because the bakery closed.", "I put the plan on one page and ask.",
    "I don't, as long as there is tea.", "On the north wall!",
    "From the first of July.", "I get up at five anyway.",
    "I count to ten, then I write it down.", "Too many lists.",
    "The hardest is my handwriting.", "I'd stop it within the hour.",
)  # fmt: skip
THANKS = (
    "looking after me so well", "for the tour of the cold store", "your time",
    "showing me the real version", "that you let me try the crane",
    "being honest about winter", "the tea.", "letting me go down the wrong path",
    "such frank answers", "lending me your boots", "thank you for the map",
    "you walked me to the bus", "explaining why the wing is closing",
    "the long answer to my short question", "introducing me to her team",
    "drawing the system on 1 page",
)  # fmt: skip
MOMENTS = (
    "let me drive", "you drew the storm on the window",
    "walked me to the door yourself", "shared your soup with me",
    "waited before you answered", "ran the failing build", "showed me her laptop",
    "opened the ticket list in front of me", "told me to sit",
    "made me weigh the flour", "admitted that the rota is a mess",
    "let the apprentice answer first", "rang the bell", "fed the calf",
)  # fmt: skip
STRUCK = (
    "a calendar that protects the crews", "how openly the accident is talked about",
    "The wall of bugs.", "that nobody shouts", "the quiet of the ward",
    "your planners sitting w/ the engineers", "by the smell of bread at 4 am",
    "how calm everyone was", "the index nobody had written down", "her patience",
    "the logs kept since 2004", "the number of people who came back",
    "your wall of keys", "what the cellar holds",
)  # fmt: skip
LINKS = (
    "At Lakeshore Bus I wrote the notes that drivers actually read.",
    "I cut night calls from nine a week to one.",
    "we re-planned the depot in six minutes.", "I kept bees for 9 yrs",
    "That is what I did at my last job.",
    "I moved a ticketing system without a night of downtime.",
    "ran the pass for a year.", "I have hired for a town that has one bus a day.",
    "I baked for a hotel of 90 beds.", "I wired two schools and a barn.",
    "Also I speak Portuguese.", "I looked after my father for a year.",
    "I built a field app for tunnels.",
    "I once closed four hundred old tickets by fixing three queries.",
)  # fmt: skip
OWN = (
    "I slept on it, and I want to do it.", "i would like to see the cellar in spring",
    "The bus home took two hours and I did not mind.", "My notebook is full.",
    "Say hello to the calf.", "There is a word for it in Danish.",
    "I read the leaflet on the train.", "They would like it at home.",
    "I dreamed of the tide table.", "I tried your recipe. It rose.",
    "Still, I would choose the night shift.", "I counted the steps: 96.",
    "Nobody here believed me about the crane.", "I have ironed the apron.",
)  # fmt: skip
DETAILS = (
    "Three floors, three talks, and I was never lost.",
    "The bell by your door is lovely",
    "the map over your desk says more than the slides did.",
    "I still smell of bread.", "Your dog has excellent manners.",
    "Both of them were kind.", "The kettle made me feel at home.",
    "I found the pilot boat on my way home!", "That wall told me a lot.",
    "The clock that runs backwards explained everything.",
    "It was the best soup in weeks.", "I put the photo of the crew on my fridge.",
    "Your handwriting is worse than mine.", "The calf has found my glove.",
)  # fmt: skip
CLOSES = (
    "I'd like to do the next one with you.", "i hope the next chart is a real one",
    "See you on the pontoon, I hope.", "Save me an apron.", "Count me in, fog and all.",
    "I would take the night boat for it", "Monday week would suit me, boots and all.",
    "I'd like my name on that rota.", "That would suit me very well.",
    "Next time I bring the bread.", "I hope to hear the bell from the inside.",
    "The spring tide is late this year; so be it.", "Keep me a hook by the door!",
    "I'd be glad to be one of the nine.",
)  # fmt: skip
PROMISES = (
    "send you the rollback plan", "send the recipe", "to lend you the book",
    "I would call the depot", "Email you my references.", "share her the photos",
    "bring the sketch by", "look up the name of the glue", "find the old timetable",
    "ask my brother about the crane", "copy the rota for you", "post the key back",
)  # fmt: skip
REASONS = (
    "I grew up on an island, and a late ferry is a missed school day.",
    "i want to work with my hands again", "Because of the tides.",
    "My grandmother was born on that ward.",
)  # fmt: skip
FIELDS = {
    "they_said": SAID, "reaction": REACTIONS, "quote": QUOTES, "asked": ASKED,
    "answer": ANSWERS, "thanks_for": THANKS, "moment": MOMENTS, "impressed_by": STRUCK,
    "my_link": LINKS, "own_words": OWN, "card_detail": DETAILS,
    "close": CLOSES,
}  # fmt: skip
FEW = 5
ACTS = (
    "the hour in the cold store", "showing me the real rota",
    "walking me to the gate", "your frank answers", "lending me an apron",
    "the coffee after the visit", "drawing the junction for me",
    "introducing me to the herd", "showing me the roof",
    "finding the old photographs", "an honest word about winter",
    "the lift to the yard",
)  # fmt: skip
TIMELINES = ("unknown", "by Friday week", "a decision by June 19", "soon")


class Day(NamedTuple):
    """What a day is asked to be."""

    seed: int
    people: int
    density: float
    """How likely a field is filled."""
    tone: Tone
    stage: Stage
    role: Role | None = None
    """Of everybody; None: mixed."""
    trade: int = 0

    @property
    def text(self) -> str:
        """The file, as YAML."""
        dice = random.Random(self.seed)
        employer, position, country = TRADES[self.trade % len(TRADES)]
        told: dict[str, object] = {
            "you": {
                "name": "Ines Okafor",
                "email": "ines.okafor@mail.example",
                "phone": "+1 207 555 0142",
            },
            "employer": {"name": employer, "country": country},
            "position": position,
            "date": "2026-06-02",
            "tone": str(self.tone),
            "stage": str(self.stage),
            "timeline": dice.choice(TIMELINES),
            "interviewers": self._people(dice),
        }
        if dice.random() < self.density:
            told["reasons"] = dice.sample(REASONS, dice.randint(1, 2))
        return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000)

    def _people(self, dice: random.Random) -> list[dict[str, object]]:
        columns = {
            name: dice.sample(values, self.people) for name, values in FIELDS.items()
        }
        topics = dice.sample(TOPICS, self.people)
        promises = dice.sample(PROMISES, self.people)
        roles = list(Role)
        people = []
        for n in range(self.people):
            told: dict[str, object] = {
                "name": NAMES[n],
                "role": str(self.role or dice.choice(roles)),
                "email": f"person{n}@firm.example",
                "topics": topics[n],
            }
            noted = [name for name in FIELDS if dice.random() < self.density]
            told |= {name: columns[name][n] for name in noted}
            if len(set(noted) - {"reaction", "answer", "card_detail", "close"}) < FEW:
                # Of the little there is, all may be left out: too vague, too private.
                told["thanks_for"] = ACTS[n]
            if dice.random() < self.density / 3:
                told["takeaways"] = [{"promised": promises[n]}]
            people.append(told)
        return people

    def read(self) -> Reading:
        """As drafter reads it: mended, left out, warned of."""
        return reading(self.text)


def days(people: int, count: int, seed: int = 0) -> list[Day]:
    """So many days of so many people; tones, stages, trades and roles take turns."""
    dice = random.Random(seed + people)
    tones, stages, roles = list(Tone), list(Stage), [None, None, *Role]
    return [
        Day(
            seed=(seed * 100 + people) * 1000 + n,
            people=people,
            density=dice.choice((0.05, 0.2, 0.5, 0.9)),
            tone=tones[(people + n) % len(tones)],
            stage=stages[(people * 3 + n) % len(stages)],
            role=dice.choice(roles),
            trade=people + n,
        )
        for n in range(count)
    ]
