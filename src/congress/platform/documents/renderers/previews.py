"""Pictures of pages: a PDF page drawn, an image drawn anew, so that nothing of the file itself is shown."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from congress.platform.documents.readers import pdfium, refusals
from congress.platform.documents.readers.media_types import JPEG, PDF, PNG, title_of
from congress.standards.errors import RuleViolation

# Pixels: what an image may unpack to, and what a preview may have; a page can be a mile long.
_MOST_IMAGE_PIXELS = 50_000_000
_MOST_PREVIEW_PIXELS = 12_000_000
_NARROWEST, _WIDEST = 32, 3000
_IMAGE_FORMATS = {PNG: "PNG", JPEG: "JPEG"}
_WHITE = (255, 255, 255)


def page_count(*, content: bytes, media_type: str) -> int:
    """How many pages can be shown: those of a PDF, 1 for an image. RuleViolation for what cannot be shown."""
    if media_type == PDF:
        with pdfium.opened(content=content) as document:
            return len(document)
    if media_type in _IMAGE_FORMATS:
        return 1
    raise _no_preview(media_type)


def preview_png(*, content: bytes, media_type: str, page: int, width: int) -> bytes:
    """A PNG of one page (from 1), `width` pixels wide; images are never enlarged.

    Position data and every other tag of an image are dropped, its orientation is applied. Raises
    RuleViolation for a page that is not there, for broken files and for images with too many pixels.
    """
    width = min(max(width, _NARROWEST), _WIDEST)
    if media_type == PDF:
        picture = _draw_page(content, page, width)
    elif media_type in _IMAGE_FORMATS:
        _refuse_page(page, 1)
        picture = _draw_image(content, media_type, width)
    else:
        raise _no_preview(media_type)
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


def _draw_page(content: bytes, page: int, width: int) -> Image.Image:
    with pdfium.opened(content=content) as document:
        _refuse_page(page, len(document))
        sheet = document[page - 1]
        page_width, page_height = sheet.get_size()
        scale = width / page_width
        pixels = width * page_height * scale
        if pixels > _MOST_PREVIEW_PIXELS:
            scale *= (_MOST_PREVIEW_PIXELS / pixels) ** 0.5
        # Copied before the document is closed: the bitmap's memory belongs to the engine.
        picture: Image.Image = sheet.render(scale=scale).to_pil().convert("RGB").copy()
        return picture


def _draw_image(content: bytes, media_type: str, width: int) -> Image.Image:
    kind = title_of(media_type=media_type)
    try:
        with Image.open(io.BytesIO(content), formats=(_IMAGE_FORMATS[media_type],)) as image:
            if image.width * image.height > _MOST_IMAGE_PIXELS:
                raise _too_many_pixels(kind)
            image.draft("RGB", (width, width))
            upright = ImageOps.exif_transpose(_plain(image))
            upright.thumbnail((width, _MOST_PREVIEW_PIXELS // width))
            with_alpha = upright.convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise _too_many_pixels(kind) from fault
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as fault:
        raise refusals.broken(kind=kind) from fault
    picture = Image.new("RGB", with_alpha.size, _WHITE)
    picture.paste(with_alpha, mask=with_alpha)
    return picture


def _plain(image: Image.Image) -> Image.Image:
    """The image in a mode that can be made smaller smoothly; sixteen-bit greys are brought to eight."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image if image.mode in ("L", "RGB", "RGBA") else image.convert("RGBA")


def _refuse_page(page: int, pages: int) -> None:
    if not 1 <= page <= pages:
        raise RuleViolation(
            "documents.no_such_page", f"没有第 {page} 页。这个文件共 {pages} 页，请输入 1 到 {pages}。"
        )


def _no_preview(media_type: str) -> RuleViolation:
    return RuleViolation(
        "documents.no_preview", f"{title_of(media_type=media_type)}不能预览。请下载后用相应的软件打开。"
    )


def _too_many_pixels(kind: str) -> RuleViolation:
    most = _MOST_IMAGE_PIXELS // 10_000
    return RuleViolation(
        "documents.too_many_pixels",
        f"这张{kind}的像素超过 {most} 万，无法预览。请用看图软件缩小尺寸后另存，再上传新文件。",
    )
