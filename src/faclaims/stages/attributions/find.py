"""Walks through the sentences of an article: what each reports, and what goes on without a cue."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

from faclaims.lexicon import Matcher, compiled_once
from faclaims.lexicon.patterns import Patterns, patterns
from faclaims.lexicon.rows import CueRow
from faclaims.lexicon.words import Words, words
from faclaims.records import Span
from faclaims.stages.attributions.clauses import count_words, has_verb, trimmed
from faclaims.stages.attributions.continuation import BULLET, Step, goes_on
from faclaims.stages.attributions.cues import Cue, Tense, cue_matcher, find_cues, is_plural
from faclaims.stages.attributions.grammar import parse
from faclaims.stages.attributions.headlines import body_start
from faclaims.stages.attributions.interviews import find_interview, opens_turn
from faclaims.stages.attributions.model import BLOCK, PEOPLE, SOURCE, Found, Sentence
from faclaims.stages.attributions.participles import read_saying
from faclaims.stages.attributions.quotes import Quote, find_quotes
from faclaims.stages.attributions.verbs import pointed_object
from faclaims.stages.phrases import (
    ALONE,
    Cut,
    Known,
    Token,
    first_words,
    given_names,
    joined,
    narrated,
    noun_phrase_end,
    tokens,
)

_BODIES = frozenset({"country", "organization", "group"})
_THEY = frozenset({"آن\u200cها", "آنها", "آنان"})
_BAR = re.compile(r"\|")
_COORDINATE = re.compile(r"،? و ")
_BUT = re.compile(r"،? اما ")  # not ولی, which is a guardian too (ولی فقیه)
_SUBHEADING = 6  # words
_WHO = " که "  # این را حسن نوری می‌گوید که …: a relative clause
_TOLD = frozenset({"label", "statement", "speech", "topic"})
_LATEST = 8  # attributions among which who spoke last is looked for
_MY = "م"  # پدرم
_VOWEL = "و"  # after which it is یم: عموم is the public, عمویم my uncle
_OPENING = 4  # words after which a report no longer opens its sentence
_BREAK = 3  # code points after a sentence in which a line break stands
_LONG_TITLE = 160  # code points: a longer line holds the first sentence of the body too
_STAR = 2  # code points before a sentence in which the star of a subheading stands
_FROM = "از"
_AGAINST = 6  # code points of ، اما
_POST = 40  # code points after a verb in which a post begins
_STOPS = frozenset(".!؟…:؛")
_QUOTED = 5  # words of a quotation without a verb that says something
_HEAD = 300  # code points at the head of a sentence in which its subject is looked for


class Grammar(NamedTuple):
    """The compiled lexicon of the attribution stage."""

    cues: Matcher[tuple[CueRow, Tense]]
    words: Words
    patterns: Patterns

    def knowing(self, text: str) -> Self:
        """Returns the lexicon with the given names that an article tells of by itself."""
        names = given_names(text, self.words)
        return self._replace(words=self.words.with_given(names)) if names else self


@compiled_once
def grammar(extra: tuple[Path, ...] = ()) -> Grammar:
    """Returns the compiled lexicon of this stage, with the rows of ``extra`` folders laid over it.

    Raises:
        LexiconError: A file or row is wrong.
    """
    return Grammar(cue_matcher(extra), words(extra), patterns(extra))


def find_attributions(text: str, sentences: Sequence[Span], lexicon: Grammar) -> list[Found]:
    """Returns the attributions of an article in text order.

    The sentences are read once to learn by what phrases the article names its speakers, since only they tell where
    a subject ends when an object follows. Those that then read otherwise are read again.

    Args:
        text: The normalized article.
        sentences: Its sentences, in order.
        lexicon: The compiled lexicon, from `grammar`.

    Example:
        >>> text = "وزیر نیرو گفت: آب کم است."
        >>> [found.form for found in find_attributions(text, [Span(0, len(text))], grammar())]
        ['colon']
    """
    sents = _sentences(text, sentences, lexicon)
    first = [parse(sent) for sent in sents]
    known = _known(text, [found for each in first for found in each], lexicon.words)
    heads = first_words(known)
    turns = find_interview(sents, first)
    out: list[Found] = []
    current: int | None = None  # the attribution whose content is still open
    before: Span | None = None  # what the sentence before quotes, if it is nothing but a quotation
    told: Span | None = None  # the sentence before, if it reports nothing
    for plain, read in zip(sents, first, strict=True):
        sent = Sentence._make((*plain[:-2], [], known))  # a third of the time of `_replace`
        again = sent.holds(heads) and not plain.reads_alike(known)
        found = parse(sent) if again else read
        taken_up = _takes_up(sent, quoted=before is not None) if before or told else None
        if taken_up is not None and (content := before or told) is not None:
            if out and out[-1].content == (content,):
                out.pop()
            found = [taken_up._replace(content=(content,)), *_after(taken_up, found)]
        elif before is not None and out and _speaks_on(sent, before, found):
            out[-1] = out[-1]._replace(mention=found[0].mention)
        before = _only_quoted(sent)
        turn = turns.answers.get(sent.number)
        answers = turn is not None and not opens_turn(found)
        if answers and (turn == sent.number or current is None):
            out.append(Found("colon", None, "", None, sent.start, (), "answer"))
            current = len(out) - 1
        if sent.number in turns.questions:
            current = None
        elif current is not None and (answers or (found and _within_speech(sent, out[current], found))):
            _take(out, current, sent)
            out.extend(f._replace(nested=True, running=False) for f in found if f.form != "phrase")
        elif found:
            out.extend(found)
            top = [i for i in range(len(out) - len(found), len(out)) if not out[i].nested]
            current = next((i for i in reversed(top) if out[i].running), None)
        else:
            current = _go_on(sent, out, current)
        told = None if found or current is not None else trimmed(text, sent.start, sent.end)
    return [found for found in out if found.content]


def divide_headline(text: str, sentences: Sequence[Span], lexicon: Grammar) -> Sequence[Span]:
    """Returns the sentences with the headline as one of its own, where the page lost the line break after it.

    Args:
        text: The normalized article.
        sentences: Its sentences, in order.
        lexicon: The compiled lexicon, from `grammar`.

    Example:
        >>> text = "هوای ایلام خنک می\u200cشود احسان نوری کارشناس هواشناسی گفت: فردا باد می\u200cوزد."
        >>> [text[s:e] for s, e in divide_headline(text, [Span(0, len(text))], grammar())][0]
        'هوای ایلام خنک می\u200cشود'
    """
    if not sentences:
        return sentences
    apart = "\n" in text[sentences[0].end : sentences[0].end + _BREAK]
    if apart and sentences[0].end - sentences[0].start < _LONG_TITLE:
        return sentences
    head = text[: sentences[0].end + _BREAK]
    (first,) = _sentences(head, sentences[:1], lexicon)
    stop = body_start(first)
    if stop is None or any(quote.start < stop < quote.end for quote in first.quotes):
        return sentences
    body = stop + head.startswith(" ", stop)
    return [Span(first.start, len(head[:stop].rstrip())), Span(body, first.end), *sentences[1:]]


def _sentences(text: str, spans: Sequence[Span], lexicon: Grammar) -> list[Sentence]:
    cues = _by_sentence(find_cues(text, lexicon.cues, lexicon.patterns), spans)
    quotes = _by_sentence(find_quotes(text), spans)
    adverbials = _by_sentence([(hit.start, hit.end) for hit in lexicon.words.adverbials.find(text)], spans)
    return [
        Sentence(
            text,
            start,
            end,
            next(cues),
            next(quotes),
            lexicon.words,
            lexicon.patterns,
            number,
            Cut(text, Span(start, end), lexicon.words, next(adverbials)),
            [],
        )
        for number, (start, end) in enumerate(spans)
    ]


def _by_sentence[T: tuple[int, int] | Cue | Quote](
    items: Sequence[T], spans: Sequence[Span]
) -> Iterator[Sequence[T]]:
    """Yields for each sentence the items that begin in it; all are in text order."""
    starts = [item[0] for item in items]
    return (items[bisect_left(starts, start) : bisect_left(starts, end)] for start, end in spans)


def _take(out: list[Found], current: int, sent: Sentence) -> bool:
    """Adds a sentence to an open content; returns whether it has words."""
    span = trimmed(sent.text, sent.start, sent.end)
    if span is not None:
        out[current] = out[current]._replace(content=(*out[current].content, span))
    return span is not None


def _within_speech(sent: Sentence, current: Found, found: Sequence[Found]) -> bool:
    """Whether a sentence that reports goes on with the open content, so that what it reports is nested in it.

    It does when its own reporting opens in the middle of it (``این آثار … و به گفته وزیر …``), or when what is
    reported was said to the one who speaks (``به من گفت``).
    """
    step = Step(current, sent, sent.text[current.content[-1].end : sent.start]) if current.content else None
    if step is not None and _of_mine(sent, found[0]):
        return goes_on(step)
    if any(f.form == "colon" or f.rule in {"participle", "headline"} for f in found):
        return False
    if step is None:  # گفت: with the speech in the line below
        return current.rule != "headline" and found[0].form in {"clause", "phrase"}
    first = found[0]
    if first.cue is None:
        return False
    turn = _in_turn(step, first)
    if not turn and (_takes_turn(sent, first.cue.start) or _set_against(sent, first)):
        return False
    others = _habitual(sent, first) or (current.rule == "headline" and _of_others(sent, current, first))
    others = others or _by_tense(step, first)
    if turn or first.rule == "impersonal" or others or _told_in_speech(step, first):
        return goes_on(step)
    to_me = sent.patterns.to_me.search(sent.text, sent.start, first.cue.start) is not None
    opens = first.shared is not None and first.shared.start <= sent.start + 1
    who = first.mention or (first.shared if opens or first.form == "quoted" else None)
    begin = min(who.start if who else first.at, first.cue.start, first.at)
    if not to_me and count_words(sent.text, sent.start, begin) < _OPENING:
        return False
    return goes_on(step)


def _of_mine(sent: Sentence, first: Found) -> bool:
    """Whether a relative of the one who speaks is reported (``پدربزرگم می‌گفت``), which no reporter does."""
    word = sent.text[slice(*first.mention)] if first.mention is not None else ""
    kin = word.removesuffix(_MY)
    return kin != word and not kin.endswith(_VOWEL) and "kin" in sent.words.classes(kin)


def _habitual(sent: Sentence, first: Found) -> bool:
    """Whether several nameless people are reported who say it again and again (``مسئولان هر سال می‌گویند``).

    Who is heard once is named by the reporter; who always says so is told of by the one who speaks.
    """
    if first.mention is None or first.cue is None or first.form != "clause":
        return False
    again = first.tense == "imperfect" or sent.patterns.habit.search(sent.text, sent.start, first.cue.start)
    return bool(again) and "group" in sent.tokens(*first.mention)[0].classes


def _by_tense(step: Step, first: Found) -> bool:
    """Whether a body or group says something in the present amid words that somebody said in the past.

    ``نوری گفت: … بانک مرکزی می‌گوید ارز را داده است.`` A reporter who tells the one in the past tells the other so too.
    """
    if step.broken or first.form != "clause" or first.mention is None or first.shared is not None:
        return False
    if (
        step.found.form != "colon"
        or step.found.tense != "past"
        or first.tense != "present"
        or first.rule == SOURCE
    ):
        return False
    named = step.sentence.tokens(*first.mention)
    return bool(named[0].classes & _BODIES) and not named[0].classes & {"given", "honorific"}


def _told_in_speech(step: Step, first: Found) -> bool:
    """Whether the words of a report are those of a speaker, in the paragraph or list of what that one says.

    Reporters neither speak in the first person (``لیگ می‌گوید …، ولی کسی از ما نظر نخواست``) nor call anybody by title
    and post alone (``آقای وزیر قول داد``), nor leave out who they are that say a thing (``هر بار می‌گویند …``).
    """
    sent, apart = step.sentence, step.broken and BULLET.search(step.gap) is None
    if apart or first.form != "clause" or first.cue is None or first.rule == SOURCE:
        return False
    named = sent.tokens(*first.mention) if first.mention is not None else ()
    if not named:
        return first.shared is None and is_plural(sent.text, first.cue)
    pointed = "demonstrative" in named[0].classes and any(t.classes & PEOPLE for t in named)
    if pointed or named[0].classes & {"pronoun", "given"}:  # این نماینده گفت: the reporter's word for who speaks
        return False
    titled = len(named) > 1 and "honorific" in named[0].classes and "given" not in named[1].classes
    if titled:
        return "role" in named[1].classes
    said = sent.patterns.first_person.finditer(sent.text, sent.start, sent.end)
    return any(not any(q.start < word.start() < q.end for q in sent.quotes) for word in said)


def _takes_turn(sent: Sentence, cue: int) -> bool:
    """Whether a person named at the head of a sentence is set beside who spoke before (``نوری هم … و قول داد …``)."""
    who = sent.subject(sent.start, cue)
    if who is None or who.start > sent.start + 1 or sent.patterns.also.match(sent.text, who.end) is None:
        return False
    named = sent.tokens(*who)
    return bool(named[0].classes & {"given", "honorific"}) or sent.knows(named)


def _set_against(sent: Sentence, first: Found) -> bool:
    """Whether a conjunction sets somebody against what the sentence told before (``…، اما یک منبع گفت``)."""
    who = first.mention
    near = sent.patterns.against.search(sent.text, who.start - _AGAINST, who.start) if who is not None else None
    return near is not None and who is not None and near.end() == who.start


def _in_turn(step: Step, first: Found) -> bool:
    """Whether a sentence belongs to the turn of somebody whose name and a colon open the line.

    A pronoun does not: who speaks of the speaker is the reporter.
    """
    current, text = step.found, step.sentence.text
    line = text.rfind("\n", 0, current.at)
    opens = current.rule == "headline" and line >= 0 and not count_words(text, line, current.at)
    others = first.mention is not None and text[slice(*first.mention)] not in ALONE
    return opens and others and "\n" not in step.gap


def _of_others(sent: Sentence, current: Found, first: Found) -> bool:
    """Whether a sentence below a heading with a colon reports a body or a group of which the speaker tells."""
    if current.cue is None or current.mention is None or first.mention is None:
        return False
    below = "\n" in sent.text[current.cue.end : current.content[0].start]
    toks = sent.tokens(*first.mention)
    spoken = sent.patterns.occasion.search(sent.text, current.mention.end, current.cue.start)  # در گفت‌وگو با …:
    own = "pronoun" in toks[0].classes or toks[-1].word in sent.text[slice(*current.mention)].split()
    return below and bool(toks[0].classes & _BODIES or toks[0].word in _THEY or (spoken and not own))


def _go_on(sent: Sentence, out: list[Found], current: int | None) -> int | None:
    """Lets a sentence without a cue go on with the open content, if it does; returns the content still open."""
    block = _block_quote(sent, out)
    if block is not None:
        if current is not None and not out[current].content:
            out[current] = out[current]._replace(form="quoted", content=block.content, running=False)
        else:
            out.append(block)
        return None
    if current is None:
        return None
    found = out[current]
    before = found.content[-1].end if found.content else found.cue.end if found.cue else found.at
    if trimmed(sent.text, sent.start, sent.end) is None or _divides(sent, found):
        return current
    return (
        current
        if goes_on(Step(found, sent, sent.text[before : sent.start], partial(_family, sent, out)))
        and _take(out, current, sent)
        else None
    )


def _family(sent: Sentence, out: Sequence[Found]) -> str:
    """The family name of who spoke last, if that is a person who is named; else nothing."""
    for found in reversed(out[-_LATEST:]):
        if found.mention is None or found.nested:
            continue
        toks = tokens(sent.text, *found.mention, sent.words)
        if toks and not toks[0].classes & {"pronoun", "demonstrative"}:
            names = _names(toks) if toks[0].classes & PEOPLE else []
            return names[0].rpartition("|")[2] if names else ""
    return ""


def _divides(sent: Sentence, found: Found) -> bool:
    """Whether a short line with a colon only divides what a heading presents (``سخنان وزیر:`` … ``بهای نان:`` …)."""
    presented = found.rule == "headline" and found.cue is not None and sent.text[found.cue.start] != ":"
    short = count_words(sent.text, sent.start, sent.end) <= _SUBHEADING
    return presented and short and sent.text.endswith(":", sent.start, sent.end)


def _block_quote(sent: Sentence, before: Sequence[Found]) -> Found | None:
    """A sentence that is one quotation, with no cue: its speaker is the one who spoke last."""
    inner = _only_quoted(sent) if before else None
    return Found("quoted", None, "", None, sent.start, (inner,), BLOCK) if inner is not None else None


def _only_quoted(sent: Sentence) -> Span | None:
    """What a sentence quotes that is one quotation and nothing else."""
    if len(sent.quotes) != 1:
        return None
    quote = sent.quotes[0]
    inner = trimmed(sent.text, *quote.inner)
    if inner is None or count_words(sent.text, *inner) < (2 if has_verb(sent, *inner) else _QUOTED):
        return None
    apart = trimmed(sent.text, sent.start, quote.start) or trimmed(sent.text, quote.end, sent.end)
    return None if apart else inner


def _takes_up(sent: Sentence, *, quoted: bool) -> Found | None:
    """The report that takes up the sentence before it, without content yet (``«…» این را وزیر نیرو گفت.``).

    One that is not quoted only ``این را`` takes up, or a noun that names what is told (``این خبر را``).
    """
    if quoted and (said := read_saying(sent, quoted_before=True) or _words_of(sent)) is not None:
        return said
    cue = next((c for c in sent.cues if c.row.kind == "verb"), None)
    if cue is None or cue.row.content not in {"free", "marked"}:
        return None
    toks = sent.tokens(sent.start, cue.start)
    pointed = pointed_object(toks)
    over = count_words(sent.text, cue.end, sent.end) <= 1 or _COORDINATE.match(sent.text, cue.end)
    after = sent.text[: sent.start].rstrip()[-1:] == "؛"  # S؛ این را نوری گفت که …
    if pointed is None or sent.colon(cue):
        return None
    described = sent.text.startswith(_WHO, cue.end) or _post_follows(sent, cue.end)
    if not over and not ((quoted or after) and described):
        return None
    noun = toks[pointed[0] + 1 : pointed[1] - 1]
    if not quoted and (pointed[0] or any(not t.classes & _TOLD for t in noun)):
        return None
    who = sent.subject_among(toks[: pointed[0]])[0] or sent.subject_among(toks[pointed[1] :])[0]
    if who is None and not quoted:
        return None
    words = Span(cue.start, cue.end)
    found = Found("quoted", words, cue.row.id, who, sent.start, (), "quote-before", cue.tense)
    return found if quoted else found._replace(form="clause")


def _speaks_on(sent: Sentence, before: Span, found: Sequence[Found]) -> bool:
    """Whether a sentence names who said the quotation that opens its line before it (``«…» نوری می‌گوید: «…»``)."""
    text = sent.text
    line = text.rfind("\n", 0, before.start) + 1
    opens = not count_words(text, line, before.start) and "\n" not in text[before.end : sent.start]
    return opens and bool(found) and found[0].form == "quoted" and found[0].mention is not None


def _words_of(sent: Sentence) -> Found | None:
    """The report of whose words the sentence before quotes (``«…» این بخشی از صحبت‌های نوری است``)."""
    noun = sent.patterns.words_of.match(sent.text, sent.start, sent.end)
    toks = sent.tokens(noun.end(), sent.end) if noun is not None else ()
    stop = sent.phrase_end(toks) if toks else 0
    if noun is None or not stop or not toks[0].classes & PEOPLE:
        return None
    cue, who = Span(*noun.span("noun")), Span(toks[0].start, toks[stop - 1].end)
    return Found("quoted", cue, "", who, sent.start, (), "quote-before")


def _post_follows(sent: Sentence, at: int) -> bool:
    """Whether a comma and a post follow a verb (``این را نوری می‌گوید، معاون پیشین وزارت کشور``)."""
    toks = sent.tokens(at, min(sent.end, at + _POST))
    return len(toks) > 1 and toks[0].word == "،" and "role" in toks[1].classes


def _after(taken_up: Found, found: Sequence[Found]) -> list[Found]:
    """What a sentence reports after the verb that takes up a quotation (``این را نوری گفت و توضیح داد که …``)."""
    place = taken_up.cue.end if taken_up.cue is not None else taken_up.at
    return [each for each in found if each.cue is not None and each.cue.start >= place]


def _known(text: str, found: Sequence[Found], words: Words) -> Known:
    """Returns the phrases that name a speaker where the text marks their end, with the last words of names."""
    out: set[str] = set()
    for item in found:
        if item.mention is None or not _ends_clearly(text, item, words):
            continue
        toks = tokens(text, *item.mention, words)
        while toks and "honorific" in toks[0].classes:
            toks = toks[1:]
        if not toks or toks[0].classes & {"demonstrative", "pronoun"} or any(t.word == "که" for t in toks):
            continue  # گزارشی که در تهران تهیه شده است: the next reading must see the clause again
        stop = next((k for k, t in enumerate(toks) if t.word in {"،", "("}), len(toks))
        bare = "group" in toks[0].classes or toks[0].classes & {"organization", "complete"} == {"organization"}
        if stop == 1 and bare:
            continue  # کارگران alone does not say where کارگران شهرداری ends, nor سازمان where سازمان بازرسی does
        out.add(joined(toks[:stop]))
        if not toks[0].classes & {"role", "quantifier", "unnamed", "organization"}:
            out.update(_names(toks[:stop]))
    out.discard("")
    # a phrase that begins with a shorter known one has taken up more than the speaker
    return frozenset(p for p in out if not any(p[: bar.start()] in out for bar in _BAR.finditer(p)))


def _ends_clearly(text: str, item: Found, words: Words) -> bool:
    """Whether the cue, a preposition, an adverb or a mark follows the mention at once."""
    if item.mention is None:
        return False
    end = item.mention.end
    if item.cue is not None and end < item.cue.start <= end + 2:
        return True
    following = tokens(text, end, min(len(text), end + 30), words)[:1]
    return any(t.classes & {"preposition", "adverb"} or t.word in {"،", "که", "نیز", "هم", ":"} for t in following)


def _names(toks: Sequence[Token]) -> list[str]:
    """The name at the head of a phrase, its last two words, and its family name."""
    stop = next((k for k, t in enumerate(toks) if k and "role" in t.classes), len(toks))
    name = [t for t in toks[:stop] if t.word[0].isalnum()]
    if not 1 <= len(name) <= 4:
        return []
    out = [joined(name)]
    if len(name) > 1 and len(name[-1].word) >= 3 and name[-1].is_plain:
        out.append(joined(name[-1:]))
    if len(name) > 2:
        out.append(joined(name[-2:]))
    return out


def narration(text: str, sentences: Sequence[Span], found: Sequence[Found]) -> list[Span]:
    """Returns the sentences that report nothing, in text order: their subjects are antecedents for pronouns.

    What stands before and after ``اما`` counts as a sentence each.

    What an outlet reports counts too, since a pronoun after it means the person that is its subject; a question
    does not, since who is asked about is not who answers, nor does a starred subheading.
    """
    covered = [(span, _tells(text, f)) for f in found for span in f.content]
    starts = [span.start for span, _ in covered]
    lows = (bisect_left(starts, start) for start, _ in sentences)
    told = (
        sentence
        for sentence, low in zip(sentences, lows, strict=True)
        if not text.endswith("؟", *sentence)
        and not _is_subheading(text, sentence)
        and (low == len(covered) or starts[low] >= sentence.end or covered[low][1])
    )
    return [clause for sentence in told for clause in _either_side(text, sentence)]


def _either_side(text: str, sentence: Span) -> Iterator[Span]:
    """Yields the parts of a sentence between which ``اما`` stands: the second may have a subject of its own."""
    start = sentence.start
    for but in _BUT.finditer(text, *sentence):
        yield Span(start, but.start())
        start = but.end()
    yield Span(start, sentence.end)


def _tells(text: str, found: Found) -> bool:
    """Whether an outlet tells of others in its own words, which ``به گفته وی`` does not."""
    return found.rule == SOURCE and not (found.mention is not None and text[slice(*found.mention)] in ALONE)


def _is_subheading(text: str, sentence: Span) -> bool:
    """Whether a sentence is a starred line without a stop: it quotes the article and tells nothing further."""
    starred = text[max(0, sentence.start - _STAR) : sentence.start].strip().endswith("*")
    return starred and text[sentence.end - 1] not in _STOPS


def narration_subject(text: str, lexicon: Grammar, sentence: Span) -> Span | None:
    """Returns the subject of a sentence that reports nothing, if it has one, or whom the reporter asks in it."""
    start, end = sentence
    end = min(end, start + _HEAD)
    question = lexicon.patterns.we_ask.search(text, start, end)
    if question is None:
        return narrated(tokens(text, start, end, lexicon.words))
    toks = tokens(text, start, question.start(), lexicon.words)
    first = max((k + 1 for k, token in enumerate(toks) if token.word == _FROM), default=len(toks))
    stop = noun_phrase_end(toks, first, len(toks)) if first < len(toks) else first
    return Span(toks[first].start, toks[stop - 1].end) if stop > first else None
