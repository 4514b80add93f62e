"""The colours: every pair that carries words is legible, every rim that matters is visible (WCAG 2.1 AA)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parent.parent / "assets" / "scss" / "_tokens.scss").read_text("utf-8")
COLOURS = dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6});", TOKENS, re.MULTILINE))
TONES = {
    name: {"ink": ink, "tint": tint}
    for name, ink, tint in re.findall(r"^  (\w+): \(ink: (#\w{6}), tint: (#\w{6})", TOKENS, re.MULTILINE)
}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("ground", ["surface", "sunk", "paper", "azure-tint", "red-tint"])
@pytest.mark.parametrize("ink", ["ink", "ink-soft", "ink-faint"])
def test_ink_reads_on_every_ground(ink: str, ground: str) -> None:
    assert contrast(COLOURS[ink], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize("accent", ["azure", "azure-deep", "red", "red-deep"])
def test_accents_read_as_words_and_under_white_words(accent: str) -> None:
    assert contrast(COLOURS[accent], "#ffffff") >= 4.5
    assert contrast(COLOURS[accent], COLOURS["paper"]) >= 4.5


@pytest.mark.parametrize("tone", ["neutral", "info", "good", "warn", "bad"])
def test_tones_read_on_their_tint_and_on_white(tone: str) -> None:
    assert contrast(TONES[tone]["ink"], TONES[tone]["tint"]) >= 4.5
    assert contrast(TONES[tone]["ink"], "#ffffff") >= 4.5


@pytest.mark.parametrize("ground", ["surface", "sunk", "paper"])
def test_rims_of_controls_are_visible(ground: str) -> None:
    assert contrast(COLOURS["line-strong"], COLOURS[ground]) >= 3
