"""The errors that faclaims raises; each message says what is wrong, where, and what to do about it."""


class FaclaimsError(Exception):
    """Base class of every error that faclaims raises on purpose."""


class LexiconError(FaclaimsError):
    """A lexicon file or row is wrong; the message names the file, the row and the fix."""


class InputError(FaclaimsError):
    """An input cannot be read; the message names the path and the fix."""


class OutputError(FaclaimsError):
    """An output cannot be written; the message names the path and the fix."""


class MissingExtraError(FaclaimsError, ImportError):
    """A library that an optional feature needs is not installed; the message names the extra that brings it."""
