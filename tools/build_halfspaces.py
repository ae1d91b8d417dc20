"""Makes the half-space word file from hazm's and parsivar's word lists and a corpus that has its half-spaces.

    .venv/bin/python tools/build_halfspaces.py CORPUS.jsonl

The corpus has one article a line, with ``id``, ``date`` (Jalali, year first) and ``text``. Only articles for
which ``is_tuning`` holds are read, so that benchmarks/halfspace.py can measure on the others. Nothing of them is
kept but single word forms and pairs: those that the rules would spell otherwise, and words seen more than once.
"""

import argparse
import json
import pickle
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

from faclaims.lexicon import load
from faclaims.lexicon.rows import NameRow, WordRow
from faclaims.lexicon.words import words as lexicon_words
from faclaims.stages.normalize import alignment, folding, spelling
from faclaims.stages.phrases import person_rows

ZWNJ = "\u200c"
OUT = Path(__file__).parent.parent / "src/faclaims/lexicon/data/halfspaces.txt"
PERSIAN = re.compile(r"[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئءؤأإ\u200c]+")
PLURAL, WITHOUT = "ها", "بی"
OTHERS = {"پلتفرم", "پیشرو", "پیشروی"}  # hazm parts the loan word; پیش-رو and پیش-روی are ahead of somebody
MODERN = "1390"  # from this year on the agency writes its half-spaces; what is joined then is meant to be joined
LOOSE = re.compile(
    r"(?<![\w\u200c])(?:ن?می|ها|های|هایی)(?![\w\u200c])"
)  # marks an article careless of half-spaces

RULE_WEIGHT = 1.0  # the rules count as so many occurrences of the spelling that they give
TRUST = 4, 0.88  # hazm's compounds start with so many occurrences, of which so many agreed on tuning articles
COMPOUND_FLOOR = 0.75  # least share of attested half-spaces at a part of one of hazm's compounds
TAIL_FLOOR, TAIL_TYPES = 0.8, 3  # least share of half-spaces, and least number of words, for a productive tail
SEEN = 2  # occurrences of a noun with ای that tell that its letters are no plural
APART_FLOOR, APART_COUNT = 0.9, 3  # the same for parts that are tied over a space


class Evidence(NamedTuple):
    """Counts of word forms: spellings of each joined form, free pieces, neighbours parted by a space."""

    spellings: dict[str, Counter[str]]
    free: Counter[str]
    parted: Counter[tuple[str, str]]


def is_tuning(article_id: str) -> bool:
    """Returns whether an article belongs to the half that the word file is made from."""
    return zlib.crc32(article_id.encode()) % 2 == 0


def folded(text: str) -> str:
    """Returns the text as the first two steps of normalizing leave it."""
    return folding.tidy_spaces(folding.fold_characters(alignment.Normalized.identity(text))).text


def gather(articles: Iterable[tuple[str, str]]) -> Evidence:
    """Counts the word forms of (date, text) pairs."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    free: Counter[str] = Counter()
    parted: Counter[tuple[str, str]] = Counter()
    for date, text in articles:
        clean = folded(text)
        loose = LOOSE.search(clean)
        for phrase in re.findall(r"[\w\u200c]+(?: [\w\u200c]+)*", clean):
            words = phrase.split(" ")
            for word in filter(PERSIAN.fullmatch, words):
                pieces = word.split(ZWNJ)
                if len(pieces) > 1 and any(len(piece) == 1 and piece not in "وی" for piece in pieces):
                    continue  # a slip of the keyboard
                free.update(pieces)
                if len(pieces) > 1 or date >= MODERN:
                    spellings[word.replace(ZWNJ, "")][word] += 1
            if date >= MODERN and not loose:
                parted.update((a.rsplit(ZWNJ)[-1], b.split(ZWNJ)[0]) for a, b in pairwise(words))
    return Evidence(dict(spellings), free, parted)


def package_file(package: str, *parts: str) -> Path:
    """Returns a data file of an installed package without importing the package."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; run this with the project's .venv")
    return Path(spec.origin).parent.joinpath(*parts)


def listed_words() -> set[str]:
    """Returns the folded words of hazm that it has seen at least once, and those of parsivar's stemmer."""
    lines = package_file("hazm", "data", "words.dat").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.count("\t") == 2]
    words = {word for word, count, _ in rows if count != "0" or ZWNJ in word}
    with package_file("parsivar", "resource", "stemmer", "stem_lex.pckl").open("rb") as file:
        words |= set(pickle.load(file))  # noqa: S301 - a file of an installed, locked dependency
    return {folded(word) for word in words if PERSIAN.fullmatch(folded(word)) and len(word) > 1}


