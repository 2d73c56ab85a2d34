"""Publish a few files of npm packages as static files, without a copy in the repository."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage, Storage


class MappedStorage(FileSystemStorage):
    """Serves each published name from another path below one folder."""

    prefix = None

    def __init__(self, root: Path, files: dict[str, str]) -> None:
        super().__init__(location=str(root))
        self._files = files

    def path(self, name: str) -> str:
        return str(Path(self.location) / self._files[name.replace("\\", "/")])


class VendorFinder(BaseFinder):
    """Finds exactly the files that settings.VENDOR_FILES names in settings.NODE_MODULES."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.root = Path(settings.NODE_MODULES)
        self.files: dict[str, str] = settings.VENDOR_FILES
        self.storage = MappedStorage(self.root, self.files)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        missing = [source for source in self.files.values() if not (self.root / source).is_file()]
        if not missing:
            return []
        return [Error(f"Missing front-end files: {missing}", hint="Run: npm ci", id="config.E001")]

    # Django renamed `all` to `find_all`; the lookups of 5.2 still pass either.
    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        source = self.files.get(path)
        if not source or not (self.root / source).is_file():
            return []
        found = str(self.root / source)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for name in self.files:
            yield name, self.storage
