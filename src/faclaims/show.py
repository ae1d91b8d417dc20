"""An extraction for the eyes: the article in colours, and a table of its claims."""

import re
from collections.abc import Iterator
from itertools import cycle

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from faclaims.records import Claim, Extraction

_COLOURS = ("cyan", "magenta", "green", "blue", "red", "yellow")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_WIDE = {"speaker": 20, "cue": 12, "form": 6, "stance": 7, "assertion": 11, "subjects": 17}
_NARROW = {"speaker": 14, "cue": 10, "form, stance, assertion, subjects": 17}
_ROOM = 120
"""Columns of a terminal from which each label has a column of its own."""
# Direction marks have no width. A terminal that lays out right-to-left text does it line by line: the first keep
# the full stop of a Persian line at its left end, the second keep neighbouring Persian cells from changing places.
_RLM = "\u200f"
_LRM = "\u200e"


def show(extraction: Extraction, console: Console) -> None:
    """Prints an article, each speaker with own words in one colour, and then its claims.

    The mention of a speaker is in reverse, the cue underlined, the content in the colour of the speaker.

    Args:
        extraction: What was found in the article.
        console: Where to print.
    """
    article = extraction.article
    speakers = dict.fromkeys(a.speaker.id for a in extraction.attributions)
    colours = dict(zip(speakers, cycle(_COLOURS), strict=False))
    console.rule(_plain(" · ".join(filter(None, (article.id, article.publisher, article.title)))))
    for line in _lines(_painted(extraction, colours), console):
        console.print(line, soft_wrap=True)
    console.print()
    if extraction.claims:
        _print_table(extraction, colours, console)
    else:
        console.print("No claims found.")


def _painted(extraction: Extraction, colours: dict[str, str]) -> Text:
    text = _plain(extraction.article.text)
    for attribution in extraction.attributions:
        for piece in attribution.content:
            text.stylize(colours[attribution.speaker.id], piece.start, piece.end)
    for attribution in extraction.attributions:
        mention, cue = attribution.speaker.mention, attribution.cue
        text.stylize(f"bold reverse {colours[attribution.speaker.id]}", mention.start, mention.end)
        if cue is not None:
            text.stylize("bold underline", cue.start, cue.end)
    text.rstrip()
    return text


def _plain(text: str, style: str = "") -> Text:
    # One character for one, so that offsets hold; an article must not send commands to the terminal.
    return Text(_CONTROL.sub(" ", text), style=style)


def _lines(text: Text, console: Console) -> Iterator[Text]:
    for line in text.wrap(console, console.width):
        line.rstrip()
        line.pad_left(max(0, console.width - line.cell_len))
        yield Text.assemble(_RLM, line, _RLM) if console.is_terminal and line.cell_len else line


def _print_table(extraction: Extraction, colours: dict[str, str], console: Console) -> None:
    wide = console.width >= _ROOM
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for name, width in (_WIDE if wide else _NARROW).items():
        table.add_column(name, width=width, overflow="fold")
    table.add_column("text", ratio=1, justify="right")
    for claim in extraction.claims:
        labels = _labels(claim)
        table.add_row(
            _plain(claim.speaker.name or "?", style=colours.get(claim.speaker.id, "")),
            _plain(claim.cue.text if claim.cue else ""),
            *(labels if wide else (Text("\n").join(filter(None, labels)),)),
            _plain(claim.text.replace("\n", " ")),
        )
    with console.capture() as captured:
        console.print(table)
    printed = captured.get()
    # Columns are two spaces apart or more; the mark goes between the spaces.
    console.file.write(re.sub(r" (?= \S)", f" {_LRM}", printed) if console.is_terminal else printed)


def _labels(claim: Claim) -> list[Text]:
    subjects = ", ".join(s.id for s in claim.subjects)
    return [Text(label) for label in (claim.form, claim.stance, claim.assertion, subjects)]
