"""Results made for the tests of what is shown and exported: every field filled, as many as one likes."""

import datetime as dt
import random
from typing import Any, get_args

from faclaims.records import (
    Article,
    Assertion,
    Claim,
    Cue,
    DateMention,
    Entity,
    Evidence,
    Extraction,
    Form,
    Mention,
    Quantity,
    Speaker,
    SpeakerEvidence,
    Stance,
    Subject,
    TextSpan,
)

NAMES = ("مهتاب رستگار", "کامران آذرپی", "سازمان آب نمونه", "نسرین \u202eبهادری", "علی کاظمی")
SUBJECTS = ("cdn", "privacy", "health", "energy", "sports")
SENTENCE = "شبکه تازه از فردا در {n} شهر کار می\u200cکند"


def article_of(name: str, count: int, *, seed: int = 0, **fields: Any) -> Extraction:
    """One article of ``count`` claims, every field of which is filled."""
    draw = random.Random(f"{seed} {name}")
    parts = ["خبر آزمایشی\n"]
    claims = []
    length = len(parts[0])
    for number in range(count):
        speaker = draw.choice(NAMES)
        said = SENTENCE.format(n=number)
        line = f"{speaker} گفت: {said}. "
        claims.append(_claim(name, number, length, speaker, said, draw, fields))
        parts.append(line)
        length += len(line)
    article = Article(id=name, text="".join(parts), **fields)
    return Extraction(article=article, claims=tuple(claims))


def _claim(  # noqa: PLR0917 (one argument a part of the sentence)
    name: str, number: int, at: int, speaker: str, said: str, draw: random.Random, fields: dict[str, Any]
) -> Claim:
    cue_start = at + len(speaker) + 1
    start = cue_start + len("گفت: ")
    stance = draw.choice(get_args(Stance))
    words = TextSpan(start=start, end=start + 4, text=said[:4])
    return Claim(
        claim_id=f"{name}-{start}",
        article_id=name,
        attribution_id=f"{name}-a{start}",
        start=start,
        end=start + len(said),
        text=said,
        normalized=said,
        form=draw.choice(get_args(Form)[:3]),
        cue=Cue(start=cue_start, end=cue_start + 3, text="گفت"),
        speaker=Speaker(
            id=f"S{NAMES.index(speaker)}",
            name=speaker,
            kind="organization" if speaker.startswith("سازمان") else "person",
            roles=("شهردار نمونه",),
            mention=Mention(start=at, end=at + len(speaker), text=speaker, type="named"),
            evidence=SpeakerEvidence(rule="name", linked=TextSpan(start=at, end=at + len(speaker), text=speaker)),
        ),
        via=("خبرگزاری نمونه",),
        entities=(Entity(**words.model_dump(), name="شبکه", kind="product"),),
        subjects=tuple(
            Subject(id=s, stance=stance, evidence=(Evidence(start=start, end=start + 4),))
            for s in draw.sample(SUBJECTS, 2)
        ),
        stance=stance,
        assertion=draw.choice(get_args(Assertion)),
        quantities=(Quantity(**words.model_dump(), value=float(number), unit="شهر"),),
        dates=(DateMention(**words.model_dump(), iso="2024-05-11", jalali="1403-02-22"),),
        confidence=0.75,
        rules=("made",),
        **fields,
    )


def many(claims: int, *, a_piece: int = 10) -> list[Extraction]:
    """Results with at least so many claims, spread over five years and four publishers."""
    start = dt.date(2019, 3, 21)
    return [
        article_of(
            f"news-{n}",
            a_piece,
            seed=n,
            title=f"خبر شماره {n}",
            publisher=f"رسانه {n % 4}",
            published=start + dt.timedelta(days=n * 1800 * a_piece // claims),
            url=f"https://news.example/{n}",
        )
        for n in range(-(-claims // a_piece))
    ]
