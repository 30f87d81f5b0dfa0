"""The QR code is a picture and nothing else."""

from xml.etree import ElementTree

from idp.methods.qr import draw_qr


def test_the_code_is_one_svg_element_with_a_path_and_no_style() -> None:
    svg = ElementTree.fromstring(draw_qr("otpauth://totp/x:y?secret=GEZDGNBVGY3TQOJQ"))
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert [child.tag for child in svg] == ["{http://www.w3.org/2000/svg}path"]
    assert all("style" not in element.attrib for element in svg.iter())


def test_the_text_is_not_written_into_the_picture() -> None:
    assert "GEZDGNBVGY3TQOJQ" not in draw_qr("otpauth://totp/x:y?secret=GEZDGNBVGY3TQOJQ")
