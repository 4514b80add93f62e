"""Previews: pictures drawn anew, small, and without what was hidden in the file."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from congress.platform.documents.readers.media_types import DOCX, JPEG, PDF, PNG
from congress.platform.documents.renderers import page_count, preview_png, previews

from .making import pdf_of, refusal


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image


def image_of(image: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def test_pages_of_a_pdf() -> None:
    content = pdf_of("0 0 150 200 re f", "")
    assert page_count(content=content, media_type=PDF) == 2
    first = opened(preview_png(content=content, media_type=PDF, page=1, width=600))
    assert first.size == (600, 400)
    assert (first.getpixel((100, 200)), first.getpixel((500, 200))) == ((0, 0, 0), (255, 255, 255))
    second = opened(preview_png(content=content, media_type=PDF, page=2, width=90))
    assert second.getextrema() == ((255, 255), (255, 255), (255, 255))


@pytest.mark.slow
@pytest.mark.parametrize(("asked", "given"), [(1, 32), (99_999, 3000)])
def test_width_has_bounds(asked: int, given: int) -> None:
    image = opened(preview_png(content=pdf_of(""), media_type=PDF, page=1, width=asked))
    assert abs(image.width - given) <= 1


@pytest.mark.slow
def test_very_long_page_stays_small() -> None:
    content = pdf_of("").replace(b"[0 0 300 200]", b"[0 0 9 9000]")
    image = opened(preview_png(content=content, media_type=PDF, page=1, width=1000))
    assert image.width * image.height < 12_100_000


@pytest.mark.parametrize("page", [0, -1, 3])
def test_page_that_is_not_there(page: int) -> None:
    fault = refusal(lambda: preview_png(content=pdf_of("", ""), media_type=PDF, page=page, width=100))
    assert (fault.code, "共 2 页" in fault.message) == ("documents.no_such_page", True)
    picture = image_of(Image.new("RGB", (9, 9)), "PNG")
    if page != 1:
        assert (
            refusal(lambda: preview_png(content=picture, media_type=PNG, page=2, width=9)).code
            == "documents.no_such_page"
        )


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", PNG), ("JPEG", JPEG)])
def test_images_become_smaller_never_larger(kind: str, media_type: str) -> None:
    content = image_of(Image.new("RGB", (400, 300), "red"), kind)
    assert page_count(content=content, media_type=media_type) == 1
    assert opened(preview_png(content=content, media_type=media_type, page=1, width=200)).size == (200, 150)
    assert opened(preview_png(content=content, media_type=media_type, page=1, width=900)).size == (400, 300)


def test_place_and_comments_are_dropped_and_orientation_is_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    content = image_of(Image.new("RGB", (40, 20), "red"), "JPEG", exif=exif, comment=b"secret words")
    made = preview_png(content=content, media_type=JPEG, page=1, width=100)
    assert opened(made).size == (20, 40)
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "secret words")
    png = preview_png(
        content=image_of(Image.new("L", (9, 9)), "PNG", pnginfo=notes), media_type=PNG, page=1, width=99
    )
    for written in (made, png):
        assert b"secret" not in written
        assert not opened(written).getexif()
        assert not opened(written).info


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png(mode: str) -> None:
    content = image_of(Image.new(mode, (30, 30)), "PNG")
    assert opened(preview_png(content=content, media_type=PNG, page=1, width=20)).mode == "RGB"


def test_sixteen_bit_greys_keep_their_tone_and_cmyk_is_shown() -> None:
    grey = image_of(Image.new("I;16", (9, 9), 32768), "PNG")
    assert opened(preview_png(content=grey, media_type=PNG, page=1, width=99)).getpixel((4, 4)) == (
        128,
        128,
        128,
    )
    printed = image_of(Image.new("CMYK", (9, 9)), "JPEG")
    assert opened(preview_png(content=printed, media_type=JPEG, page=1, width=99)).size == (9, 9)


def test_transparency_lies_on_white() -> None:
    content = image_of(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG")
    assert opened(preview_png(content=content, media_type=PNG, page=1, width=99)).getpixel((4, 4)) == (
        255,
        255,
        255,
    )


class TestHostile:
    def test_image_with_too_many_pixels(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(previews, "_MOST_IMAGE_PIXELS", 100)
        content = image_of(Image.new("1", (20, 20)), "PNG")
        fault = refusal(lambda: preview_png(content=content, media_type=PNG, page=1, width=99))
        assert (fault.code, "缩小" in fault.message) == ("documents.too_many_pixels", True)

    def test_image_that_claims_billions_of_pixels(self) -> None:
        content = bytearray(image_of(Image.new("1", (20, 20)), "PNG"))
        for side in (7_500, 10_000, 16_384, 65_536):
            struct.pack_into(">II", content, 16, side, side)
            struct.pack_into(">I", content, 29, zlib.crc32(content[12:29]))
            fault = refusal(lambda: preview_png(content=bytes(content), media_type=PNG, page=1, width=99))
            assert fault.code == "documents.too_many_pixels"

    @pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + b"x" * 99])
    def test_broken_images(self, content: bytes) -> None:
        assert (
            refusal(lambda: preview_png(content=content, media_type=PNG, page=1, width=9)).code
            == "documents.broken_file"
        )

    def test_cut_off_images(self) -> None:
        noise = Image.effect_noise((99, 99), 50)
        for kind, media_type in (("PNG", PNG), ("JPEG", JPEG)):
            content = image_of(noise, kind)
            cut = content[: len(content) // 2]
            assert refusal(
                lambda cut=cut, m=media_type: preview_png(content=cut, media_type=m, page=1, width=9)
            ).code == (  # type: ignore[misc]
                "documents.broken_file"
            )

    def test_another_kind_behind_the_media_type(self) -> None:
        gif = image_of(Image.new("L", (9, 9)), "GIF")
        assert (
            refusal(lambda: preview_png(content=gif, media_type=PNG, page=1, width=9)).code
            == "documents.broken_file"
        )


def test_what_cannot_be_shown_is_refused() -> None:
    for act in (
        lambda: preview_png(content=b"x", media_type=DOCX, page=1, width=9),
        lambda: page_count(content=b"x", media_type=DOCX),
    ):
        fault = refusal(act)
        assert (fault.code, "下载" in fault.message) == ("documents.no_preview", True)
