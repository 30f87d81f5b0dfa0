"""Lays out the addresses of people in the console. Each says here what opens it."""

from idp.admin.actor import Actor
from idp.admin.pages.console.parts import Attention, FindAttention
from idp.admin.pages.console_page import ConsolePage, send, show
from idp.admin.pages.people.account import AccountPages
from idp.admin.pages.people.parts import PeopleParts
from idp.admin.pages.people.person import PersonPages
from idp.admin.pages.people.resets import ResetPages
from idp.admin.pages.people.searching import SearchPages
from idp.admin.pages.people.why import WhyPages
from idp.admin.people.barring import Barring
from idp.admin.people.grouping import Grouping
from idp.admin.permissions import Permission
from idp.methods.reset import State
from idp.signin.visit import Visit


def build_people_pages(parts: PeopleParts, grouping: Grouping, barring: Barring) -> tuple[ConsolePage, ...]:
    """Return the pages."""
    search, person, why = SearchPages(parts), PersonPages(parts), WhyPages(parts)
    resets = ResetPages(parts, person)
    read, help_ = (Permission.PEOPLE_READ,), (Permission.PEOPLE_HELP,)
    one = "/people/<person_id>"
    return (
        ConsolePage(rule="/people", endpoint="people", permissions=read, act=search.show),
        ConsolePage(
            rule="/people", endpoint="search_people", permissions=read, act=search.send, method="POST"
        ),
        ConsolePage(rule=one, endpoint="person", permissions=read, act=person.show),
        ConsolePage(rule=f"{one}/why", endpoint="person_why", permissions=read, act=why.show),
        ConsolePage(
            rule=f"{one}/unlock",
            endpoint="ask_unlock",
            permissions=help_,
            act=person.ask_unlock,
            is_fresh=True,
        ),
        ConsolePage(
            rule=f"{one}/unlock",
            endpoint="unlock",
            permissions=help_,
            act=person.unlock,
            method="POST",
            is_fresh=True,
        ),
        ConsolePage(rule=f"{one}/end", endpoint="ask_end", permissions=help_, act=person.ask_end),
        ConsolePage(rule=f"{one}/end", endpoint="end", permissions=help_, act=person.end, method="POST"),
        ConsolePage(
            rule=f"{one}/reset", endpoint="ask_reset", permissions=help_, act=resets.ask, is_fresh=True
        ),
        ConsolePage(
            rule=f"{one}/reset",
            endpoint="send_reset",
            permissions=help_,
            act=resets.send,
            method="POST",
            is_fresh=True,
        ),
        *list_account_pages(AccountPages(parts, person, grouping, barring)),
        ConsolePage(rule="/resets", endpoint="resets", permissions=read, act=resets.list),
        ConsolePage(rule="/resets/<reset_id>", endpoint="reset", permissions=read, act=resets.show),
        ConsolePage(
            rule="/resets/<reset_id>",
            endpoint="act_on_reset",
            permissions=help_,
            act=resets.act,
            method="POST",
            is_fresh=True,
        ),
    )


def list_account_pages(pages: AccountPages) -> tuple[ConsolePage, ...]:
    """Return the pages of an account that is kept here."""
    groups = "/people/<person_id>/groups"
    access = "/people/<person_id>/access"
    keep = (Permission.PEOPLE_WRITE,)
    return (
        show(groups, "ask_groups", pages.ask_groups, keep, is_fresh=True),
        send(groups, "change_groups", pages.change_groups, keep, is_fresh=True),
        show(access, "ask_access", pages.ask_access, keep, is_fresh=True),
        send(access, "change_access", pages.bar, keep, is_fresh=True),
    )


def build_attention(parts: PeopleParts) -> FindAttention:
    """Return what says that requests wait for this member of staff."""

    def find(actor: Actor, visit: Visit) -> tuple[Attention, ...]:
        if not actor.may(Permission.PEOPLE_HELP):
            return ()
        latest = parts.resetting.list_latest(actor, visit.now)
        mine = [
            one
            for one in latest
            if one.state_at(visit.now) is State.WAITING and not one.involves(actor.person_id)
        ]
        if not mine:
            return ()
        return (Attention("console_people.attention", "/admin/resets", {"n": len(mine)}, is_urgent=True),)

    return find
