"""`python -m stiefwijzer`: see `python -m stiefwijzer --help`."""

import sys

from stiefwijzer.cli import main

if __name__ == "__main__":
    sys.exit(main())
