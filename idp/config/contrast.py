"""The contrast of a colour against white (WCAG 2.2, relative luminance and contrast ratio)."""


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio, 1 to 21, of a colour written as #rrggbb."""
    return 1.05 / (luminance(colour) + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(share: float) -> float:
    """Return the linear light of one sRGB channel, both 0 to 1."""
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
