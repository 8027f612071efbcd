"""A person's record -> facts that may be told, and what the writer is told of the rest.

Every field comes out standing in its frame (`frames`), or empty with a remark that says
why and what to write. Of pairs, the second half goes with the first: a reaction whose
remark is left out is left out too, unless it stands alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.reading import slips, speech
from drafter.reading.frames import FRAMES, UnfitError, fitted
from drafter.reading.leaning import leans
from drafter.reading.lexicon import tokens, words
from drafter.reading.news import is_bad, is_bleak, is_delicate, is_news, is_private
from drafter.reading.reader import Around, all_you, unnamed
from drafter.reading.subjects import is_plain, is_safe


if TYPE_CHECKING:
    from collections.abc import Mapping

OWN = ("reaction", "answer", "my_link", "own_words", "card_detail")
"""Whole sentences of the writer's, used as written."""
PARTNERS = ("they_said", "quote", "moment", "impressed_by")
"""What a reaction may answer."""
_NOT_RECITED = (
    "bad or private news is not recited",
    "write a `reaction` of your own to answer it",
)
_SHOWN = 6
_MOST = 1000
"""Of a longer text only so much is looked at: no letter can use it anyway."""


class Remark(NamedTuple):
    """One thing the writer is told about a field of a person."""

    field: str
    fact: str
    remedy: str = ""
    refused: bool = False
    item: int = 0
    """Of a list: which."""
    mended: str = ""
    """What the field is written as, where the remark is only that."""


class Facts(NamedTuple):
    """What may be told to one person, and the remarks in the order they arose."""

    topics: tuple[str, ...]
    about: tuple[str, ...]
    texts: Mapping[str, str]
    reacts_to: str
    remarks: tuple[Remark, ...]


class Judgement(NamedTuple):
    """What is wrong with one answer, how it would be written, what is asked of it."""

    refused: str = ""
    mended: str = ""
    asked: str = ""


def facts(
    texts: Mapping[str, str], topics: tuple[str, ...] = (), trade: str = ""
) -> Facts:
    """Make the facts of one person; `trade` is what the employer and the job are."""
    work = _Work(texts, topics, trade)
    work.tidy()
    work.fit()
    work.own()
    work.pair()
    work.adopt()
    return work.done()


def judged(
    name: str, text: str, person: Mapping[str, str], trade: str = ""
) -> Judgement:
    """Judge one answer beside those already given; `topics` is one of the names."""
    known = {key: value for key, value in person.items() if key != "topics"}
    topic = text if name == "topics" else person.get("topics", "")
    if name != "topics":
        known[name] = text
    found = facts(known, (topic,) if topic else (), trade)
    about = [one for one in found.remarks if one.field == name]
    told = [
        f"{r.fact} ({r.remedy})" if r.remedy else r.fact for r in about if not r.mended
    ]
    now = (
        found.topics[0]
        if name == "topics" and found.topics
        else found.texts.get(name, "")
    )
    refused = next(
        (
            t
            for t, r in zip(told, (r for r in about if not r.mended), strict=True)
            if r.refused
        ),
        "",
    )
    return Judgement(
        refused, now if now != text else "", "" if refused else "; ".join(told)
    )


