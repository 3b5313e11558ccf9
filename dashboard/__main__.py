"""``python -m dashboard`` is the command ``conflict-events``."""

from dashboard.cli import main

if __name__ == "__main__":
    main()
