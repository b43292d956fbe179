"""`python -m verify.oracle.findings`: run every finding and print the page."""
from __future__ import annotations

import sys

from verify.oracle.findings.page import page

if __name__ == "__main__":
    sys.stdout.write(page())
