"""python -m verify.steps FILE: replay worked solutions, also in a list with certificates; one line each.

Exit code 0: all accepted. 1: at least one rejected. 2: unreadable or malformed.
"""
from __future__ import annotations

import sys

from verify.kernel.__main__ import main
from verify.steps import check

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], check))
