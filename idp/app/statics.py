"""Stylesheets, scripts and the logo: read once, served from memory, cached for good under a name that changes with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, abort

from idp.config.settings import Municipality

FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent."""

    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Statics:
    """Every static file by name, under one version: the hash of them all."""

    files: Mapping[str, StaticFile]
    version: str

    @classmethod
    def load(cls, folder: Path, municipality: Municipality) -> "Statics":
        """Read the folder, and add the municipality's colour as `theme.css` and its logo as `logo`."""
        files = {path.name: read_static(path) for path in sorted(folder.iterdir()) if path.is_file()}
        theme = f":root {{ --accent: {municipality.accent}; }}\n"
        files["theme.css"] = StaticFile(theme.encode(), "text/css; charset=utf-8")
        if municipality.logo:
            files["logo"] = read_static(municipality.logo)
        digest = sha256()
        for name, file in files.items():
            digest.update(name.encode() + b"\0" + file.body)
        return cls(files, digest.hexdigest()[:16])

    def path_of(self, name: str) -> str:
        """Return the path a page links to; raise KeyError when there is no such file."""
        self.files[name]
        return f"/static/{self.version}/{name}"


def read_static(path: Path) -> StaticFile:
    """Read one file and name its type by its ending."""
    content_type = guess_type(path.name)[0] or "application/octet-stream"
    is_text = content_type.startswith("text/")
    return StaticFile(path.read_bytes(), f"{content_type}; charset=utf-8" if is_text else content_type)


def build_statics(statics: Statics) -> Blueprint:
    """Return the pages below /static. An old version's address still answers, but is not cached."""
    pages = Blueprint("statics", __name__, url_prefix="/static")

    @pages.get("/<version>/<name>")
    def send(version: str, name: str) -> Response:
        file = statics.files.get(name)
        if file is None:
            abort(404)
        response = Response(file.body, content_type=file.content_type)
        response.headers["Cache-Control"] = FOR_GOOD if version == statics.version else "no-cache"
        return response

    return pages
