"""``python -m faclaims`` is ``faclaims``."""

import sys


def main() -> None:
    """Runs the command line of this process."""
    try:
        # Imported here: it takes most of the first second, in which Ctrl-C must not end in a traceback.
        from faclaims.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
