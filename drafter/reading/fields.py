"""The field table: every key a file may hold, what it is, and the words asking for it.

The typed reading, the JSON Schema and the questions of `drafter new` all come from
these rows. A help with `___` is a sentence that the value finishes: what reads well
there reads well in a note. What takes the whole file (enough said, ids, the timeline's
words) only reading it checks.
"""

from __future__ import annotations

from drafter.interview import CardSize, Handwriting, Role, Stage, Tone
from drafter.reading.records import Field
from drafter.reading.shapes import (
    COUNTRY,
    DAY,
    DOMAIN,
    DUE,
    EMAIL,
    LINES,
    LINK,
    NAME,
    PATH,
    PHONE,
    PORT,
    TEXT,
    TIMELINE,
    YES_NO,
    list_of,
    mapping,
    mappings,
    named,
    object_schema,
    one_of,
    words,
)


MOST_INTERVIEWERS = 12

YOU = (
    Field("name", NAME, "your full name, as you sign"),
    Field("email", EMAIL, "your address: emails are from it"),
    Field("phone", PHONE, "your number with its country; the phone script gives it"),
    Field("linkedin", TEXT, "your profile, as it stands under your emails"),
    Field("postal", list_of(TEXT), "the lines of your return address"),
    Field("country", COUNTRY, "your country: US, DE, JP, ..."),
    Field("handwriting", one_of(Handwriting), "how large you write"),
    Field("linkedin_premium", YES_NO, "yes: connection notes may have 300 characters"),
    Field("past_employers", list_of(NAME), "employers any note may name"),
    Field("others", list_of(NAME), "employers you also talk to: no note names them"),
)

EMPLOYER = (
    Field("name", NAME, "the employer's name, as they write it", required=True),
    Field("short", NAME, "the name as one says it in a sentence"),
    Field("domain", DOMAIN, "what follows the @ in their addresses"),
    Field("allowed_domains", list_of(DOMAIN), "other domains they write from"),
    Field("country", COUNTRY, "whose weekend and holidays count: US, DE, JP, ..."),
    Field("region", TEXT, "the state or province whose holidays count"),
    Field("postal", list_of(TEXT), "the lines of the office address, for the card"),
)

POSITION = (
    Field("title", TEXT, "the job's title, as they write it", required=True),
    Field("short", TEXT, "I am interested in the ___ role"),
    Field("team", TEXT, "I would be happy to join the ___ team"),
)

TAKEAWAY = (
    Field("promised", TEXT, "I said I would ___", required=True),
    Field("due", DUE, "the day you said; else the next business day"),
    Field("here_is", TEXT, "Here is ___"),
    Field("pointer", TEXT, "which part is useful, and why"),
    Field("file", PATH, "the file to attach; its path starts at this file"),
    Field("link", LINK, "or where it can be read"),
)

INTERVIEWER = (
    Field("name", NAME, "the full name, spelt as they spell it", required=True),
    Field("id", NAME, "a short name for files and --only; else made from the name"),
    Field("given", NAME, "the given name"),
    Field("family", NAME, "the family name"),
    Field("address_as", NAME, "the name they gave as theirs"),
    Field("honorific", TEXT, "Ms., Mr., Mx., Dr., Prof., only if you know"),
    Field("role", one_of(Role), "what they are to the job"),
    Field("title", TEXT, "their job title"),
    Field("email", EMAIL, "their own address; leave it out rather than guess"),
    Field("phone", PHONE, "their number"),
    Field("personal_mailbox", YES_NO, "yes: an address like team@ is theirs alone"),
    Field("linkedin_ok", YES_NO, "no: no connection note"),
    Field(
        "topics",
        list_of(TEXT),
        "We talked about ___",
        required=True,
        judged=True,
    ),
    Field("they_said", TEXT, "You said that ___"),
    Field("reaction", TEXT, "what you thought when they said it"),
    Field("quote", TEXT, "their own words, 25 at most"),
    Field("asked", TEXT, "You asked ___"),
    Field("answer", TEXT, "what you would say to it now"),
    Field("thanks_for", TEXT, "Thank you for ___"),
    Field("impressed_by", TEXT, "I was struck by ___"),
    Field("moment", TEXT, "I liked that you ___"),
    Field("my_link", TEXT, "what you have done that connects"),
    Field("own_words", TEXT, "what you would say to them"),
    Field("card_detail", TEXT, "something else, for the card"),
    Field("close", TEXT, "your last sentence to them, in place of a wish of ours"),
    Field("letter", LINES, "instead of all this: your own whole email to them"),
    Field("card", LINES, "likewise: your own whole card"),
    Field("takeaways", mappings(TAKEAWAY), "what you promised them"),
)

CONTACT = (
    Field("id", NAME, "an interviewer's id"),
    Field("name", NAME, "or someone else's full name"),
    Field("email", EMAIL, "their own address"),
    Field("phone", PHONE, "their number"),
    Field("channel", one_of(("email", "phone")), "how they asked to be reached"),
)

_TONE = Field("tone", one_of(Tone), "formal, warm or brief")
_CARD = Field("card", one_of(CardSize), "the size of your cards")

INTERVIEW = (
    Field("you", mapping(YOU), "who you are; may stand in config.yaml"),
    Field("employer", mapping(EMPLOYER, "name"), "where it was", required=True),
    Field("position", mapping(POSITION, "title"), "the job", required=True),
    Field("date", DAY, "the day of the interview", required=True),
    Field("stage", one_of(Stage), "how far along it was"),
    _TONE,
    _CARD,
    Field(
        "timeline",
        TIMELINE,
        "when they decide: their words, a date, or `unknown`",
        required=True,
    ),
    Field("next_step", TEXT, "They said the next step is ___"),
    Field("reasons", list_of(TEXT), "why you want this job"),
    Field("contact", mapping(CONTACT, "id"), "whom to ask, if not clear"),
    Field(
        "interviewers",
        mappings(INTERVIEWER, MOST_INTERVIEWERS),
        "who interviewed you",
        required=True,
    ),
)

ACCOUNT = (
    Field("address", EMAIL, "the From address it is for", required=True),
    Field("host", TEXT, "the IMAP server; known for the big providers"),
    Field("port", PORT, "993, unless they say otherwise"),
    Field("tls", one_of(("implicit", "starttls", "none")), "how it is encrypted"),
    Field("ca_file", PATH, "an own certificate authority"),
    Field("user", TEXT, "the login, if it is not the address"),
    Field("auth", one_of(("password", "xoauth2", "oauthbearer")), "how to log in"),
    Field("password_command", words(), "a program that prints the password"),
    Field("token_command", words(), "a program that prints an access token"),
    Field("drafts", TEXT, "the Drafts folder, where the server marks none"),
)

CONFIG = (
    Field("you", mapping(YOU), "who you are, for every interview"),
    Field("body", one_of(("both", "text")), "both: text and HTML; text: no HTML"),
    _TONE,
    _CARD,
    Field("accounts", named(mapping(ACCOUNT)), "your IMAP accounts, each by a name"),
)


def json_schema() -> dict[str, object]:
    """Make the schema, as `drafter schema` prints it."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "drafter: one interview day at one employer",
        **object_schema(INTERVIEW),
    }