class _Work:
    """The fields of one person on their way to facts."""

    def __init__(
        self, texts: Mapping[str, str], topics: tuple[str, ...], trade: str
    ) -> None:
        self.texts = dict(texts)
        self.typed = dict(texts)
        self.topics = topics
        self.about: tuple[str, ...] = ()
        self.reacts_to = ""
        self.remarks: list[Remark] = []
        self.slips: list[tuple[str, slips.Slip]] = []
        self.noted = frozenset(texts)
        care = not words("care").isdisjoint(tokens(" ".join((trade, *topics))))
        self.around = Around(" ".join(topics), care)

    def tidy(self) -> None:
        """Mend slips of typing; tell all of them in one remark, shorthand in another."""
        found: list[tuple[str, slips.Slip]] = []
        short: list[tuple[str, str]] = []
        for name in (*FRAMES, *OWN):
            text = self.texts.get(name, "")
            if text and name != "topics" and len(text) <= _MOST:
                self.texts[name], slipped = slips.mended(text)
                found += [(name, slip) for slip in slipped]
                short += [(name, word) for word in slips.shorthand(text)]
        for name in OWN:
            if text := self.texts.get(name, ""):
                self.texts[name], slipped = slips.sentence(text)
                found += [(name, slip) for slip in slipped]
        topics = [slips.mended(topic) for topic in self.topics]
        self.topics = tuple(text for text, _ in topics)
        found += [("topics", slip) for _, slipped in topics for slip in slipped]
        self.slips = found
        if short:
            listed = ", ".join(dict.fromkeys(word for _, word in short))
            self._say(short[0][0], f"typed {listed}", "write it out")

    def fit(self) -> None:
        """Make each part of a sentence fit its frame, or leave it out."""
        said = self.texts.get("they_said", "")
        if said[:1] in {'"', "“"} and "quote" not in self.texts:
            self.texts["quote"] = self.texts.pop("they_said")
            self.noted |= {"quote"}
        for name in (*FRAMES, "quote"):
            text = self.texts.get(name, "")
            if not text or name == "topics" or len(text) > _MOST:
                continue
            if not self._is_recited(name, text):
                continue
            if name in FRAMES:
                self._fit(name, text)
            private = is_private(text, care=self.around.care)
            if (
                self.texts[name]
                and private
                and name != "asked"
                and not self._answers(name)
            ):
                self._leave(name, *_NOT_RECITED)
        quote = self.texts.get("quote", "").strip('"“”„«» ')
        if quote:
            self.texts["quote"] = quote.rstrip(",;") if quote[-1:] in ",;" else quote
        pointing = re.match(
            r"(?:that|this|those|these|they|there)(?:'s|'re|’s|’re)?\b", quote, re.I
        )
        if pointing and leans(quote):
            why = f'"{pointing[0]}" points at nothing in it'
            self._leave("quote", why, "quote the words before it too")
        fits = [self._topic(n, text) for n, text in enumerate(self.topics)]
        self.topics = tuple(text for text in fits if text)
        self.about = tuple(text for text in self.topics if is_plain(text))

    def _fit(self, name: str, text: str) -> None:
        try:
            better, changed = fitted(name, text, self.around)
        except UnfitError as unfit:
            if unfit.refused:
                self._say(name, f"{name} {unfit.why}", unfit.remedy, refused=True)
                self.texts[name] = ""
            else:
                self._leave(name, unfit.why, unfit.remedy)
            return
        self.texts[name] = better
        if changed:
            fact = f"{name} is written as: {better}"
            self.remarks.append(Remark(name, fact, mended=better))

    def _topic(self, item: int, text: str) -> str:
        """Fit one topic; what nobody should read in a subject line is left out."""
        try:
            better, changed = fitted("topics", text[:_MOST], self.around)
        except UnfitError as unfit:
            fact = f"topics is left out: {unfit.why}"
            self._say("topics", fact, unfit.remedy, item=item)
            return ""
        if not is_safe(better, care=self.around.care):
            fact = f"topics is left out: {text[:40]}"
            remedy = "too private, sad or about pay for a subject line"
            remedy += "" if self.topics[1:] else ": name another, or it will be general"
            self._say("topics", fact, remedy, item=item)
            return ""
        if changed:
            fact = f"topics is written as: {better}"
            self.remarks.append(Remark("topics", fact, "", item=item, mended=better))
        return better

    def own(self) -> None:
        """Leave out own sentences that cannot stand; their words are never changed."""
        for name in OWN:
            text = self.texts.get(name, "")
            if not text or len(text) > _MOST:
                continue
            known = " ".join(self.typed.get(one, "") for one in self._before(name))
            better = speech.unspliced(text, stop=True)
            if better != text:
                self.texts[name] = better
                fact = f"{name} is written as: {better}"
                self.remarks.append(Remark(name, fact, mended=better))
            if speech.is_fragment(text):
                self._leave(name, "it is no sentence", "write one: who did what")
            elif who := unnamed(text, known):
                remedy = f"if it is the reader, write: {all_you(text)}"
                self._leave(name, f'who is "{who}"?', remedy)
            elif name in {"my_link", "own_words", "card_detail"}:
                self._alone(name, text)

    def _before(self, name: str) -> tuple[str, ...]:
        return {"reaction": PARTNERS, "answer": ("asked",)}.get(name, ())

    def _alone(self, name: str, text: str) -> None:
        pointing = leans(text)
        answers = name != "card_detail" and self._belongs(name, text)
        if pointing and not answers:
            why = f'"{pointing}" points at something that is not in it'
            self._leave(name, why, "write it so that it stands alone")

    def _belongs(self, name: str, text: str) -> bool:
        """Whether an own sentence answers the question, and `answer` is still free."""
        asked = self.texts.get("asked", "")
        if not asked or self.texts.get("answer"):
            return False
        near = speech.in_common(text, asked)
        if name == "own_words" and self.texts.get("my_link"):
            near -= speech.in_common(self.texts["my_link"], asked)
        return near > speech.in_common(text, self.typed.get("they_said", ""))

    def adopt(self) -> None:
        """Move what answers the question behind it."""
        for name in ("my_link", "own_words"):
            text = self.texts.get(name, "")
            if text and self._belongs(name, text):
                self.texts["answer"], self.texts[name] = text, ""
        if self.texts.get("asked") and not self.texts.get("answer"):
            asked = self.typed.get("asked", "")
            if is_delicate(asked) or is_private(asked, care=self.around.care):
                self._leave(
                    "asked", "delicate, and without an answer", "write `answer`"
                )

    def _is_recited(self, name: str, text: str) -> bool:
        """Leave out bad and private news; an answer to it may stand alone."""
        care = self.around.care
        if name == "asked" or not (is_private(text, care=care) or is_bad(text)):
            return True
        if self._answers(name):
            self._answered(name, private=is_private(text, care=care))
        elif is_news(text, care=care):
            self._leave(name, *_NOT_RECITED)
        return bool(self.texts[name])

    def _answers(self, name: str) -> bool:
        """Whether the reaction is about this field."""
        return bool(self.texts.get("reaction")) and self._partner() == name

    def _answered(self, name: str, *, private: bool) -> None:
        pointing = leans(self.texts["reaction"])
        if not pointing:
            self._leave(name, "bad or private news; your reaction says enough", "")
            self.noted -= {name}
        elif private:
            why = "private news, and the reaction cannot stand without it"
            self._leave(name, why, f'write the reaction without "{pointing}"')

    def pair(self) -> None:
        """Give the reaction and the answer the field they belong to, or leave them out."""
        texts = self.texts
        if texts.get("answer") and not texts.get("asked"):
            gone = "asked" in self.noted
            why = "its question is left out" if gone else "there is no `asked`"
            self._leave("answer", why, "" if gone else "write what they asked")
        reaction = texts.get("reaction", "")
        if not reaction:
            if is_bleak(texts.get("they_said", "")):
                remedy = "write a `reaction` of your own"
                self._say("they_said", "they_said is bleak", remedy)
            return
        partner = self._partner()
        if partner and texts.get(partner):
            self.reacts_to = partner
        elif pointing := leans(reaction):
            gone = (
                f"its {partner} is left out" if partner else "it answers nothing here"
            )
            remedy = f'write it without "{pointing}", so that it stands alone'
            self._leave("reaction", gone, remedy)

    def _partner(self) -> str:
        """The field that the reaction answers, as noted: by its words, else the first."""
        reaction = self.typed.get("reaction", "")
        there = [name for name in PARTNERS if name in self.noted]
        if not there:
            return ""
        near = {one: speech.in_common(reaction, self._noted(one)) for one in there}
        best = max(there, key=lambda one: near[one])
        return best if near[best] > near[there[0]] else there[0]

    def _noted(self, name: str) -> str:
        return self.typed.get(name, self.texts.get(name, ""))

    def _leave(self, name: str, why: str, remedy: str) -> None:
        self.texts[name] = ""
        self._say(name, f"{name} is left out: {why}", remedy)

    def _say(
        self, name: str, fact: str, remedy: str, *, refused: bool = False, item: int = 0
    ) -> None:
        self.remarks.append(Remark(name, fact, remedy, refused, item))

    def _tell_slips(self) -> None:
        """Tell the slips of what is told, unless it is shown whole already."""
        shown = {one.field for one in self.remarks if one.mended}
        found = [
            (name, slip)
            for name, slip in self.slips
            if self.texts.get(name, name) and name not in shown
        ]
        if not found:
            return
        pairs = list(dict.fromkeys(slip for _, slip in found))
        more = ", ..." if len(pairs) > _SHOWN else ""
        typed = ", ".join(slip.typed for slip in pairs[:_SHOWN]) + more
        written = ", ".join(slip.written for slip in pairs[:_SHOWN]) + more
        fact = f"typed {typed}: written as {written}"
        self.remarks.append(Remark(found[0][0], fact, mended=written))

    def done(self) -> Facts:
        """Give the facts; what was mended and then left out is told once."""
        texts = self.texts
        self.remarks = [
            one for one in self.remarks if not one.mended or texts.get(one.field, "x")
        ]
        self._tell_slips()
        return Facts(
            self.topics, self.about, texts, self.reacts_to, tuple(self.remarks)
        )
