"""A person's record -> facts that may be told, and what the writer is told of the rest.

Every field comes out standing in its frame (`frames`), or empty with a remark that says
why and what to write. Of pairs the second half goes with the first: a reaction whose
remark is left out is left out too, unless it stands alone.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from drafter.reading import lexicon, own, pronouns, slips, speech
from drafter.reading.frames import FRAMES, Facts, Fitted, Remark, fitted, other_forms
from drafter.reading.lexicon import pattern, tells
from drafter.reading.names import NOBODY, told_to
from drafter.reading.pronouns import Around, UnfitError, leans, stands_alone


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from drafter.reading.names import Reader

OWN = ("reaction", "answer", "my_link", "own_words", "card_detail", "close")
"""Whole sentences of the writer's, used as written."""
PARTNERS = ("they_said", "quote", "moment", "impressed_by")
"""What a reaction may answer."""
_PHRASES = tuple(name for name in FRAMES if name != "topics")
_NEWS = "bad or private news is not recited"
_ANSWER_NEWS = "write a `reaction` of your own to answer it"
_MARKS = '"“”„«»'
_MOST = 1000
"""A longer text is left as it is: no letter has room for it, and that is told."""


def facts(
    texts: Mapping[str, str],
    topics: tuple[str, ...] = (),
    trade: str = "",
    reader: Reader = NOBODY,
    turn: int = 0,
) -> Facts:
    """Make the facts of one person, whose `texts` stand in the order of the file.

    `trade` is what the employer and the job are called; `turn` counts the people.
    """
    work = _Work(texts, topics, trade, reader)
    work.turn = turn
    work.tidy()
    work.say_to(reader)
    work.follow()
    for name in (*_PHRASES, "quote"):
        work.phrase(name)
    work.topics = tuple(work.each_topic())
    for name in OWN:
        work.own(name)
    work.adopt()
    work.pair()
    return work.done()


class _Texts(dict[str, str]):
    """Texts by their fields; a field that is not there has an empty one."""

    def __missing__(self, name: str) -> str:
        return ""


