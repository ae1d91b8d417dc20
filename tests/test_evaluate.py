"""The measures: the figures of the reference scorer on real articles, and by hand on small ones."""

import json
import math
import random
import subprocess
import sys

import pytest

from faclaims.errors import InputError
from faclaims.evaluate import GoldArticle, GoldSpeaker, evaluate, read_claims, read_gold
from faclaims.evaluate.names import same_speaker


def perfect(gold: list[dict]) -> list[dict]:
    """The claims of a system that makes no mistake."""
    claims = []
    for article in gold:
        speakers = {s["key"]: s for s in article["speakers"]}
        for n, a in enumerate(article["attributions"]):
            labelled = a["sentences"] or [{"span": span} for span in a["content"]]
            claims += [
                {
                    "article_id": article["id"],
                    "attribution_id": f"{article['id']}/{n}",
                    "start": s["span"][0],
                    "end": s["span"][1],
                    "form": a["form"],
                    "nested": a["nested"],
                    "speaker": {k: speakers[a["speaker"]][k] for k in ("name", "kind")},
                    "subjects": [{"id": x} for x in s.get("subjects", [])],
                    "stance": s.get("stance"),
                    "assertion": s.get("assertion"),
                }
                for s in labelled
            ]
    return claims


def shifted(gold: list[dict]) -> list[dict]:
    return [dict(c, start=c["start"] + 25, end=c["end"] + 25) for c in perfect(gold)]


def partial(gold: list[dict]) -> list[dict]:
    return [c for n, c in enumerate(perfect(gold)) if n % 3]


def without_speakers(gold: list[dict]) -> list[dict]:
    return [dict(c, speaker={"name": None, "kind": "person"}) for c in perfect(gold)]


