"""Somebody who reads their drafts in Thunderbird: the steps, in the order of a day.

Each step finds the folder as the one before has left it, with the user's own versions
in it; what drafter must not touch grows from step to step.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tests.clients.thunderbird.client import Shown
from tests.clients.writer import files, words


if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage

    from tests.clients.thunderbird.client import Thunderbird
    from tests.clients.writer import Writer

THANKS = "thanks i.yaml --imap"
TAKEAWAY = "takeaway i.yaml --imap"
DANA, MEILIN = "dana.whitlock@corvane.example", "meilin.zhao@corvane.example"
TOMAS, STORM = "tomas.", "storm problem"
MINE = "Words of my own."
SETTLES = 15.0
"""Seconds in which Thunderbird removes what it has saved anew."""


class Reader(NamedTuple):
    """Somebody who reads their drafts in Thunderbird."""

    writer: Writer
    thunderbird: Thunderbird

    def opens_the_file(self) -> None:
        """Open an .eml with an attachment, as a double click on the file does."""
        (takeaway,) = [draft for draft in self.writer.drafts() if files(draft)]
        _shows(self.thunderbird.shown(), takeaway)
        self.thunderbird.close()
        _say(
            "`thunderbird -file takeaway-tomas.eml` opens an HTML composer: the one To,"
            " no Cc or Bcc, the subject, every word, and the attachment"
        )

    def opens_every_draft(self) -> None:
        """Open and close each; the folder stays as it is."""
        before = self.writer.mails()
        for draft in self.writer.drafts():
            _shows(self.thunderbird.open(draft["Message-ID"]), draft)
            self.thunderbird.close()
        assert len(before["Drafts"]) == 4
        assert self.writer.mails() == before
        assert set(self.writer.run(THANKS).values()) == {"unchanged"}
        _say("each of 4 drafts of the folder opens likewise, and is not changed by it")

    def saves_an_edited_draft(self) -> None:
        """Save an edited letter, and one with a file: the user's from now on."""
        for draft in (*self.writer.drafts(DANA), *filter(files, self.writer.drafts())):
            count = self._subjects()
            self._edits(draft)
            assert self._subjects() == count
            (edited,) = (
                d for d in self.writer.drafts() if d["Subject"] == draft["Subject"]
            )
            assert MINE in " ".join(words(edited, "html"))
            assert files(edited) == files(draft)
        checked = self.writer.desk.run("check --imap").output
        assert checked.count("good to send") == 4, checked
        self._stays({"thank-you-dana": "kept", "takeaway-tomas": "kept"})
        _say(
            "an edited draft is saved under a new Message-ID, with its file, and the"
            " old one is removed; drafter keeps it, `check --imap` reads it, and"
            " nothing is doubled"
        )

    def saves_a_draft_that_was_replaced_meanwhile(self) -> None:
        """Save one whose original drafter has replaced while it was open."""
        (draft,) = self.writer.drafts(MEILIN)
        self.thunderbird.open(draft["Message-ID"])
        self.writer.desk.say("an hour of real pairing", "two hours of real pairing")
        assert self.writer.run(THANKS)["thank-you-meilin"] == "replaced"
        (newer,) = self.writer.drafts(MEILIN)
        self.thunderbird.write(f" {MINE}")
        self.thunderbird.save()
        self.thunderbird.close()
        self._settles(lambda: len(self.writer.drafts(MEILIN)) == 2)
        ours, edited = self.writer.drafts(MEILIN)
        assert ours.as_bytes() == newer.as_bytes()
        assert "two hours" in " ".join(words(ours))
        assert MINE in " ".join(words(edited, "html"))
        self._stays({"thank-you-dana": "kept", "takeaway-tomas": "kept"})
        _say(
            "a draft that was replaced while it was open: the new one and the words of"
            " the user both lie in the folder, and stay"
        )

    def saves_a_draft_under_another_subject(self) -> None:
        """Save one with nothing left that says it was ours, but for the recipient."""
        (draft,) = (d for d in self.writer.drafts(TOMAS) if STORM in d["Subject"])
        self._edits(draft, "A subject of my own")
        assert self._subjects()["A subject of my own"] == 1
        kept = {"thank-you-dana": "kept", "takeaway-tomas": "kept"}
        self._stays({**kept, "thank-you-tomas": "gone"})
        _say("a draft that was saved under another subject is not made again")

    def opens_a_plain_draft(self) -> None:
        """Open one made with `body: text`, on purpose beside the edited one."""
        (edited,) = self.writer.drafts(DANA)
        self.writer.configure("text")
        self.writer.run(f"{THANKS} --only dana --replace")
        first, draft = self.writer.drafts(DANA)
        assert first.as_bytes() == edited.as_bytes()
        _shows(self.thunderbird.open(draft["Message-ID"]), draft, is_html=False)
        self.thunderbird.close()
        _say(
            "`--replace` makes a draft beside the one that was saved; with `body: text`"
            " the composer is a plain one, and every word is there"
        )

    def _edits(self, draft: EmailMessage, subject: str = "") -> None:
        self.thunderbird.open(draft["Message-ID"])
        self.thunderbird.write(f" {MINE}", subject)
        self.thunderbird.save()
        self.thunderbird.close()
        self._settles(lambda: draft["Message-ID"] not in self._ids())

    def _settles(self, is_so: Callable[[], bool]) -> None:
        give_up = time.monotonic() + SETTLES
        while not is_so():
            assert time.monotonic() < give_up, self.writer.mails()["Drafts"]
            time.sleep(0.2)

    def _stays(self, but: dict[str, str]) -> None:
        """The next run changes nothing, and calls all `unchanged` but for these."""
        before = self.writer.mails()
        states = self.writer.run(THANKS) | self.writer.run(TAKEAWAY)
        assert len(states) == 4
        assert states == dict.fromkeys(states, "unchanged") | but, states
        assert self.writer.mails() == before

    def _ids(self) -> set[str]:
        return {str(draft["Message-ID"]) for draft in self.writer.drafts()}

    def _subjects(self) -> Counter[str]:
        return Counter(str(draft["Subject"]) for draft in self.writer.drafts())


def _shows(shown: Shown, draft: EmailMessage, *, is_html: bool = True) -> None:
    names = list(files(draft))
    to, subject = str(draft["To"]), str(draft["Subject"])
    wanted = Shown([to], [], [], [], subject, shown.text, is_html, names)
    assert shown == wanted, (shown, wanted)
    assert shown.text.split() == words(draft), (shown.text, words(draft))


def _say(fact: str) -> None:
    sys.stdout.write(f"ok  {fact}\n")
    sys.stdout.flush()
