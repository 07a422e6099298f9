"""Writes the gallery anew: `make gallery`, then read the difference."""

from pathlib import Path

from tests.gallery.files import FOLDER, found, gallery


def write() -> list[Path]:
    """Write what changed, drop what is no more, and return both."""
    wanted = dict(gallery())
    gone = sorted(found() - wanted.keys())
    for path in gone:
        path.unlink()
    changed = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in changed:
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted[path], "utf-8")
    return changed + gone


if __name__ == "__main__":
    names = [str(path.relative_to(FOLDER)) for path in write()]
    print("\n".join(names) or "nothing changed")  # noqa: T201 - a command speaks on the console
