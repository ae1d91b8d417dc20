"""What the posts of two mentions tell of whether one person holds them, by the classes of their nouns."""

from collections.abc import Sequence

from faclaims.lexicon.words import Words
from faclaims.stages.speakers.likeness import apart, below, heads_clash, same_head


def posts_held(roles: Sequence[str], words: Words) -> list[str]:
    """The posts among posts and titles: ``استاد`` is a title, ``استاد دانشگاه`` a post."""
    return [role for role in roles if not _is_title(role, words)]


def _is_title(role: str, words: Words) -> bool:
    first, _, field = role.partition(" ")
    classes = words.classes(first)
    return "honorific" in classes and not (field and "role" in classes)


def lesser(posts: Sequence[str], role: str, words: Words) -> bool:
    """Whether a chief is named after somebody of other posts only (``وزیر اقتصاد`` after ``مدیرعامل بورس``)."""
    held = posts_held(posts, words)
    alike = any("chief" in post_classes(post, words) and same_head(post, role) for post in held)
    return "chief" in post_classes(role, words) and bool(held) and not alike


def post_classes(role: str, words: Words) -> frozenset[str]:
    """The classes of the head of a post, of two words where they are one (``رئیس جمهور``)."""
    first, *rest = role.split() or [""]
    return words.classes(" ".join((first, *rest[:1]))) | words.classes(first)


def above_post(held: Sequence[str], role: str, words: Words) -> bool:
    """Whether who holds some posts is a chief and the post is one below a chief: a president is no deputy."""
    return "subordinate" in post_classes(role, words) and any(
        "chief" in post_classes(mine, words) for mine in held
    )


def one_is_party(held: Sequence[str], role: str, words: Words) -> bool:
    """Whether either a post or one held is that of a party to a case (``متهم``), and the other none (``قاضی``)."""
    party = "party" in post_classes(role, words)
    return any(party != ("party" in post_classes(mine, words)) for mine in held)


def posts_clash(held: Sequence[str], posts: Sequence[str], words: Words) -> bool:
    """Whether one of several posts cannot be that of who holds the others: a chief's is told again."""
    pairs = [(mine, post) for mine in held for post in posts]
    if any("chief" in post_classes(post, words) for post in (*held, *posts)):
        return True
    if any(one_is_party(held, post, words) for post in posts):
        return True
    other = any(apart(mine, post) or below(mine, post) or below(post, mine) for mine, post in pairs)
    return other or any(heads_clash(held, post) for post in posts)


def is_kin(held: Sequence[str], words: Words) -> bool:
    """Whether a source was named by whose relative it is (``پسر او``), whose own name comes with the relation."""
    heads = (post_classes(role.partition(" ")[0], words) for role in held)
    return any("kin" in head and "employed" not in head for head in heads)
