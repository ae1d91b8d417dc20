"""A result as a notebook shows it: the article with its claims marked, and a table of them."""

from faclaims.records import Extraction
from faclaims.report.facts import own_facts, said_facts, subject_name
from faclaims.report.highlight import pieces
from faclaims.report.language import Lang, subject_names
from faclaims.report.page import environment, without_halves


def view(result: Extraction) -> str:
    """Returns a fragment of HTML that needs no script and keeps its styles to itself.

    Example:
        >>> from faclaims import Extractor
        >>> view(Extractor().extract("وزیر نیرو گفت: او آمد.")).count("<mark")
        1
    """
    lang: Lang = "en"
    article, names = result.article, subject_names(lang)
    told = [
        " · ".join(
            f"{label}: {value}"
            for label, value in (*said_facts(c, lang), *own_facts(c, article.text, names, lang))
        )
        for c in result.claims
    ]
    subjects = [", ".join(subject_name(s.id, names) for s in c.subjects) for c in result.claims]
    shown = (
        environment(lang)
        .get_template("notebook.html.jinja")
        .render(
            article=article,
            claims=result.claims,
            pieces=pieces(article.text, result.claims),
            told=told,
            subjects=subjects,
        )
    )
    return without_halves(shown)
