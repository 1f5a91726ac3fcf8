"""The most memory that one photo takes at the limits of each format, the whole process counted.

Run: python benchmarks/photos.py [file ...]. Without files it makes its own. Each is made and read in a
process of its own: the peak of a process is handed on to its children.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
from pathlib import Path

from PIL import Image

from bot.domain.errors import Refusal
from bot.ui.images import stripped

FOLDER = Path("build/photos")
SIZES = {"JPEG": (8000, 6000), "PNG": (4618, 3464), "WEBP": (4618, 3464), "GIF": (4618, 3464)}


def made(kind: str) -> bytes:
    """A noisy picture at the limit of its format; the JPEG is progressive, which takes most memory."""
    image = Image.effect_noise(SIZES[kind], 40).convert("P" if kind == "GIF" else "RGB")
    data = io.BytesIO()
    options = {"progressive": True, "quality": 60} if kind == "JPEG" else {}
    image.save(data, kind, **options)
    return data.getvalue()


def read(path: str) -> None:
    """Read one file and say what it took."""
    data = Path(path).read_bytes()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    began = time.perf_counter()
    try:
        photo = stripped(data, path)
        kept, shown = len(photo.kept) // 1024, len(photo.shown) // 1024
        came = f"{photo.width} x {photo.height}, kept {kept} KB, shown {shown} KB"
    except Refusal as refusal:
        came = type(refusal).__name__
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{Path(path).name}: {came}; {took:.1f} s; peak {peak} MB, {before} MB before")


def main(words: list[str]) -> None:
    """Read the files, or pictures of every format."""
    match words:
        case ["--read", path]:
            read(path)
        case ["--make", kind, path]:
            Path(path).write_bytes(made(kind))
        case []:
            FOLDER.mkdir(parents=True, exist_ok=True)
            for kind in SIZES:
                path = str(FOLDER / f"largest.{kind.lower()}")
                again("--make", kind, path)
                again("--read", path)
        case files:
            for path in files:
                again("--read", path)


def again(*words: str) -> None:
    """Run this program in a process of its own."""
    subprocess.run([sys.executable, __file__, *words], check=True)  # noqa: S603 - this program


if __name__ == "__main__":
    main(sys.argv[1:])
