"""What is wrong with a page for somebody who hears it, enlarges it, sees other colours or has only a keyboard."""

from typing import Any, Final

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import CDPSession, Page

from tests.browser.conftest import WIDE

NAMED: Final = frozenset(
    {
        "button",
        "link",
        "textbox",
        "checkbox",
        "radio",
        "combobox",
        "dialog",
        "alertdialog",
        "heading",
        "navigation",
        "image",
        "table",
    }
)
"""Roles that say nothing without a name (WCAG 4.1.2)."""

MOST_TABS: Final = 120

SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('p, li, dd, td, label, .prose'))
  .filter(one => { const box = one.getBoundingClientRect(); return box.width > 1 && (box.width < 24 || box.height < 24) })
  .map(one => one.outerHTML.slice(0, 120))"""
"""Whatever is pressed is 24 pixels each way, unless it stands in a text or has a label (WCAG 2.5.8)."""

CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1)
  .filter(one => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX))
  .map(one => one.outerHTML.slice(0, 120))"""
"""Text that does not fit and cannot be scrolled to."""

WITHOUT_EDGES = """() => [...document.querySelectorAll('button, .button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 1)
  .filter(one => { const style = getComputedStyle(one)
    return style.borderStyle === 'none' && !style.textDecorationLine.includes('underline') && style.outlineStyle === 'none' })
  .map(one => one.outerHTML.slice(0, 120))"""
"""Controls that only a background tells from the page: with colours of one's own there is no background."""

FOCUSED = """() => {
  const one = document.activeElement
  if (!one || one === document.body) return null
  const box = one.getBoundingClientRect()
  const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1), y = Math.min(Math.max(box.y + box.height / 2, 1), innerHeight - 1)
  const top = document.elementFromPoint(x, y)
  const label = one.labels && [...one.labels].some(label => label.contains(top))
  const around = [one, one.parentElement, one.parentElement?.parentElement, one.parentElement?.parentElement?.parentElement]
  const styles = around.filter(Boolean).flatMap(part => [getComputedStyle(part), getComputedStyle(part, '::after')])
  const seen = styles.some(style => style.outlineStyle !== 'none') || one.matches('[type=radio], [type=checkbox], [type=date]')
  return {html: one.outerHTML.slice(0, 120), seen, covered: !(top && (one.contains(top) || top.contains(one) || label))}
}"""
"""The element that has the keyboard: whether that shows, on it or around it, and whether something lies over it (WCAG 2.4.7, 2.4.11)."""


BREACHES = """() => axe.run({resultTypes: ['violations']}).then(
  found => found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`))"""
"""What axe-core finds wrong, and an example of each."""


def find_breaches(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page as it looks now; a document takes axe-core in once."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    breaches: list[str] = page.evaluate(BREACHES)
    return breaches


def find_other_faults(page: Page, cdp: CDPSession) -> list[str]:
    """Return what is wrong, and leave the page as it was."""
    faults = [f"read aloud: {fault}" for fault in find_silent_parts(cdp)]
    faults += [f"too small to press: {html}" for html in page.evaluate(SMALL_TARGETS)]
    page.set_viewport_size(WIDE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    faults += [f"cut off in large text: {html}" for html in page.evaluate(CUT_OFF)]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        faults.append("too wide in large text")
    page.evaluate("document.documentElement.style.removeProperty('font-size')")
    page.emulate_media(forced_colors="active")
    faults += [f"no edge in colours of one's own: {html}" for html in page.evaluate(WITHOUT_EDGES)]
    page.emulate_media(forced_colors="none")
    return faults + find_lost_focus(page)


def find_silent_parts(cdp: CDPSession) -> list[str]:
    """Return what a screen reader's tree lacks: names, the words of a fault, one main heading."""
    nodes = [node for node in cdp.send("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]
    faults = [
        f"{role_of(node)} without a name"
        for node in nodes
        if role_of(node) in NAMED and not text_of(node, "name")
    ]
    for node in nodes:
        states = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
        if states.get("invalid") == "true" and not text_of(node, "description"):
            faults.append(f"{text_of(node, 'name')!r} is wrong and does not say why")
    levels = [
        one["value"].get("value")
        for node in nodes
        if role_of(node) == "heading"
        for one in node.get("properties", ())
        if one["name"] == "level"
    ]
    is_dialog = any(role_of(node) in {"dialog", "alertdialog"} for node in nodes)
    if levels.count(1) != 1 and not is_dialog:
        faults.append(f"{levels.count(1)} main headings")
    return faults


def find_lost_focus(page: Page) -> list[str]:
    """Press Tab until it begins anew; return where one does not see where one is."""
    faults, visited = [], []
    page.evaluate("document.activeElement?.blur()")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at: dict[str, Any] | None = page.evaluate(FOCUSED)
        if at is None or at["html"] in visited[:1]:
            return faults
        visited.append(at["html"])
        if not at["seen"]:
            faults.append(f"focus does not show: {at['html']}")
        if at["covered"]:
            faults.append(f"focus is covered: {at['html']}")
    return [*faults, "Tab never comes round"]


def role_of(node: dict[str, Any]) -> str:
    """Return a node's role."""
    return str(node.get("role", {}).get("value", ""))


def text_of(node: dict[str, Any], member: str) -> str:
    """Return a node's name or description; empty when it has none."""
    return str(node.get(member, {}).get("value", "")).strip()
