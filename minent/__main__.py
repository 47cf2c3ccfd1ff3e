"""``python -m minent``."""

from minent.cli import main

if __name__ == "__main__":
    main()
