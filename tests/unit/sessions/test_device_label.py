"""What a browser calls itself becomes two words at most, and nothing of the rest is kept."""

import pytest

from idp.sessions.device_label import label_device

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("calls_itself", "label"),
    [
        (WINDOWS, "Chrome, Windows"),
        (f"{WINDOWS} Edg/142.0.0.0", "Edge, Windows"),
        (f"{WINDOWS} OPR/120.0", "Opera, Windows"),
        (f"{IPHONE} Version/18.6 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        (f"{IPHONE} CriOS/142.0 Mobile/15E148 Safari/604.1", "Chrome, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox, Android"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_known_by_its_common_name(calls_itself: str, label: str) -> None:
    assert label_device(calls_itself) == label


def test_nothing_but_our_own_words_is_ever_kept() -> None:
    hostile = "<script>Chrome/1 Windows " + "x" * 100_000
    assert label_device(hostile) == "Chrome, Windows"
