"""A person's record -> facts that may be told, and what the writer is told of the rest.

Every field comes out standing in its frame (`frames`), or empty with a remark that says
why and what to write. Of pairs the second half goes with the first: a reaction whose
remark is left out is left out too, unless it stands alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.reading import slips, speech
from drafter.reading.frames import FRAMES, UnfitError, fitted
from drafter.reading.leaning import leans, opens_pointing
from drafter.reading.lexicon import tokens, words
from drafter.reading.news import is_bad, is_bleak, is_delicate, is_news, is_private
from drafter.reading.promises import promise
from drafter.reading.reader import Around, all_you, unnamed
from drafter.reading.subjects import is_plain, is_safe


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OWN = ("reaction", "answer", "my_link", "own_words", "card_detail")
"""Whole sentences of the writer's, used as written."""
PARTNERS = ("they_said", "quote", "moment", "impressed_by")
"""What a reaction may answer."""
_ALONE = ("my_link", "own_words", "card_detail")
_PHRASES = tuple(name for name in FRAMES if name != "topics")
_NEWS = "bad or private news is not recited"
_ANSWER_NEWS = "write a `reaction` of your own to answer it"
_MARKS = '"“”„«»'
_SLIPS_SHOWN = 6
_MOST = 1000
"""A longer text is left as it is: no letter has room for it, and lint says so."""


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


class Facts(NamedTuple):
    """What may be told to one person, and the remarks in the order they arose."""

    topics: tuple[str, ...]
    about: tuple[str, ...]
    texts: Mapping[str, str]
    reacts_to: str
    remarks: tuple[Remark, ...]


class Judgement(NamedTuple):
    """What is wrong with one answer, how it is written, and what is asked of it."""

    refused: str = ""
    mended: str = ""
    asked: str = ""


def facts(
    texts: Mapping[str, str], topics: tuple[str, ...] = (), trade: str = ""
) -> Facts:
    """Make the facts of one person; `trade` is what the employer and the job are."""
    work = _Work(texts, topics, trade)
    work.tidy()
    for name in (*_PHRASES, "quote"):
        work.phrase(name)
    work.topics = tuple(work.each_topic())
    for name in OWN:
        work.own(name)
    work.adopt()
    work.pair()
    return work.done()


def judged(
    name: str, text: str, person: Mapping[str, str], trade: str = ""
) -> Judgement:
    """Judge one answer beside those already given.

    `name` is a field of a person, `topics` of one topic, or `promised`; of any other
    field there is nothing to say.
    """
    if name == "promised":
        found = promise(text)
        asked = "" if not found.doubt else "I will ___"
        return Judgement("", found.promised if found.promised != text else "", asked)
    if name not in (*FRAMES, *OWN, "quote"):
        return Judgement()
    known = {key: value for key, value in person.items() if value} | {name: text}
    topic = known.pop("topics", "")
    made = facts(known, (topic,) if topic else (), trade)
    told = [one for one in made.remarks if one.field == name and not one.mended]
    lines = [f"{one.fact} ({one.remedy})" if one.remedy else one.fact for one in told]
    if any(one.refused for one in told):
        return Judgement(refused="; ".join(lines))
    now = "".join(made.topics) if name == "topics" else made.texts[name]
    return Judgement("", now if now != text else "", "; ".join(lines))


