"""Tell a container engine whether a service is well: exit code 0 or 1.

python -m bin.healthcheck url http://127.0.0.1:8000/healthz
python -m bin.healthcheck written /var/tmp/beat 600
"""

import os
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen


def url_answers(url: str) -> bool:
    """Ask as the proxy would: a page refuses a host name that is not its own."""
    host = urlsplit(os.environ.get("PUBLIC_URL", "")).hostname or "localhost"
    try:
        with urlopen(Request(url, headers={"Host": host}), timeout=5) as response:
            return bool(response.status == 200)
    except URLError:
        return False


def was_written(path: Path, within_seconds: float) -> bool:
    """Look whether a file, or one that starts with its name, was written lately."""
    newest = max((file.stat().st_mtime for file in path.parent.glob(f"{path.name}*")), default=0)
    return time.time() - newest < within_seconds


def main(kind: str, target: str, seconds: str = "600") -> int:
    well = url_answers(target) if kind == "url" else was_written(Path(target), float(seconds))
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
