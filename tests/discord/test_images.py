"""What members upload becomes a JPEG of its pixels and nothing else, or a clear refusal."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import discord
import pytest
from PIL import Image, ImageCms

from bot.domain.photos import LARGEST_PHOTO, NotAPhoto, TooManyPixels
from bot.ui.images import KEPT_SIDE, LONGEST_SIDE, published, stripped

if TYPE_CHECKING:
    from bot.client import TableeBot

NANTES = {1: "N", 2: (47.0, 13.0, 6.0), 3: "W", 4: (1.0, 33.0, 13.0)}
IPHONE = Path(__file__).with_name("iphone.heic")
SECRETS = (b"Exif", b"Pixel", b"ns.adobe.com", b"a comment", b"ICC_PROFILE", b"Nantes")


def picture(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def telltale(orientation: int = 1) -> Image.Exif:
    """What a telephone writes beside the pixels: where, when, with what."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110], exif[0x010E] = "Google", "Pixel 9", "Nantes"
    exif.get_ifd(0x8825).update(NANTES)
    return exif


def segments(jpeg: bytes) -> list[tuple[int, bytes]]:
    """The marked parts of a JPEG before its pixels begin."""
    found, at = [], 2
    assert jpeg[:2] == b"\xff\xd8"
    while jpeg[at + 1] != 0xDA:
        length = struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        found.append((jpeg[at + 1], jpeg[at + 4 : at + 2 + length]))
        at += 2 + length
    return found


def assert_bare(jpeg: bytes) -> Image.Image:
    """Read the bytes back: tables, size and the JFIF mark, and no place for anything else."""
    for marker, body in segments(jpeg):
        assert marker in {0xDB, 0xC0, 0xC2, 0xC4, 0xE0}, hex(marker)
        assert marker != 0xE0 or body.startswith(b"JFIF\0")
    assert jpeg.endswith(b"\xff\xd9")
    assert not [secret for secret in SECRETS if secret in jpeg]  # none so short that pixels hold it by chance
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    assert image.format == "JPEG"
    assert not image.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)
    return image


def developed(data: bytes, filename: str) -> bytes:
    """The photo as it is shown; what is kept of it is looked at too."""
    photo = stripped(data, filename)
    assert max(assert_bare(photo.kept).size) <= KEPT_SIDE
    return photo.shown


def is_red(pixel: Any) -> bool:
    return pixel[0] > 200 and pixel[2] < 60


def test_place_and_camera_are_gone_from_a_jpeg() -> None:
    profile = ImageCms.ImageCmsProfile(cast("Any", ImageCms.createProfile("sRGB"))).tobytes()
    given = encoded(
        picture(),
        "JPEG",
        exif=telltale(),
        xmp=b"<x:xmpmeta xmlns='http://ns.adobe.com/xap/1.0/'/>",
        comment=b"a comment",
        icc_profile=profile,
        quality=95,
    )
    assert dict(Image.open(io.BytesIO(given)).getexif().get_ifd(0x8825)) == NANTES
    assert b"Pixel" in given
    image = assert_bare(developed(given, "IMG.jpg"))
    assert image.size == (64, 48)
    assert is_red(image.getpixel((5, 5)))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_place_and_camera_are_gone_from_other_formats(kind: str) -> None:
    given = encoded(picture(), kind, exif=telltale())
    assert Image.open(io.BytesIO(given)).getexif().get_ifd(0x8825)
    assert_bare(developed(given, "photo"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_format_is_read_whatever_it_is_called(kind: str) -> None:
    image = assert_bare(developed(encoded(picture(), kind), "photo.txt"))
    assert image.size == (64, 48)
    assert is_red(image.getpixel((5, 5)))
    assert not is_red(image.getpixel((60, 5)))


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(1, (64, 48), (5, 5)), (3, (64, 48), (60, 40)), (6, (48, 64), (40, 5)), (8, (48, 64), (5, 60))],
)
def test_a_photo_stands_upright(orientation: int, size: tuple[int, int], red_at: tuple[int, int]) -> None:
    given = encoded(picture(), "JPEG", exif=telltale(orientation))
    image = assert_bare(developed(given, "IMG.jpg"))
    assert image.size == size
    assert is_red(image.getpixel(red_at))


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "CMYK", "1", "I;16"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    source = picture().convert("L").convert("I").convert("I;16") if mode == "I;16" else picture(mode)
    assert assert_bare(developed(encoded(source, kind), "photo")).mode == "RGB"