class _Work:
    """The fields of one person on their way to facts."""

    def __init__(
        self, texts: Mapping[str, str], topics: tuple[str, ...], trade: str
    ) -> None:
        self.texts = dict(texts)
        self.typed = texts
        self.topics = topics
        self.reacts_to = ""
        self.noted = frozenset(texts)
        self.moved: set[str] = set()
        self.remarks: list[Remark] = []
        self.slips: list[tuple[str, slips.Slip]] = []
        self.care = not words("care").isdisjoint(tokens(" ".join((trade, *topics))))
        self.around = Around(" ".join(topics)[:_MOST], self.care)

    def tidy(self) -> None:
        """Mend slips of typing everywhere but in their own words."""
        for name, text in self.texts.items():
            if name == "quote" or len(text) > _MOST:
                continue
            better, found = slips.mended(text)
            if name in OWN:
                better, ending = slips.sentence(better)
                found += ending
            self.texts[name] = better
            self.slips += [(name, slip) for slip in found]
        mended = [slips.mended(topic) for topic in self.topics]
        self.topics = tuple(text for text, _ in mended)
        self.slips += [("topics", slip) for _, found in mended for slip in found]
        said = self.texts.get("they_said", "")
        if said[:1] in {'"', "“"} and "quote" not in self.texts:
            self.texts |= {"quote": said, "they_said": ""}
            self.noted = (self.noted - {"they_said"}) | {"quote"}

    def phrase(self, name: str) -> None:
        """Make a part of a sentence fit its frame, or leave it out."""
        text = self.texts.get(name, "")
        if not text or len(text) > _MOST:
            return
        private = name != "asked" and is_private(text, care=self.care)
        if private or (name != "asked" and is_bad(text)):
            if self._is_answered(name):
                self._keep_answer(name, private=private)
            elif is_news(text, care=self.care):
                self._leave(name, _NEWS, _ANSWER_NEWS)
        if self.texts[name]:
            self._quote(text) if name == "quote" else self._fit(name, text)
        if self.texts[name] and private and not self._is_answered(name):
            self._leave(name, _NEWS, _ANSWER_NEWS)

    def _quote(self, text: str) -> None:
        enclosed = text[0] in _MARKS and text[-1] in _MARKS
        bare = text[1:-1].strip() if enclosed else ""
        bare = bare or text
        self.texts["quote"] = bare.rstrip(",;") or bare
        if opens_pointing(bare) and (pointing := leans(bare)):
            why = f'"{pointing}" points at nothing in it'
            self._leave("quote", why, "quote the words before it too")

    def _fit(self, name: str, text: str) -> None:
        try:
            self.texts[name], changed = fitted(name, text, self.around)
        except UnfitError as unfit:
            if unfit.refused:
                self.texts[name] = ""
                self._say(name, f"{name} {unfit.why}", unfit.remedy, refused=True)
            else:
                self._leave(name, unfit.why, unfit.remedy)
        else:
            if changed:
                self._show(name, self.texts[name])

    def _is_answered(self, name: str) -> bool:
        return bool(self.texts.get("reaction")) and self._partner() == name

    def _keep_answer(self, name: str, *, private: bool) -> None:
        """Drop the news that the reaction answers, where the reaction needs it not."""
        pointing = leans(self.texts["reaction"])
        if not pointing:
            self._leave(name, "bad or private news; your reaction says enough", "")
        elif private:
            remedy = f'write the reaction without "{pointing}"'
            self._leave(name, "private news, and the reaction needs it", remedy)

    def each_topic(self) -> Iterator[str]:
        """Fit the topics; leave out what nobody should read in a subject line."""
        for item, text in enumerate(self.topics):
            if len(text) > _MOST:
                yield text
                continue
            try:
                better, changed = fitted("topics", text, Around("", self.care))
            except UnfitError as unfit:
                fact = f"topics is left out: {unfit.why}"
                self._say("topics", fact, unfit.remedy, item=item)
                continue
            if not is_safe(better, care=self.care):
                fact = f"topics is left out: {better} is too private, sad or about pay"
                general = "name another, or the subject line will be general"
                remedy = "" if self.topics[1:] else general
                self._say("topics", fact, remedy, item=item)
                continue
            if changed:
                self._show("topics", better, item)
            yield better

    def own(self, name: str) -> None:
        """Leave out an own sentence that cannot stand; its words are never changed."""
        text = self.texts.get(name, "")
        if not text or len(text) > _MOST:
            return
        known = {"reaction": PARTNERS, "answer": ("asked",)}.get(name, ())
        named = " ".join(self.typed.get(one, "") for one in known)
        self.texts[name] = speech.unspliced(text, stop=True)
        if self.texts[name] != text:
            self._show(name, self.texts[name])
        if name in _ALONE and speech.is_fragment(text):
            self._leave(name, "it is no sentence", "write one: who did what")
        elif who := unnamed(text, named):
            you = all_you(text)
            remedy = f"if it is the reader, write: {you[:1].upper()}{you[1:]}"
            self._leave(name, f'who is "{who}"?', remedy)
        elif name in _ALONE and (pointing := leans(text)) and not self._answers(name):
            why = f'"{pointing}" points at something that is not in it'
            self._leave(name, why, "write it so that it stands alone")

    def _answers(self, name: str) -> bool:
        """Whether an own sentence answers the question that has no `answer` yet."""
        text, asked = self.texts[name], self.texts.get("asked", "")
        if name == "card_detail" or not asked or self.texts.get("answer"):
            return False
        said = self.typed.get("they_said", "")
        if (
            name == "my_link"
            and leans(text)
            and not (said and not self.texts.get("reaction"))
        ):
            return True  # it can lean on nothing else
        return speech.in_common(text, asked) > speech.in_common(text, said)

    def adopt(self) -> None:
        """Move an own sentence behind the question that it answers."""
        for name in ("my_link", "own_words"):
            if self.texts.get(name) and self._answers(name):
                self.texts["answer"], self.texts[name] = self.texts[name], ""
                self.moved.add(name)
        asked = self.typed.get("asked", "")
        delicate = is_delicate(asked) or is_news(asked, care=self.care)
        if self.texts.get("asked") and not self.texts.get("answer") and delicate:
            self._leave("asked", "delicate, and without an answer", "write `answer`")

    def pair(self) -> None:
        """Give reaction and answer the field they belong to, or leave them out."""
        texts = self.texts
        if texts.get("answer") and not texts.get("asked"):
            gone = "asked" in self.typed
            why = "its question is left out" if gone else "there is no `asked`"
            self._leave("answer", why, "" if gone else "write what they asked")
        said, link = texts.get("they_said", ""), texts.get("my_link", "")
        if not texts.get("reaction"):
            if said and is_bleak(said) and not speech.in_common(said, link):
                remedy = "write a `reaction` of your own, or it is told without comfort"
                self._say("they_said", "they_said is bleak", remedy)
            return
        partner = self._partner()
        if partner and texts.get(partner):
            self.reacts_to = partner
        elif pointing := leans(texts["reaction"]):
            answered = f"its {partner}" if partner else "what it answers"
            remedy = f'write it without "{pointing}", so that it stands alone'
            self._leave("reaction", f"{answered} is not told", remedy)

    def _partner(self) -> str:
        """The field that the reaction answers: by its words, else the first noted."""
        reaction = self.typed.get("reaction", "")
        there = [name for name in PARTNERS if name in self.noted]
        if not there or not reaction:
            return there[0] if there else ""
        near = {
            one: speech.in_common(reaction, self.typed.get(one, "")) for one in there
        }
        best = max(there, key=lambda one: near[one])
        return best if near[best] > near[there[0]] + 1 else there[0]

    def _show(self, name: str, better: str, item: int = 0) -> None:
        fact = f"{name} is written as: {better}"
        self.remarks.append(Remark(name, fact, item=item, mended=True))

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
        there = {n for n, text in self.texts.items() if text} | {"topics"} | self.moved
        found = [(n, slip) for n, slip in self.slips if n in there - shown]
        if found:
            pairs = list(dict.fromkeys(slip for _, slip in found))
            more = ", ..." if len(pairs) > _SLIPS_SHOWN else ""
            typed = ", ".join(one.typed for one in pairs[:_SLIPS_SHOWN])
            written = ", ".join(one.written for one in pairs[:_SLIPS_SHOWN])
            fact = f"typed {typed}{more}: written as {written}{more}"
            self.remarks.append(Remark(found[0][0], fact, mended=True))
        short = [
            (name, word)
            for name in self.texts
            if name in there and name != "quote"
            for word in slips.shorthand(self.texts[name])
        ]
        if short:
            listed = ", ".join(dict.fromkeys(word for _, word in short))
            self._say(short[0][0], f"typed {listed}", "write it out")

    def done(self) -> Facts:
        """Give the facts; what was mended and then left out is told once."""
        texts = self.texts
        gone = {name for name, text in texts.items() if not text} - self.moved
        self.remarks = [
            one for one in self.remarks if not (one.mended and one.field in gone)
        ]
        self._tell_slips()
        about = tuple(topic for topic in self.topics if is_plain(topic))
        return Facts(self.topics, about, texts, self.reacts_to, tuple(self.remarks))
