"""Published static files under hashed names, with each style sheet in one piece.

While we work, app.css imports one sheet a component. A browser would fetch them one after the
other, so publishing puts each import where it stands, in the layer that it names.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)

SHEETS = ("css/app.css", "css/tabler.css", "css/tabler.rtl.css")
IMPORT = re.compile(r'@import url\("(?P<address>[^"]+)"\) layer\((?P<layer>\w+)\);')


class OnePieceMixin:
    """Runs before the names are hashed; every other file is left to the storage below."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        for name in () if dry_run else SHEETS:
            whole = self.in_one_piece(name, paths)
            self.delete(name)  # type: ignore[attr-defined]
            self._save(name, ContentFile(whole.encode()))  # type: ignore[attr-defined]
            paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)  # type: ignore[misc]

    def in_one_piece(self, name: str, paths: dict[str, Any]) -> str:
        """The text of a sheet with every imported sheet in its place."""

        def placed(found: re.Match[str]) -> str:
            text = _read(_resolved(name, found["address"]), paths)
            return f"@layer {found['layer']} {{\n{text}\n}}"

        return IMPORT.sub(placed, _read(name, paths))


def _read(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        text: str = file.read().decode()
    # A map describes the sheet it was made for, not the one it becomes a part of.
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text)


def _resolved(name: str, address: str) -> str:
    """Where an address leads that a sheet writes relative to itself."""
    parts: list[str] = list(PurePosixPath(name).parent.parts)
    for part in PurePosixPath(address).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


class PublishedStorage(OnePieceMixin, ManifestStaticFilesStorage):  # type: ignore[misc]
    """For the demo and for whoever serves the files uncompressed."""


class CompressedStorage(OnePieceMixin, CompressedManifestStaticFilesStorage):
    """For the image: the same files, also as Brotli and gzip."""