def perturbed(gold: list[dict]) -> list[dict]:
    """Every kind of mistake: spans, speakers, forms, labels, merged and split attributions, spurious claims."""
    rng = random.Random(3)
    texts = {g["id"]: g["text"] for g in gold}
    claims = perfect(gold)
    names = [c["speaker"] for c in claims]
    out = []
    for c in claims:
        if rng.random() < 0.15:
            continue
        edge = max(1, (c["end"] - c["start"]) // 3)
        name = rng.choice([c["speaker"]["name"].split()[-1], "دکتر " + c["speaker"]["name"], c["speaker"]["name"]])
        out.append(
            dict(
                c,
                start=max(0, c["start"] + rng.randint(-edge, edge)),
                end=c["end"] + rng.randint(-edge, edge),
                speaker=rng.choice([c["speaker"], c["speaker"], rng.choice(names), dict(c["speaker"], name=name)]),
                form=rng.choice([c["form"], "clause", "phrase"]),
                nested=rng.random() < 0.1,
                attribution_id=rng.choice([c["attribution_id"]] * 4 + [c["article_id"] + "/merged"]),
                subjects=rng.choice([c["subjects"], [{"id": "economy.health"}], ["other", "labor"]]),
                stance=rng.choice([c["stance"], "neutral", None]),
                assertion=rng.choice([c["assertion"], "asserted"]),
            )
        )
        if rng.random() < 0.1:
            start = rng.randrange(len(texts[c["article_id"]]))
            out.append(dict(c, start=start, end=start + 80, attribution_id=f"{c['article_id']}/x{start}"))
    return out


@pytest.mark.parametrize("make", [perfect, shifted, partial, without_speakers, perturbed, lambda gold: []])
def test_figures_are_those_of_the_reference_scorer(make, shared, tmp_path):
    path = shared / "gold" / "dev.jsonl"
    claims = tmp_path / "claims.jsonl"
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    claims.write_text("".join(json.dumps(c) + "\n" for c in make(gold)), encoding="utf-8")
    command = [sys.executable, shared / "eval" / "score.py", path, claims]
    reference = json.loads(subprocess.run([*command, "--json"], capture_output=True, check=True).stdout)

    report = evaluate(read_gold(path), read_claims(claims))

    assert flat(report.as_dict()) == pytest.approx(flat(reference))
    for by in ("form", "mention"):
        shown = subprocess.run([*command, "--by", by], capture_output=True, check=True, text=True).stdout
        for kind, part in report.parts(by).items():
            line = next(x for x in shown.splitlines() if f"by {by}: {kind} " in x)
            assert line.split() == f"by {by}: {kind} gold {part.gold} found {part.found:.3f}".split() + (
                f"found with right speaker {part.right:.3f}".split()
            )


def flat(figures: dict) -> dict[str, float]:
    out = {}
    for name, value in figures.items():
        if isinstance(value, dict):
            out |= {f"{name} {k}": v for k, v in value.items()}
        elif isinstance(value, list):
            out |= {f"{name} {n}": v for n, v in enumerate(value)}
        else:
            out[name] = value
    return out


def test_mistakes_are_those_of_the_reference_scorer(shared, tmp_path):
    path = shared / "gold" / "dev.jsonl"
    claims = tmp_path / "claims.jsonl"
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    claims.write_text("".join(json.dumps(c) + "\n" for c in perturbed(gold)), encoding="utf-8")
    command = [sys.executable, shared / "eval" / "score.py", path, claims, "--errors", "100000"]
    shown = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    mistakes = list(evaluate(read_gold(path), read_claims(claims)).mistakes())
    for what in ("spurious", "speaker"):
        assert sum(m.what == what for m in mistakes) == shown.count(f" | {what} | ")
    assert sum(m.what.startswith("missed") for m in mistakes) == shown.count(" | missed ")


TEXT = "مریم احمدی گفت: پل تازه باز شد. راه هموار است. باران بارید."


def article() -> GoldArticle:
    said = (TEXT.index("پل"), TEXT.index(". باران"))
    return GoldArticle.model_validate(
        {
            "id": "a",
            "text": TEXT,
            "group": "agency",
            "speakers": [{"key": "S1", "name": "مریم احمدی", "kind": "person"}],
            "attributions": [
                {
                    "form": "colon",
                    "speaker": "S1",
                    "content": [said],
                    "mention": (0, 10),
                    "sentences": [
                        {
                            "span": (said[0], TEXT.index(". راه")),
                            "subjects": ["transportation"],
                            "stance": "favor",
                            "assertion": "asserted",
                        },
                        {
                            "span": (TEXT.index("راه"), said[1]),
                            "subjects": ["transportation"],
                            "stance": "neutral",
                            "assertion": "denied",
                        },
                    ],
                }
            ],
        }
    )


def claim(start: str, end: str, **fields) -> dict:
    span = {"start": TEXT.index(start), "end": TEXT.index(end) + len(end)}
    speaker = {"name": "احمدی", "kind": "person"}
    return span | {"attribution_id": "1", "form": "colon", "speaker": speaker} | fields


def test_half_of_the_content_found():
    report = evaluate([article()], {"a": [claim("پل", "شد", subjects=["x.transportation"], stance="favor")]})
    assert report.figures["end-to-end"] == 1.0
    assert report.figures["exact"] == 0.0
    assert report.tally("tokens").recall == pytest.approx(4 / 7)
    assert report.tally("subjects").recall == 0.5
    assert report.figures["stance accuracy"] == 0.5
    assert report.figures["assertion macro F1"] == 0.0


def test_less_than_half_is_missed_and_spurious():
    report = evaluate([article()], {"a": [claim("راه", "است")]})
    assert report.figures["end-to-end"] == 0.0
    assert [m.what for m in report.mistakes()] == ["spurious", "missed colon"]


def test_wrong_speaker():
    report = evaluate([article()], {"a": [claim("پل", "است", speaker={"name": "رضایی", "kind": "person"})]})
    assert (report.figures["quotes@.5"], report.figures["end-to-end"]) == (1.0, 0.0)
    assert (report.figures["tokens"], report.figures["attributed"]) == (1.0, 0.0)
    assert [m.speaker for m in report.mistakes()] == ["رضایی ≠ مریم احمدی"]


def test_a_phrase_is_not_punished():
    extra = claim("باران", "بارید", form="phrase", attribution_id="2")
    report = evaluate([article()], {"a": [claim("پل", "است"), extra]})
    assert report.figures["end-to-end"] == 1.0


def test_groups_and_parts():
    report = evaluate(
        [article(), article().model_copy(update={"id": "b", "group": "web"})], {"a": [claim("پل", "است")]}
    )
    assert {name: part.figures["end-to-end"] for name, part in report.groups().items()} == {"agency": 1, "web": 0}
    assert report.parts("mention") == {"named-or-role": (2, 0.5, 0.5)}
    assert report.as_dict()["worst group end-to-end"] == 0


def test_nothing_to_score():
    report = evaluate([], {})
    assert report.attributions == 0
    assert all(math.isfinite(v) for v in report.figures.values())


PERSON = GoldSpeaker(key="S", name="محمدجواد آذری جهرمی", aliases=("آذری",), kind="person", roles=("معاون وزیر",))
MINISTRY = GoldSpeaker(key="S", name="وزارت ارتباطات و فناوری اطلاعات", kind="organization")
DESCRIBED = GoldSpeaker(
    key="S", name="رئیس اداره راه چاراویماق", kind="person", roles=("رئیس اداره راه چاراویماق",)
)
SECRET = GoldSpeaker(key="S", name="یک منبع آگاه", kind="unnamed")


@pytest.mark.parametrize(
    ("name", "kind", "speaker", "same"),
    [
        ("محمدجواد آذری جهرمی", "person", PERSON, True),
        ("مهندس محمد\u200cجواد آذري جهرمي", "person", PERSON, True),
        ("جهرمی", "person", PERSON, True),
        ("محمدجواد جهرمی", "person", PERSON, True),
        ("دکتر آذری", "person", PERSON, True),
        ("رمی", "person", PERSON, True),
        ("محمدجواد", "person", PERSON, False),
        ("معاون وزیر", "person", PERSON, False),
        (None, "person", PERSON, False),
        ("وزارت ارتباطات", "organization", MINISTRY, False),
        ("وزارت ارتباطات و فناوری", "organization", MINISTRY, True),
        ("رئیس اداره راه", "person", DESCRIBED, True),
        ("اداره راه", "person", DESCRIBED, True),
        ("استاندار", "person", DESCRIBED, False),
        ("کسی", "unnamed", SECRET, True),
        (None, "unnamed", SECRET, True),
        ("کسی", "person", SECRET, False),
    ],
)
def test_same_speaker(name, kind, speaker, same):
    assert same_speaker(name, kind, speaker) is same


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"id": "a"}\n', "gold.jsonl:1: text: Field required"),
        ("\nx\n", "gold.jsonl:2: "),
        (
            '{"id": "a", "text": "x", "attributions": [{"form": "colon", "speaker": "S9", "content": [[0, 1]]}]}',
            "attributions name speakers that are not listed: S9",
        ),
    ],
)
def test_gold_errors_name_line_and_reason(content, reason, tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_gold(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{}", "no field 'article_id'"),
        (b'{"article_id": "a"}', "no field 'start'"),
        (b"[]", "not the expected record"),
        (b"{", "not a JSON object"),
        ("{}".encode("utf-16"), "not UTF-8"),
    ],
)
def test_claims_errors_name_the_reason(content, reason, tmp_path):
    path = tmp_path / "claims.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=reason):
        read_claims(path)


def test_missing_file_says_what_to_give(tmp_path):
    with pytest.raises(InputError, match=r"none\.jsonl: No such file or directory; give a JSONL file"):
        read_gold(tmp_path / "none.jsonl")
