from __future__ import annotations

from drafter.draft import Kind
from drafter.interview import Takeaway
from drafter.planning import Event, EventKind, newest, open_promises, sent_on
from tests.calendars import DANA, june
from tests.changed import replace


PLAN = Takeaway(promised="send the rollback plan", due=june(5))
LIST = Takeaway(promised="send the list", due=june(4))
PROMISED = replace(DANA, takeaways=(PLAN, LIST))


def _sent(item: int = 0, with_id: str = "dana") -> Event:
    return Event(EventKind.SENT, june(4), "takeaway", with_id, item=item)


def test_the_newest_event_of_a_kind_is_found() -> None:
    events = (
        Event(EventKind.SENT, june(4), "thank-you", "dana"),
        Event(EventKind.SENT, june(3), "thank-you", "dana"),
        Event(EventKind.SENT, june(5), "card", "dana"),
        Event(EventKind.SENT, june(6), "thank-you", "mira"),
    )
    assert sent_on(events, Kind.THANK_YOU, "dana") == june(4)
    assert newest(events, EventKind.SENT) == june(6)
    assert newest(events, EventKind.SENT, "dana") == june(5)
    assert newest(events, EventKind.CALLED) is None


def test_an_event_without_a_person_is_about_everyone() -> None:
    events = (Event(EventKind.POSTED, june(3)),)
    assert newest(events, EventKind.POSTED, "dana") == june(3)
    assert sent_on(events, Kind.CARD, "dana") == june(3)


def test_a_promise_is_kept_once_it_is_sent() -> None:
    assert open_promises(PROMISED, ()) == ((1, PLAN), (2, LIST))
    assert open_promises(PROMISED, (_sent(1),)) == ((2, LIST),)
    assert open_promises(PROMISED, (_sent(1), _sent(2))) == ()
    assert open_promises(PROMISED, (_sent(1, "mira"),)) == ((1, PLAN), (2, LIST))


def test_sent_without_saying_which_is_the_one_due_first() -> None:
    assert open_promises(PROMISED, (_sent(),)) == ((1, PLAN),)
    assert open_promises(PROMISED, (_sent(), _sent(2))) == ()
    assert open_promises(PROMISED, (_sent(), _sent(), _sent())) == ()


def test_what_happened_is_typed_and_kept_in_the_words_promised() -> None:
    # They stand in journals of years ago, and in people's fingers.
    assert [kind.value for kind in EventKind] == [
        "sent",
        "posted",
        "connected",
        "called",
        "replied",
        "decided",
        "withdrew",
        "dropped",
    ]
