"""Set-up and checks behind the Makefile. Only the standard library: nothing is installed yet."""

import sys

OLDEST = (3, 11)
if sys.version_info < OLDEST:
    sys.exit(
        f"Heartline needs Python 3.11 or newer, this is {sys.version.split()[0]}.\n"
        "On Debian 12:  apt-get install python3 python3-venv"
    )
