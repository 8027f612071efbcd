"""The frame of each field, and how what was typed is made to fit it.

    they_said     You said that ___        thanks_for    Thank you for ___
    asked         You asked ___            impressed_by  I was struck by ___
    moment        You ___                  topics        We talked about ___

A fitted text reads well in its frame. `UnfitError` says why one does not: it is refused
where the sentence surely breaks, else left out and asked for anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.reading import pronouns, speech
from drafter.reading.lexicon import (
    done_together,
    family,
    is_bleak,
    pairs,
    pattern,
    phrases,
    tells,
    words,
)
from drafter.reading.pronouns import UnfitError, leans, names_people
from drafter.reading.records import shortened


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from drafter.reading.pronouns import Around

FRAMES = {
    "they_said": "You said that",
    "asked": "You asked",
    "thanks_for": "Thank you for",
    "impressed_by": "I was struck by",
    "moment": "You",
    "topics": "We talked about",
}
_PHRASE_MAX, _SENTENCE_MAX, _QUOTE_MAX = 16, 28, 25
_NEXT_SENTENCE = r"(?<=[.!?…])\S*\s+"
_TOLD_VAGUELY = ("asked", "impressed_by", "thanks_for", "topics")
_DID = "write what they did, as in: showing me the crane"


class Remark(NamedTuple):
    """One thing the writer is told about a field of a person."""

    field: str
    fact: str
    remedy: str = ""
    refused: bool = False
    item: int = 0
    """Of a list: which."""
    mended: bool = False
    """Whether it only shows what the field is written as."""

    def __str__(self) -> str:
        return f"{self.fact} ({self.remedy})" if self.remedy else self.fact


class Facts(NamedTuple):
    """What may be told to one person, and the remarks in the order they arose."""

    topics: tuple[str, ...]
    about: tuple[str, ...]
    texts: Mapping[str, str]
    reacts_to: str
    forms: Mapping[str, Any]
    """`done`, `scene`, `hard`, `act`, `deed`: other forms of what is told."""
    remarks: tuple[Remark, ...]


class Fitted(NamedTuple):
    """A text that fits, and whether words of it are other than those typed."""

    text: str
    changed: bool


def other_forms(
    texts: Mapping[str, str],
    topics: tuple[str, ...],
    about: tuple[str, ...],
    reacts_to: str,
) -> dict[str, Any]:
    """Give `Facts.forms`; `about` has the topics that follow "about"."""
    favour, said = speech.favour(texts["moment"]), texts["they_said"]
    near = [topic for topic in about if speech.in_common(topic, texts["my_link"])]
    alone = about if len(topics) == 1 else ()
    answered = texts["reaction"] and reacts_to in {"", "moment"}
    thanked = texts["thanks_for"].casefold()
    done = (one for one in map(done_together, topics) if one)
    return {
        "done": next((one for one in done if one.casefold() not in thanked), ""),
        "scene": next(iter(near or alone), "") if texts["my_link"] else "",
        "hard": tells("work", said) or is_bleak(said),
        "act": favour if reacts_to == "moment" else "",
        "deed": "" if answered else favour,
    }


def fitted(name: str, text: str, around: Around) -> Fitted:
    """Make a text fit the frame of its field; `UnfitError` where it cannot."""
    if name == "they_said":
        text = pattern("say lead").sub("", text)
    bare = speech.without(text, *phrases(f"before {name.replace('_', ' ')}"))
    if name in {"topics", "impressed_by"}:
        bare = pattern("that thing").sub("the ", bare)
    if name == "topics" or (name == "they_said" and not pattern("that is").match(bare)):
        bare = speech.without(bare, "that")
    bare = speech.inside(bare, names=name == "topics")
    better = _FITS[name](bare, around)
    expected = {bare, f"about {bare}", bare.removeprefix("about ")}
    return Fitted(better, better not in expected)


def _broken(name: str, text: str, remedy: str) -> UnfitError:
    """Refuse a text, with the sentence as it would read."""
    why = f"breaks its sentence: {FRAMES[name]} {text}"
    return UnfitError(why, remedy, refused=True)


def _they_said(text: str, around: Around) -> str:
    if speech.is_question(text):
        asked = f"{text.rstrip('?')}?"
        raise _broken("they_said", asked, "write it as a statement, or as `asked`")
    _no_relative("they_said", text)
    if tells("pay", text) and not around.payroll:
        raise UnfitError("it is about pay or terms", "")
    bare = pattern("no verb").match(text)
    if bare and not (pattern("finite").search(bare[1]) or speech.acts(bare[1])):
        raise UnfitError('no verb before "and"', "write who did what")
    better = speech.with_article(speech.unspliced(speech.order(text)))
    better = re.sub(
        r"\b((?:[Hh]|[Ss]h)e|[Tt]hey|[Yy]ou) told that\b", r"\1 said that", better
    )
    ordered = better.startswith(("to ", "not to ", "never "))
    if pattern("two orders").search(better) and not ordered:
        raise UnfitError("two sentences in one", "write one of them")
    _no_writer(better)
    return pattern("here").sub("there", _for_reader(better, around))


def _no_writer(text: str) -> None:
    """Ask who "I" and "you" are, where the reader would take them otherwise."""
    if pattern("i am told").match(text):
        remedy = "`you` if it is the reader; if they spoke of you, `I would ...`"
        raise UnfitError(f'who is "{text.split(" ", maxsplit=1)[0]}"?', remedy)
    if match := pattern("you are told").search(text):
        better = re.sub(r"\byou\b", "I", text)
        raise UnfitError(f'who is "{match[0]}"?', f"if it is yourself, write: {better}")
    if pattern("to me").search(text) and re.search(r"\byou\b", text):
        raise UnfitError('who is "you" and who is "me"?', "write it as said to them")


def _asked(text: str, around: Around) -> str:
    if text[:1] in {'"', "“"}:
        return text
    text = speech.turned(text) or text
    if speech.is_question(speech.without(text, "about", "me")):
        bare = speech.without(text, "about", "me")
        text = speech.indirect(bare, mine=True)
        if not text and re.search(r"\b(?:I|me|my)\b", bare):
            said = speech.said_to_me(bare)
            if not said:
                remedy = "write it as in: why I left, how I would start"
                raise _broken("asked", bare, remedy)
            return f'"{said[:1].upper()}{said[1:].rstrip("?")}?"'
        if not text:
            return f'"{bare[:1].upper()}{bare[1:].rstrip("?")}?"'
    elif re.search(r"\byou", text) and not re.search(r"\b(?:I|me|my)\b", text):
        text = speech.mine_of(text) or text
    text = pattern("about what").sub("", text)
    if we := pronouns.says_we(text):
        raise UnfitError(f'who is "{we}"?', "write `you`, or `my team`")
    _no_relative("asked", text)
    text = _for_reader(text, around, pointing=bool(pattern("asked of").search(text)))
    return text if pattern("as asked").match(text) else f"about {text}"


_THE_DOING = re.compile(r"^the (?=\w+ing (?:me|us|through|round|over|up|out|back)\b)")
_WAS_DOING = r"(?:was|were) (\w+ing .+)"


def _thanks_for(text: str, around: Around) -> str:
    if match := re.match(r"to (\w+)( .+)?$", text):
        better = f"write: {speech.base_gerund(match[1])}{match[2] or ''}"
        raise _broken(
            "thanks_for", text, _DID if match[1] in words("no act") else better
        )
    if speech.is_question(text):
        raise _broken("thanks_for", text, _DID)
    text = pattern("him doing").sub("", text)
    text = _THE_DOING.sub("", text)
    did = pattern("did one").match(text)
    if doer := pattern("doer").match(text):
        doing = re.match(_WAS_DOING, doer[1])
        if not (text := doing[1] if doing else speech.gerund(doer[1])):
            raise _broken("thanks_for", doer[0], _DID)
    elif did and (did[1] in pairs("irregular") or did[1].endswith("ed")):
        text = speech.gerund(text) or text
    text = _thanked_whole(text)
    _no_relative("thanks_for", text)
    if tells("pay", text) and not around.payroll:
        raise UnfitError("it is about pay or terms", "")
    return _for_reader(text, around, acts=True)


def _thanked_whole(text: str) -> str:
    """Make one sentence of thanks, without the clause or the sentence behind it."""
    if act := pattern("bare act").match(text):
        known = speech.gerund(text) or act[1].endswith(("ed", "ing"))
        if not known and act[1] not in words("no act"):
            text = f"{speech.base_gerund(act[1])}{text[act.end(1) :]}"
    if too := pattern("thanked too").search(text):
        doing = speech.gerund(too[1])
        text = text[: too.start()] + (f", and for {doing}" if doing else "")
    if told := pattern("thanked and told").search(text):
        text = text[: told.start()]
    return text


def _moment(text: str, around: Around) -> str:
    first, _, rest = text.partition(" ")
    did = speech.past(first) if rest else ""
    doing = first.endswith("ing") and first.islower() and first not in {"bring", "sing"}
    if pattern("no verb first").match(text) or (doing and not did):
        raise _broken("moment", text, "write what they did, as in: let me drive")
    _no_relative("moment", text)
    told = _for_reader(f"{did} {rest}" if doing else text, around, acts=True)
    return re.sub(r"^(?:was|is|has|does)\b", lambda verb: _YOURS[verb[0]], told)


_YOURS = {"was": "were", "is": "are", "has": "have", "does": "do"}


def _impressed_by(text: str, around: Around) -> str:
    if that := re.match(r"(?:the fact )?that (?=\w)", text):
        text = f"how {text[that.end() :]}"
    elif pattern("clause").match(text):
        text = f"how {text}"
    elif pattern("third verb").match(text):
        text = f"how she {text}"
    _no_relative("impressed_by", text)
    return _for_reader(text, around, acts=True)


def _topics(text: str, around: Around) -> str:
    if speech.is_question(text):
        text = speech.indirect(text) or text
    return _for_reader(text, around, pointing=False)


_FITS = {
    "they_said": _they_said,
    "asked": _asked,
    "thanks_for": _thanks_for,
    "moment": _moment,
    "impressed_by": _impressed_by,
    "topics": _topics,
}


def _no_relative(name: str, text: str) -> None:
    """Refuse "her mum" where the reader could only take it for somebody else's."""
    relative = family(text)
    whose = relative.partition(" ")[0]
    before = text[: text.lower().find(relative)] if relative else ""
    if whose in {"her", "his"} and not names_people(before):
        better = relative.replace(whose, "your", 1)
        raise _broken(name, text, f"write `{better}`, or name whose")


def _for_reader(
    text: str, around: Around, *, acts: bool = False, pointing: bool = True
) -> str:
    text = pronouns.to_you(text, around, acts=acts)
    if pointing and (leaning := leans(text, own=False)):
        raise UnfitError(f'"{leaning}" points at nothing in it', "write it out")
    return text


def reads_badly(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Tell of what is told but vague, clipped or too long: what it is, what to do."""
    if not text:
        return
    whole = name not in FRAMES and name != "quote"
    if name in _TOLD_VAGUELY and speech.is_vague(text):
        remedy = "name what only this conversation was about"
        yield f"{name} is vague: {shortened(text)}", remedy
    elif whole and speech.wants_subject(text):
        yield f"{name} has no subject: {shortened(text)}", "say who: I, we, it"
    most = _QUOTE_MAX if name == "quote" else _SENTENCE_MAX if whole else _PHRASE_MAX
    count = len(text.split())
    if whole and count > most:
        count = max(len(one.split()) for one in re.split(_NEXT_SENTENCE, text))
    if count > most:
        unit = "a sentence of" if whole else "has"
        yield f"{name}: {unit} {count} words", f"say it in {most} at most"