def test_transparency_becomes_white() -> None:
    image = assert_bare(developed(encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"), "logo.png"))
    assert image.getpixel((10, 10)) == (255, 255, 255)


def test_a_moving_picture_stands_still() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    given = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=b"a comment")
    assert is_red(assert_bare(developed(given, "party.gif")).getpixel((10, 10)))


def test_two_pictures_in_one_file_are_one_photo() -> None:
    given = encoded(picture(), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48), "green")])
    assert is_red(assert_bare(developed(given, "portrait.jpg")).getpixel((5, 5)))


def test_a_colour_profile_is_applied_before_it_is_dropped() -> None:
    lab = ImageCms.ImageCmsProfile(cast("Any", ImageCms.createProfile("LAB"))).tobytes()
    for profile in (lab, b"broken"):
        given = encoded(picture("RGBA"), "PNG", icc_profile=profile)
        assert is_red(assert_bare(developed(given, "photo.png")).getpixel((5, 5)))


def test_the_photo_of_an_iphone_is_read_and_stands_upright() -> None:
    given = (
        IPHONE.read_bytes()
    )  # red left, blue right; turned by its container, with place and camera in EXIF
    assert b"Pixel 9" in given
    image = assert_bare(developed(given, "IMG_0001.HEIC"))
    assert image.size == (48, 64)
    assert is_red(image.getpixel((40, 5)))
    with pytest.raises(NotAPhoto):
        developed(given[:400], "IMG_0001.HEIC")


def test_a_large_photo_becomes_a_modest_one() -> None:
    given = encoded(Image.new("L", (8000, 5000), 128), "JPEG")  # 40 megapixels
    image = assert_bare(developed(given, "IMG.jpg"))
    assert image.size == (LONGEST_SIDE, 1600)
    assert assert_bare(stripped(given, "IMG.jpg").kept).size == (KEPT_SIDE, 2500)


def bomb(kind: str, width: int, height: int) -> bytes:
    """A small file that says it is enormous."""
    if kind == "PNG":
        header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        data = b"IDAT" + zlib.compress(b"\0" * 1000)
        chunks = [header, data, b"IEND"]
        body = b"".join(struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks)
        return b"\x89PNG\r\n\x1a\n" + body
    small = encoded(picture(), "JPEG")
    at = small.index(b"\xff\xc0")
    return small[: at + 5] + struct.pack(">HH", height, width) + small[at + 9 :]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("side", [8_000, 10_000, 15_000, 60_000])
def test_a_decompression_bomb_is_refused_by_its_header(kind: str, side: int) -> None:
    with pytest.raises(TooManyPixels):
        developed(bomb(kind, side, side), "bomb")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"just some text",
        b"%PDF-1.7",
        b"GIF89a",
        b"RIFF\x10\0\0\0WEBPVP8 ",
        encoded(picture(), "JPEG")[:300],
        encoded(picture(), "PNG")[:-40],
        encoded(picture(), "BMP"),
        encoded(picture(), "TIFF"),
        encoded(picture(), "PPM"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=lambda data: repr(data[:8]),
)
def test_what_is_no_photo_is_refused_with_its_name(data: bytes) -> None:
    with pytest.raises(NotAPhoto) as refused:
        developed(data, "holiday.jpg")
    assert refused.value.filename == "holiday.jpg"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_damaged_file_is_a_photo_or_a_refusal_never_a_bug(kind: str) -> None:
    chance = random.Random(kind)
    whole = encoded(picture(size=(32, 32)), kind)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 12)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            assert_bare(developed(bytes(damaged), "photo"))
        except (NotAPhoto, TooManyPixels):
            continue


async def test_a_file_that_weighs_too_much_is_not_even_fetched(bot: TableeBot) -> None:
    data: Any = {"id": 1, "size": LARGEST_PHOTO + 1, "filename": "film.jpg", "url": "", "proxy_url": ""}
    with pytest.raises(NotAPhoto):
        await published(discord.Attachment(data=data, state=bot._connection))