def verb_stems() -> dict[str, list[str]]:
    """Returns the past, present and spoken present stems of hazm's verbs."""
    past, present, spoken = set(), set(), set()
    for line in package_file("hazm", "data", "verbs.dat").read_text("utf-8").splitlines():
        first, mark, second = folded(line).partition("#")
        if first and mark:
            past.add(first)
            present |= {s for s in second.split(" یا ") if s}
    present |= {stem + "ی" for stem in present if stem[-1] in "او"}
    for line in package_file("hazm", "data", "iverbs.dat").read_text("utf-8").splitlines():
        spoken.add(folded(line).split(" ")[1])
    return {"past": sorted(past), "present": sorted(present), "spoken": sorted(spoken)}


def cuts(spelled: str) -> tuple[int, ...]:
    """Returns the offsets of the half-spaces of a word, counted without them."""
    return tuple(m.start() - i for i, m in enumerate(re.finditer(ZWNJ, spelled)))


def spell(word: str, at: Iterable[int]) -> str:
    """Returns the word with half-spaces at the offsets."""
    marks = set(at)
    return "".join(ZWNJ + char if i in marks else char for i, char in enumerate(word))


def trusted_compounds(compounds: Iterable[str], evidence: Evidence) -> Iterator[str]:
    """Yields those listed compounds whose first and last part the tuning articles set off often enough."""
    compounds = list(compounds)
    agree: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for compound in compounds:
        first, *_, last = compound.split(ZWNJ)
        for form, count in evidence.spellings.get(compound.replace(ZWNJ, ""), Counter()).items():
            for part, at in ((first + "-", cuts(compound)[0]), ("-" + last, cuts(compound)[-1])):
                total[part] += min(count, 3)
                agree[part] += min(count, 3) * (at in cuts(form))
    weight, prior = TRUST
    for compound in compounds:
        first, *_, last = compound.split(ZWNJ)
        shares = [(agree[part] + prior * weight) / (total[part] + weight) for part in (first + "-", "-" + last)]
        if min(shares) >= COMPOUND_FLOOR:
            yield compound


def productive_tails(evidence: Evidence, known: spelling.Spelling) -> list[str]:
    """Returns the second parts that, after a known word, mostly have a half-space before them."""
    tails: dict[str, Counter[bool]] = defaultdict(Counter)
    for word, forms in evidence.spellings.items():
        marks = set(cuts(forms.most_common(1)[0][0]))
        for at in range(2, len(word) - 1):
            if word[at - 1] in spelling.JOINING and known.known(word[:at]) and known.known(word[at:]):
                tails[word[at:]][at in marks] += 1
    endings = {ending for row in known.endings for ending in row.endings} | known.mi_forms
    return sorted(
        tail
        for tail, seen in tails.items()
        if tail not in endings
        and seen[True] >= TAIL_TYPES
        and (seen[True] + 0.5) / (seen.total() + 1.5) > TAIL_FLOOR
    )


def tied_parts(evidence: Evidence, compounds: Iterable[str]) -> dict[str, list[str]]:
    """Returns the pairs, and the tails of pairs, that the articles seldom part with a space."""
    tied: Counter[tuple[str, str]] = Counter()
    for compound in compounds:
        first, _, second = compound.partition(ZWNJ)
        tied[first, second] += ZWNJ not in second
    tied = +tied
    listed = frozenset(tied)
    for forms in evidence.spellings.values():
        for form, count in forms.items():
            pieces = form.split(ZWNJ)
            for first, second in pairwise(pieces):
                if first not in spelling.MI and len(first) > 1 and len(second) > 1:
                    tied[first, second] += count
    tails, parted_tails = Counter[str](), Counter[str]()
    for (first, second), count in tied.items():
        tails[second] += count - ((first, second) in listed)
    for (_, second), count in evidence.parted.items():
        parted_tails[second] += count
    pairs = {
        pair
        for pair, count in tied.items()
        if count / (count + evidence.parted[pair]) > APART_FLOOR
        and (count > 1 or tails[pair[1]] > parted_tails[pair[1]])
    }
    apart_tails = (
        tail
        for tail, count in tails.items()
        if len(tail) > 2
        and count >= APART_COUNT
        and count / (count + parted_tails[tail]) > APART_FLOOR
        and lexicon_words().classes(tail).isdisjoint({"outlet", "given"})  # روزنامه تایمز, به گفته اکبر نوری
    )
    apart = set(chain.from_iterable(map(pairwise, person_names())))  # سیدحسن نصرالله
    return {"pairs": sorted(map(ZWNJ.join, pairs - apart)), "apart-tails": sorted(apart_tails)}


def names() -> Iterator[str]:
    """Yields the words of names in the lexicon, but for those that are rather another word (``شیکها``, ``بینظیر``)."""
    given = (folded(name) for row in load("names", WordRow) for name in row.words if " " not in name)
    known = chain.from_iterable(person_names())
    other = (name for name in (*given, *known) if ZWNJ not in name and not name.startswith(WITHOUT))
    return (name for name in other if not name.endswith(PLURAL))


