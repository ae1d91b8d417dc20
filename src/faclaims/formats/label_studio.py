"""Annotated articles as Label Studio tasks, and its export back (https://labelstud.io/guide/task_format).

Each attribution is a region ``Content`` that carries form, nesting and speaker; relations lead from it to the
regions of its cue, its mention, its further pieces and its sentences, which carry subjects, stance and assertion.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple, get_args
from xml.etree import ElementTree as Xml

from faclaims.errors import InputError
from faclaims.evaluate import GoldArticle, GoldAttribution, GoldSpeaker
from faclaims.evaluate.gold import GoldSentence
from faclaims.records import Assertion, Form, SpeakerKind, Stance

_SPEAKER_TEXTS = ("speaker", "aliases", "roles")
_RELATIONS = ("cue", "mention", "piece", "sentence")

type _Result = dict[str, Any]


def to_label_studio(articles: Iterable[GoldArticle]) -> list[dict[str, Any]]:
    """Returns one task an article, with its annotations as a prediction that an annotator starts from.

    Args:
        articles: Annotated articles, such as `faclaims.formats.gold.gold_of` makes of results.

    Example:
        >>> from faclaims import Extractor
        >>> from faclaims.formats.gold import gold_of
        >>> gold = gold_of(Extractor().extract("علی رضایی گفت: آب کم است."))
        >>> task = to_label_studio([gold])[0]
        >>> task["annotations"] = task.pop("predictions")  # what an annotator does who finds nothing wrong
        >>> list(from_label_studio([task])) == [gold]
        True
    """
    return [
        {
            "data": {name: getattr(a, name) for name in ("id", "text", "title", "publisher", "group")},
            "predictions": [{"model_version": "faclaims", "result": list(_results(a))}],
        }
        for a in articles
    ]


def label_config(subjects: Mapping[str, str]) -> str:
    """Returns the labelling interface to paste into a Label Studio project.

    Args:
        subjects: Names of the subjects by their ids.
    """
    view = Xml.Element("View")
    Xml.SubElement(view, "Style").text = ".htx-text, [class*=richtext] { direction: rtl; line-height: 2.2; }"
    labels = Xml.SubElement(view, "Labels", name="label", toName="text")
    for name, colour in (
        ("Content", "#0f766e"),
        ("Sentence", "#b9a13b"),
        ("Cue", "#b4431c"),
        ("Mention", "#155a8a"),
    ):
        Xml.SubElement(labels, "Label", value=name, background=colour)
    Xml.SubElement(view, "Text", name="text", value="$text", granularity="word")
    relations = Xml.SubElement(view, "Relations")
    for name in _RELATIONS:
        Xml.SubElement(relations, "Relation", value=name)
    for name in _SPEAKER_TEXTS:
        _field(view, "TextArea", name, "Content", {"maxSubmissions": "1" if name == "speaker" else "9"})
    _choices(view, "kind", "Content", dict.fromkeys(get_args(SpeakerKind), ""))
    _choices(view, "form", "Content", dict.fromkeys(get_args(Form), ""))
    _choices(view, "nested", "Content", {"nested": ""})
    _choices(view, "subjects", "Sentence", subjects, choice="multiple")
    _choices(view, "stance", "Sentence", dict.fromkeys(get_args(Stance), ""))
    _choices(view, "assertion", "Sentence", dict.fromkeys(get_args(Assertion), ""))
    Xml.indent(view)
    return Xml.tostring(view, encoding="unicode") + "\n"


def from_label_studio(tasks: Iterable[Mapping[str, Any]]) -> Iterator[GoldArticle]:
    """Yields the annotated articles of a Label Studio export in its JSON format.

    Of the annotations of a task, the one marked as ground truth counts, else the last; a task without any is
    passed over. Offsets are taken as code points or as UTF-16 units, whichever fits the words that the region
    holds: which of the two it is has changed between versions of Label Studio.

    Args:
        tasks: The list that the export file holds.

    Raises:
        InputError: A task does not follow the labelling interface; the message names task and region.
    """
    for number, task in enumerate(tasks, start=1):
        try:
            data = task["data"]
            done = [a for a in task.get("annotations", ()) if not a.get("was_cancelled")]
            if done:
                chosen = next((a for a in done if a.get("ground_truth")), done[-1])
                yield _article(data, chosen["result"])
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            reason = f"task {number}: not a task of a Label Studio export in JSON format ({error!r})"
            raise InputError(reason) from None
        except ValueError as error:
            raise InputError(f"task {number}: {error}") from None


def _field(view: Xml.Element, tag: str, name: str, label: str, more: dict[str, str]) -> Xml.Element:
    when = {"whenTagName": "label", "whenLabelValue": label}
    Xml.SubElement(view, "Header", {"value": name, "size": "5"} | when)
    return Xml.SubElement(view, tag, {"name": name, "toName": "text", "perRegion": "true"} | when | more)


def _choices(view: Xml.Element, name: str, label: str, values: Mapping[str, str], choice: str = "single") -> None:
    field = _field(view, "Choices", name, label, {"choice": choice, "showInline": "true"})
    for value, hint in values.items():
        Xml.SubElement(field, "Choice", {"value": value} | ({"hint": hint} if hint else {}))


def _results(article: GoldArticle) -> Iterator[_Result]:
    speakers = {s.key: s for s in article.speakers}
    numbers = count(1)
    for attribution in article.attributions:
        yield from _attribution_results(article.text, attribution, speakers[attribution.speaker], numbers)


def _attribution_results(
    text: str, attribution: GoldAttribution, speaker: GoldSpeaker, numbers: Iterator[int]
) -> Iterator[_Result]:
    def region(label: str, span: tuple[int, int]) -> _Result:
        value = {"start": span[0], "end": span[1], "text": text[span[0] : span[1]], "labels": [label]}
        return {"id": f"r{next(numbers)}", **_to_text("label", "labels"), "value": value}

    head = region("Content", attribution.content[0])
    yield head
    nested = ("nested",) if attribution.nested else ()
    for name, choices in (("form", (attribution.form,)), ("nested", nested), ("kind", (speaker.kind,))):
        yield from _detail(head, name, "choices", choices)
    for name, texts in zip(_SPEAKER_TEXTS, ((speaker.name,), speaker.aliases, speaker.roles), strict=True):
        yield from _detail(head, name, "textarea", texts)
    linked = [("piece", "Content", span, None) for span in attribution.content[1:]]
    linked += [("cue", "Cue", attribution.cue, None)] if attribution.cue else []
    linked += [("mention", "Mention", attribution.mention, None)] if attribution.mention else []
    for relation, label, span, sentence in [
        *linked,
        *(("sentence", "Sentence", s.span, s) for s in attribution.sentences),
    ]:
        part = region(label, span)
        yield part
        if sentence is not None:
            yield from _sentence_results(part, sentence)
        yield {
            "type": "relation",
            "from_id": head["id"],
            "to_id": part["id"],
            "direction": "right",
            "labels": [relation],
        }


def _sentence_results(region: _Result, sentence: GoldSentence) -> Iterator[_Result]:
    yield from _detail(region, "subjects", "choices", sentence.subjects)
    yield from _detail(region, "stance", "choices", (sentence.stance,) if sentence.stance else ())
    yield from _detail(region, "assertion", "choices", (sentence.assertion,) if sentence.assertion else ())


def _detail(region: _Result, name: str, kind: str, values: tuple[str, ...]) -> Iterator[_Result]:
    if values:
        place = {"start": region["value"]["start"], "end": region["value"]["end"]}
        key = "choices" if kind == "choices" else "text"
        yield {"id": region["id"], **_to_text(name, kind), "value": {**place, key: list(values)}}


def _to_text(name: str, kind: str) -> _Result:
    return {"from_name": name, "to_name": "text", "type": kind}


class _Drawn(NamedTuple):
    """What an annotator left in one task: regions, what is filled in for them, and relations between them."""

    regions: dict[str, tuple[str, tuple[int, int]]]
    details: dict[str, dict[str, tuple[str, ...]]]
    links: dict[str, list[tuple[str, str]]]

    def linked(self, head: str, relation: str) -> tuple[str, ...]:
        """Returns the regions to which a relation leads from a content."""
        return tuple(to for name, to in self.links.get(head, ()) if name == relation and to in self.regions)

    def spans(self, head: str, relation: str) -> tuple[tuple[int, int], ...]:
        """Returns the spans of these regions."""
        return tuple(self.regions[to][1] for to in self.linked(head, relation))


def _article(data: Mapping[str, Any], results: Iterable[_Result]) -> GoldArticle:
    drawn = _drawn(data["text"], results)
    pieces = {to for head in drawn.links for to in drawn.linked(head, "piece")}
    heads = [name for name, (label, _) in drawn.regions.items() if label == "Content" and name not in pieces]
    owned = _owned(heads, drawn)
    sources = {head: _source(head, drawn) for head in heads}
    keys = {source: f"S{number}" for number, source in enumerate(dict.fromkeys(sources.values()), start=1)}
    attributions = (_attribution(h, keys[sources[h]], owned.get(h, ()), drawn) for h in heads)
    return GoldArticle(
        **{name: data.get(name) for name in ("id", "text", "title", "publisher", "group")},
        speakers=tuple(
            _speaker(key, source, [drawn.details[h] for h in heads if sources[h] == source])
            for source, key in keys.items()
        ),
        attributions=tuple(sorted(attributions, key=lambda a: a.content[0])),
    )


def _drawn(text: str, results: Iterable[_Result]) -> _Drawn:
    drawn = _Drawn({}, {}, {})
    for result in results:
        match result["type"]:
            case "relation":
                label = (result.get("labels") or [""])[0]
                drawn.links.setdefault(result["from_id"], []).append((label, result["to_id"]))
            case "labels":
                value = result["value"]
                drawn.regions[result["id"]] = (value["labels"][0], _span(text, value))
            case "choices" | "textarea" as kind:
                given = result["value"]["choices" if kind == "choices" else "text"]
                texts = (given,) if isinstance(given, str) else tuple(given)
                drawn.details.setdefault(result["id"], {})[result["from_name"]] = texts
    return drawn


def _source(head: str, drawn: _Drawn) -> tuple[str, str]:
    """Returns name and kind of the speaker of a content, which tell speakers apart."""
    about = drawn.details.get(head, {})
    if not about.get("speaker") or not about.get("form"):
        start, end = drawn.regions[head][1]
        raise ValueError(f"the content at {start}–{end} has no speaker or no form; fill them in and export")
    return about["speaker"][0], about.get("kind", ("person",))[0]


def _speaker(key: str, source: tuple[str, str], told: Sequence[Mapping[str, tuple[str, ...]]]) -> GoldSpeaker:
    aliases, roles = (
        tuple(dict.fromkeys(text for about in told for text in about.get(name, ())))
        for name in ("aliases", "roles")
    )
    return GoldSpeaker(key=key, name=source[0], kind=source[1], aliases=aliases, roles=roles)


def _attribution(head: str, speaker: str, sentences: Sequence[str], drawn: _Drawn) -> GoldAttribution:
    about = drawn.details[head]
    labelled = (_sentence(drawn.regions[name][1], drawn.details.get(name, {})) for name in sentences)
    return GoldAttribution(
        form=about["form"][0],
        nested=bool(about.get("nested")),
        speaker=speaker,
        content=tuple(sorted([drawn.regions[head][1], *drawn.spans(head, "piece")])),
        cue=next(iter(drawn.spans(head, "cue")), None),
        mention=next(iter(drawn.spans(head, "mention")), None),
        sentences=tuple(sorted(labelled, key=lambda s: s.span)),
    )


def _owned(heads: Sequence[str], drawn: _Drawn) -> dict[str, list[str]]:
    """Returns the sentences of each content: those linked to it, and those drawn inside it without a link."""
    owner = {to: head for head in heads for to in drawn.linked(head, "sentence")}
    stretches = [(span, h) for h in heads for span in (drawn.regions[h][1], *drawn.spans(h, "piece"))]
    for name, (label, (start, end)) in drawn.regions.items():
        if label == "Sentence" and name not in owner:
            around = [(b - a, head) for (a, b), head in stretches if a <= start and end <= b]
            if not around:
                raise ValueError(f"the sentence at {start}–{end} stands in no content; draw the content around it")
            owner[name] = min(around)[1]
    owned: dict[str, list[str]] = {}
    for name, head in owner.items():
        owned.setdefault(head, []).append(name)
    return owned


def _sentence(span: tuple[int, int], about: Mapping[str, tuple[str, ...]]) -> GoldSentence:
    return GoldSentence(
        span=span,
        subjects=about.get("subjects", ()),
        stance=next(iter(about.get("stance", ())), None),
        assertion=next(iter(about.get("assertion", ())), None),
    )


def _span(text: str, value: Mapping[str, Any]) -> tuple[int, int]:
    start, end = int(value["start"]), int(value["end"])
    words = value.get("text")
    if words is None or text[start:end] == words:
        return start, end
    units = text.encode("utf-16-le", "surrogatepass")
    try:
        before, inside = (units[a * 2 : b * 2].decode("utf-16-le") for a, b in ((0, start), (start, end)))
    except UnicodeDecodeError:
        before, inside = "", ""
    if inside != words:
        raise ValueError(f"the region at {start}–{end} holds {words!r}, which does not stand there in the text")
    return len(before), len(before) + len(inside)
