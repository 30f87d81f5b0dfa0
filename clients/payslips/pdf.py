"""The payslip as a PDF: one page, with title and language set, so that it is read aloud right."""

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.prefs import ViewerPreferences

from clients.relying_party.language import t

from .employment import Employment
from .formats import format_day, format_kronor, format_month
from .payslip import Payslip

TEAL = (11, 90, 111)
INK = (23, 38, 43)
GREY = (81, 99, 106)
LINE = (216, 224, 226)


def build_pdf(slip: Payslip, employment: Employment, name: str, language: str) -> bytes:
    """Return the PDF's bytes. The same payslip gives the same page whenever it is asked for."""
    pdf = FPDF(format="A4")
    pdf.set_margin(22)
    pdf.set_title(_plain(f"{t('app.name')} – {format_month(slip.month, language)} – {name}"))
    pdf.set_lang(t("family.tag"))
    pdf.set_author("Havsviks kommun")
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.add_page()
    _write_head(pdf, slip, employment, name, language)
    for line in slip.lines:
        quantity = t(f"units.{line.unit}", n=line.quantity) if line.quantity is not None else ""
        _write_row(pdf, t(f"lines.{line.key}"), quantity, format_kronor(line.amount_ore, language))
    pdf.ln(2)
    _write_row(pdf, t("payslip.gross"), "", format_kronor(slip.gross_ore, language), "B")
    _write_row(pdf, t("payslip.tax"), "", format_kronor(-slip.tax_ore, language))
    pdf.ln(6)
    _write_net(pdf, slip, language)
    pdf.ln(6)
    _write_row(pdf, t("payslip.vacation_left"), "", t("units.days", n=slip.vacation_days_left))
    _write_row(pdf, t("payslip.account"), "", employment.masked_account.replace("•", "*"))
    return bytes(pdf.output())


def _write_head(pdf: FPDF, slip: Payslip, employment: Employment, name: str, language: str) -> None:
    pdf.set_font("helvetica", "B", 10)
    pdf.set_text_color(*TEAL)
    _write(pdf, "Havsviks kommun", 6)
    pdf.set_font("helvetica", "B", 24)
    pdf.set_text_color(*INK)
    _write(pdf, f"{t('payslip.title')} {format_month(slip.month, language).lower()}", 13)
    pdf.set_font("helvetica", "", 11)
    pdf.set_text_color(*GREY)
    _write(pdf, f"{name}, {employment.title}, {employment.unit}", 6)
    pdf.ln(8)


def _write_row(pdf: FPDF, label: str, quantity: str, amount: str, style: str = "") -> None:
    pdf.set_font("helvetica", style, 11)
    pdf.set_text_color(*INK)
    pdf.set_draw_color(*LINE)
    pdf.cell(90, 9, _plain(label), border="B")
    pdf.cell(30, 9, _plain(quantity), border="B")
    pdf.cell(0, 9, _plain(amount), border="B", align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _write_net(pdf: FPDF, slip: Payslip, language: str) -> None:
    pdf.set_fill_color(*TEAL)
    pdf.set_text_color(255, 255, 255)
    pdf.set_font("helvetica", "B", 14)
    pdf.cell(110, 16, _plain(f"  {t('payslip.net_on', day=format_day(slip.paid_on, language))}"), fill=True)
    amount = _plain(f"{format_kronor(slip.net_ore, language)} kr  ")
    pdf.cell(0, 16, amount, fill=True, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _write(pdf: FPDF, text: str, height: float) -> None:
    pdf.cell(0, height, _plain(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _plain(text: str) -> str:
    """Keep to the letters of the PDF's built-in font: Latin-1, which has å ä ö but no typographic dash or minus."""
    plain = text.translate({0x2013: "-", 0x2212: "-", 0x202F: " "})
    return plain.encode("latin-1", "replace").decode("latin-1")