def single_words() -> Iterator[str]:
    """Yields products, foreign media and titles that are one word (``تویتر``, ``شینهوا``, ``داکتر``)."""
    rows = [(row.name, *row.forms) for row in load("products", NameRow)]
    rows += [row.words for row in load("words", WordRow) if row.id in {"foreign_outlet", "honorific"}]
    for forms in rows:
        parted = {form.replace(ZWNJ, "") for form in forms if ZWNJ in form}
        yield from (form for form in forms if form.isalpha() and form not in parted)


@cache
def person_names() -> list[list[str]]:
    """Returns the words of the names of persons whom the lexicon knows."""
    return [folded(row.name).split() for row in person_rows()]


def rather_plural(evidence: Evidence, words: set[str], past: Iterable[str]) -> list[str]:
    """Returns the words and participles in ه that are rarer than the word without it (``روزه`` beside ``روز``)."""
    rank = Counter(evidence.free) + Counter(words)
    in_heh = {word for word in rank if word.endswith("ه")} | {stem + "ه" for stem in past}  # تولیده
    return sorted(word for word in in_heh if rank[word[:-1]] > rank[word])


def head_of_ai(compound: str) -> str:
    """Returns the word before ``ای`` in a compound (``سفره\u200cای``); nothing where it does not end so."""
    head, _, tail = compound.rpartition(ZWNJ)
    return head if tail == "ای" else ""


def whole_plural(compound: str, plurals: frozenset[str]) -> bool:
    """Returns whether the letters of a compound in ``ه\u200cای`` are rather a plural that needs no half-space.

    After a letter that joins (``نقشهای``) a half-space is missing in either reading, and the list decides.
    """
    head = head_of_ai(compound)
    return head in plurals and head[-2] not in spelling.JOINING


def sections(evidence: Evidence) -> dict[str, list[str]]:
    """Returns the content of the word file."""
    listed = listed_words()
    words = {word for word in listed if ZWNJ not in word}
    seen = {w for w, n in evidence.free.items() if n > 1 and len(w) > 1 and not w.endswith(("های", "هایی"))}
    compounds = {c.replace(ZWNJ, ""): c for c in sorted(listed) if ZWNJ in c and c.replace(ZWNJ, "") not in words}
    stems = verb_stems()
    out = stems | {
        "words": sorted(words),
        "stems": sorted(seen - words),
        "compounds": sorted(compounds.values()),
        "plurals": rather_plural(evidence, words, stems["past"]),
    }
    out["tails"] = productive_tails(evidence, spelling.build(out, spelling.endings()))
    out |= tied_parts(evidence, compounds.values())
    plurals = frozenset(out["plurals"])
    trusted = {c for c in trusted_compounds(compounds.values(), evidence) if not whole_plural(c, plurals)}
    out["compounds"] = sorted(trusted)
    rules = spelling.build(out, spelling.endings())
    for word, forms in evidence.spellings.items():
        votes = Counter({cuts(form): float(count) for form, count in forms.items()})
        votes[rules.cuts(word)] += RULE_WEIGHT
        best = votes.most_common(1)[0][0]
        if whole_plural(spell(word, best), plurals) and (word in forms or forms.total() < SEEN):
            continue  # who writes a plural whole writes it right
        if best != rules.cuts(word):
            trusted.discard(spell(word, rules.compounds.get(word, ())))
            words.discard(word)
            (trusted if best else words).add(spell(word, best))
    whole = {name for name in chain(names(), single_words()) if rules.cuts(name)} | OTHERS  # سیسی, گونتر
    words |= whole
    compound = sorted(word for word in trusted if not is_name(word) and word.replace(ZWNJ, "") not in whole)
    return out | {
        "words": sorted(words),
        "stems": sorted(seen - words),
        "compounds": compound,
        "plurals": sorted(plurals - set(map(head_of_ai, compound))),
    }


def is_name(compound: str) -> bool:
    """Returns whether a compound is a given name that needs no half-space when whole (``بهنام``, ``شکرالله``)."""
    first, _, rest = compound.partition(ZWNJ)
    apart = first in spelling.NO_HEADS or (first[-1:] not in spelling.JOINING and ZWNJ not in rest)
    return apart and "given" in lexicon_words().classes(compound.replace(ZWNJ, ""))


def main() -> None:
    """Reads the corpus and writes the word file."""
    parser = argparse.ArgumentParser(description="Makes the half-space word file.")
    parser.add_argument("corpus", type=Path)
    path = parser.parse_args().corpus
    with path.open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    evidence = gather((a["date"], a["text"]) for a in articles if is_tuning(a["id"]))
    lines = [
        "# Made by tools/build_halfspaces.py, which says how; do not edit.",
        "# Words from hazm and parsivar (MIT licence), word forms counted in Fars news (CC BY 4.0).",
    ]
    for name, entries in sections(evidence).items():
        lines += [f"[{name}]", *entries]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
