"""``python -m faclaims`` is ``faclaims``."""

from faclaims.cli import main

if __name__ == "__main__":
    main()