class _Work:
    """The fields of one person on their way to facts."""

    def __init__(
        self,
        texts: Mapping[str, str],
        topics: tuple[str, ...],
        trade: str,
        reader: Reader,
    ) -> None:
        self.turn = 0
        self.texts, self.typed = _Texts(texts), _Texts(texts)
        self.topics, self.reacts_to, self.condoles = topics, "", False
        self.moved: dict[str, str] = {}
        """What was typed as `my_link` and is told as the answer, or the reaction."""
        self.remarks: list[Remark] = []
        self.slips: list[tuple[str, str, str]] = []
        """Of each its field, what was typed and what is written."""
        around = lexicon.tokens(" ".join((trade, *topics)))
        self.care = not lexicon.words("care").isdisjoint(around)
        payroll = not lexicon.words("payroll").isdisjoint(around)
        near = " ".join(topics)[:_MOST]
        self.around = Around(near, self.care, reader.pronoun, payroll)
        named = (trade, self.texts["quote"], reader.family, *reader.names)
        self.names = frozenset(lexicon.tokens(" ".join(named)))
        """Words that are spelt as they are, in small letters too."""
        self.spoken: set[str] = set()
        """The fields that named their reader, who is "you"."""

    def tidy(self) -> None:
        """Mend slips of typing everywhere but in their own words."""
        for name, text in self.texts.items():
            if name == "quote" or len(text) > _MOST:
                continue
            better, found = slips.mended(text, self.names)
            better = speech.with_that(better) if name == "reaction" else better
            if name in OWN:
                better, ending = slips.sentence(better, mine=name == "my_link")
                found |= ending
            self.texts[name] = better
            self.slips += [(name, *slip) for slip in found.items()]
        mended = [slips.mended(topic, self.names) for topic in self.topics]
        self.topics = tuple(text for text, _ in mended)
        self.slips += [
            ("topics", *slip) for _, found in mended for slip in found.items()
        ]
        self._unquote()

    def say_to(self, reader: Reader) -> None:
        """Write "you" where a field names its reader."""
        for name, text in self.texts.items():
            if name == "quote" or len(text) > _MOST:
                continue
            self.texts[name] = told_to(text, reader)
            if self.texts[name] != text:
                self.typed[name] = self.texts[name]
                self.spoken.add(name)
        self.topics = tuple(told_to(topic, reader) for topic in self.topics)

    def _unquote(self) -> None:
        """Take a remark in quotation marks as the quote, or as said without them."""
        said = self.texts["they_said"]
        if said[:1] not in {'"', "“"} or not any(map(str.isalnum, said)):
            return
        quoted = pattern("quoted and more").match(said)
        if "quote" in self.texts:
            bare = "" if quoted else said.strip(_MARKS + ",; ")
            self.texts["they_said"] = self.typed["they_said"] = bare
            return
        if quoted:
            self.texts["they_said"] = quoted[1]
        names = ["quote" if name == "they_said" else name for name in self.texts]
        self.texts = _Texts(zip(names, self.texts.values(), strict=True))
        self.typed = _Texts(zip(names, self.typed.values(), strict=True))
        self.texts["they_said"] = ""

    def follow(self) -> None:
        """Take a sentence that goes on from a remark as the reaction that it lacks."""
        self._follow_said()
        own = self.texts["own_words"]
        if not own or self.texts["reaction"] or self._answers(own):
            return
        remark = self.typed["they_said"] or self.typed["quote"]
        thanked = remark and pattern("thanks for telling").match(own)
        above = takewhile("own_words".__ne__, self.typed)
        named = any(self.typed[name] for name in above if name in PARTNERS)
        points = named and pronouns.opens_pointing(own)
        shared = any(speech.in_common(self.typed[name], own) for name in PARTNERS)
        if thanked or points or shared:
            self._move("own_words", "reaction")

    def _follow_said(self) -> None:
        said, link = self.typed["they_said"], self.typed["my_link"]
        if not (said and link) or self.texts["reaction"]:
            return
        if lexicon.is_private(said, care=self.care) or self._answers(link):
            return
        asked, answer = self.texts["asked"], self.texts["answer"]
        if answer and (leans(asked) or speech.in_common(said, asked)):
            return  # the answer follows the remark, and this the answer
        waits = self.typed["quote"] or (asked and not answer)
        if speech.in_common(said, link) or (leans(link) and not waits):
            self._move("my_link", "reaction")

    def _move(self, name: str, to: str) -> None:
        for texts in (self.texts, self.typed):
            texts[to], texts[name] = texts[name], ""
        self.moved[to] = name

    def phrase(self, name: str) -> None:
        """Make a part of a sentence fit its frame, or leave it out."""
        text = self.texts[name]
        if not text or len(text) > _MOST:
            return
        answered = self.texts["reaction"] if self._partner() == name else ""
        private = name != "asked" and lexicon.is_private(text, care=self.care)
        if private and answered:
            self.texts["reaction"] = speech.condolence(text, self.texts["reaction"])
            self.condoles = True
        answers = answered and own.answers_news(self.texts["reaction"])
        alone = answered and self._stands(cut=True)
        thanked = answered and pattern("thanks for telling").match(answered)
        hard = tells("work", text) or bool(thanked and lexicon.is_bleak(text))
        bad = private or (name != "asked" and hard)
        if bad and alone:
            enough = self.texts["reaction"]
            self._leave(name, f"bad or private news; enough is: {enough}", "")
        elif private and answered:
            remedy = 'write one that stands alone: "I was so sorry about Ana."'
            self._leave(name, "private news, and the reaction needs it", remedy)
        elif bad and not answers and lexicon.is_news(text, care=self.care):
            self._leave(name, _NEWS, _ANSWER_NEWS)
        else:
            self._quote(text) if name == "quote" else self._fit(name, text)
        if self.texts[name] and private and not answered:
            self._leave(name, _NEWS, _ANSWER_NEWS)

    def _stands(self, *, cut: bool) -> bool:
        """Whether the reaction says without its remark what it is about."""
        reaction = self.texts["reaction"]
        told = stands_alone(reaction, cut=cut) and not pronouns.unnamed(reaction)
        needs_news = own.pities_a_thing(reaction) or own.feels_alone(reaction)
        return told and not (cut and needs_news)

    def _quote(self, text: str) -> None:
        bare = text[1:-1].strip() if {text[0], text[-1]} <= {*_MARKS} else text
        self.texts["quote"] = bare.rstrip(",;") or bare or text
        if pronouns.opens_pointing(bare) and (pointing := leans(bare)):
            why = f'"{pointing}" points at nothing in it'
            self._leave("quote", why, "quote the words before it too")

    def _fit(self, name: str, text: str) -> None:
        try:
            self.texts[name], changed = fitted(name, text, self.around)
        except UnfitError as unfit:
            if name == "asked" and self._follows_said(text):
                return
            if not unfit.refused:
                self._leave(name, unfit.why, unfit.remedy)
                return
            self.texts[name] = ""
            fact = f"{name} {unfit.why}"
            self.remarks.append(Remark(name, fact, unfit.remedy, refused=True))
        else:
            if changed:
                self._show(name, self.texts[name])

    def _follows_said(self, asked: str) -> bool:
        """Whether "they" or "it" of a question is what the remark before it names."""
        said, pointing = self.texts["they_said"], leans(asked).lower()
        named = pronouns.is_plural(said) if pointing == "they" else pointing == "it"
        return bool(said and named and pattern("as asked").match(asked))

    def each_topic(self) -> Iterator[str]:
        """Fit the topics; leave out what nobody should read in a subject line."""
        for item, text in enumerate(self.topics):
            try:
                better, changed = self._topic(text)
            except UnfitError as unfit:
                self._leave("topics", unfit.why, unfit.remedy, item)
            else:
                if changed:
                    self._show("topics", better, item)
                listed = pattern("topics listed").match(better)
                yield from better.split(", ") if listed else (better,)

    def _topic(self, text: str) -> Fitted:
        if len(text) > _MOST:
            return Fitted(text, changed=False)
        lacks_the = lexicon.lacks_the(text)
        named = f"the {text}" if lacks_the else text
        found = fitted("topics", named, Around("", self.care))
        theirs = found.text.startswith("your ") and self.condoles
        own = (self.texts["reaction"], self.texts["own_words"])
        sad = (one for one in own if pattern("is sorry").search(one))
        sorry = self.topics[1:] and speech.comes_to(text, " ".join(sad))
        if lexicon.is_safe(found.text, care=self.care) and not (theirs or sorry):
            return found._replace(changed=found.changed or lacks_the)
        general = "name another, or the subject line will be general"
        why = f"{found.text} is too private, sad or about pay"
        raise UnfitError(why, "" if self.topics[1:] else general)

    def own(self, name: str) -> None:
        """Make an own sentence stand, or leave it out."""
        text = self.texts[name]
        if not text or len(text) > _MOST:
            return
        known = {"reaction": PARTNERS, "answer": ("asked",)}.get(name, ())
        named = " ".join(filter(None, (self.typed[one] for one in known)))
        partner = self._partner() if name == "reaction" else ""
        turned = own.is_turned(self.typed[partner], self.texts[partner])
        answers = self._answers(text)
        beside = own.Beside(named, self.around, answers, self.turn, turned)
        try:
            self.texts[name] = own.fitted(name, text, beside)
        except UnfitError as unfit:
            self._leave(name, unfit.why, unfit.remedy)
        else:
            if self.texts[name] != text:
                self._show(name, self.texts[name])

    def _answers(self, text: str) -> bool:
        """Whether an own sentence answers the question that has no `answer` yet."""
        asked, said = self.texts["asked"], self.typed["they_said"]
        if not asked or self.texts["answer"]:
            return False
        first = text == self.texts["my_link"] and (not said or self.texts["reaction"])
        leaning = first and leans(text)  # it can lean on nothing else
        return bool(
            leaning or speech.in_common(text, asked) > speech.in_common(text, said)
        )

    def adopt(self) -> None:
        """Move an own sentence behind the question that it answers."""
        for name in ("my_link", "own_words"):
            if (text := self.texts[name]) and self._answers(text):
                self._move(name, "answer")
        asked = self.typed["asked"]
        delicate = tells("delicate", asked) or lexicon.is_news(asked, care=self.care)
        if self.texts["asked"] and not self.texts["answer"] and delicate:
            self._leave("asked", "delicate, and without an answer", "write `answer`")

    def pair(self) -> None:
        """Give reaction and answer the field they belong to, or leave them out."""
        texts = self.texts
        untold = self.typed["they_said"] and not texts["they_said"]
        if untold and leans(texts["asked"]):
            self._leave("asked", "what it leans on is not told", "write it out")
        if texts["answer"] and not texts["asked"]:
            gone = "asked" in self.typed
            why = "its question is left out" if gone else "there is no `asked`"
            self._leave("answer", why, "" if gone else "write what they asked")
        partner = self._partner() if texts["reaction"] else ""
        for name in ("they_said", "quote"):
            if name != partner and lexicon.is_bleak(texts[name]):
                why = "it is bleak, and nothing of yours answers it"
                self._leave(name, why, "write a `reaction`")
        if not texts["reaction"]:
            return
        if partner and texts[partner]:
            self.reacts_to = partner
        elif not self._stands(cut=bool(partner)):
            answered = f"its {partner}" if partner else "what it answers"
            remedy = "write it so that it stands alone"
            self._leave("reaction", f"{answered} is not told", remedy)
        elif name := self.moved.pop("reaction", ""):
            texts[name], texts["reaction"] = texts["reaction"], ""

    def _partner(self) -> str:
        """The field that the reaction answers.

        By its words where they are clear, else the nearest above it in the file.
        """
        reaction, order = self.typed["reaction"], list(self.typed)
        if self.moved.get("reaction") == "my_link":
            return "they_said"
        there = [name for name in PARTNERS if self.typed[name]]
        if not there or not reaction:
            return there[0] if there else ""
        above = order[: order.index("reaction")]
        first = next((name for name in reversed(above) if name in there), there[0])
        near = {one: speech.nearness(reaction, self.typed[one]) for one in there}
        best = max(there, key=lambda one: near[one])
        return best if near[best] > near[first] + 1 else first

    def _show(self, name: str, better: str, item: int = 0) -> None:
        typed = self.moved.get(name, name)
        fact = f"{typed} is written as: {better}"
        self.remarks.append(Remark(typed, fact, item=item, mended=True))

    def _leave(self, name: str, why: str, remedy: str, item: int = 0) -> None:
        if name != "topics":
            self.texts[name] = ""
        typed = self.moved.get(name, name)
        fact = f"{typed} is left out: {why}"
        self.remarks.append(Remark(typed, fact, remedy, item=item))

    def _tell_slips(self, told: set[str]) -> None:
        """Tell the slips of what is told, unless it is shown whole already."""
        told -= {one.field for one in self.remarks if one.mended}
        found = [slip for slip in self.slips if slip[0] in told]
        if listed := slips.listed({typed: better for _, typed, better in found}):
            self.remarks.append(Remark(found[0][0], listed, mended=True))
        texts = [(name, text) for name, text in self.texts.items() if name != "quote"]
        short = [(word, name) for name, text in texts for word in slips.shorthand(text)]
        if short:
            fact = f"typed {', '.join(dict(short))}"
            typed = self.moved.get(short[0][1], short[0][1])
            self.remarks.append(Remark(typed, fact, "write it out"))

    def done(self) -> Facts:
        """Give the facts; what was mended and then left out is told once."""
        texts = self.texts
        told = {self.moved.get(n, n) for n, text in texts.items() if text} | {"topics"}
        shown = {one.field for one in self.remarks if one.mended}
        for name in self.spoken & told - shown:
            self._show(name, texts[name])
        self.remarks = [r for r in self.remarks if r.field in told or not r.mended]
        self._tell_slips(told)
        about = tuple(filter(lexicon.follows_about, self.topics))
        forms = other_forms(texts, self.topics, about, self.reacts_to)
        remarks = tuple(self.remarks)
        return Facts(self.topics, about, texts, self.reacts_to, forms, remarks)
