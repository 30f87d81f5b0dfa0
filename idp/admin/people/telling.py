"""People, decisions and requests as the REST API tells them."""

from datetime import datetime

from idp.admin.actor import Actor
from idp.admin.people.answers import (
    Blocked,
    HeldThing,
    OpenSignIn,
    Part,
    PastSignIn,
    PeopleFound,
    PersonLine,
    PersonSheet,
    RealmNote,
    Refusal,
    ResetTold,
    WhyAnswer,
    WhyTold,
)
from idp.admin.people.decision_words import name_part, tell_part
from idp.admin.people.finder import Line, Listed
from idp.admin.people.sheet import Running, Sheet
from idp.admin.people.why import Answer, Told, Why
from idp.admin.permissions import Permission
from idp.methods.reset import Reset


def tell_found(listed: Listed) -> PeopleFound:
    """Return a page of people."""
    return PeopleFound(
        items=[tell_line(line) for line in listed.lines],
        after=listed.after,
        notes=[RealmNote(realm=realm, note=note.value) for realm, note in listed.notes],
    )


def tell_line(line: Line) -> PersonLine:
    """Return one person of a list."""
    return PersonLine(**{name: getattr(line, name) for name in PersonLine.__struct_fields__})


def tell_sheet(sheet: Sheet, actor: Actor) -> PersonSheet:
    """Return one person; the identity numbers only to who may see them."""
    person, sees_numbers = sheet.person, actor.may(Permission.PEOPLE_PROTECTED)
    return PersonSheet(
        person_id=person.person_id,
        realm=person.realm,
        name=sheet.name,
        username=person.username,
        email=person.email,
        unit=person.unit,
        title=person.title,
        employee_id=person.employee_id,
        groups=sorted(person.groups),
        is_active=person.is_active,
        is_protected=person.is_protected,
        is_locked=sheet.account.is_locked if sheet.account else None,
        expires_at=person.expires_at,
        password_expires_at=person.password_expires_at,
        things=[
            HeldThing(
                item=str(thing.item),
                name=thing.name,
                added_at=thing.added_at,
                last_used_at=thing.last_used_at,
                is_passkey=thing.is_passkey,
            )
            for thing in sheet.things
        ],
        recovery_codes_left=sheet.recovery.left,
        blocks=[Blocked(kind=one.kind, place=one.place, until=one.until) for one in sheet.blocks],
        open_sign_ins=[tell_running(one) for one in sheet.running],
        sign_ins=[
            PastSignIn(at=one.at, kind=one.kind.value, zone=one.zone, method=one.method)
            for one in sheet.sign_ins
        ],
        personal_number=person.personal_number if sees_numbers else None,
        coordination_number=person.coordination_number if sees_numbers else None,
    )


def tell_running(one: Running) -> OpenSignIn:
    """Return a sign-in that is open."""
    session = one.session
    return OpenSignIn(
        sid=session.sid,
        device=session.device,
        zone=session.zone,
        methods=[event.method for event in session.events],
        started_at=session.started_at,
        last_seen_at=session.last_seen_at,
        client_ids=list(one.clients),
    )


def tell_why(why: Why) -> WhyAnswer:
    """Return an explanation."""
    return WhyAnswer(
        answer=tell_answer(why.answer) if why.answer else None,
        refusals=[tell_refusal(told) for told in why.told],
    )


def tell_refusal(told: Told) -> Refusal:
    """Return a refusal of the trail."""
    case = told.answer.case if told.answer else None
    return Refusal(
        at=told.at,
        client_id=told.client_id,
        outcome=told.outcome,
        service=case.service if case else None,
        zone=case.zone if case else None,
        told=tell_answer(told.answer) if told.answer else None,
    )


def tell_answer(answer: Answer) -> WhyTold:
    """Return a decision whole."""
    decision, said = answer.decision, answer.explanation
    return WhyTold(
        outcome=decision.outcome.value,
        sentences=[*said.ways, *said.reasons],
        acr=f"{decision.acr.level} in {decision.acr.zone}" if decision.acr else None,
        amr=list(decision.amr),
        options=list(decision.options),
        reasons=[Part(name=name_part(one), holds=tell_part(one)) for one in decision.reasons],
        counterfactuals=[Part(name=name_part(one), holds=tell_part(one)) for one in decision.counterfactuals],
        single_changes=[Part(name=name_part(one), holds=tell_part(one)) for one in answer.changes],
        closes_at=decision.closes_at,
    )


def tell_reset(reset: Reset, now: datetime) -> ResetTold:
    """Return a request."""
    return ResetTold(
        state=reset.state_at(now).value,
        reset_id=reset.reset_id,
        person_id=reset.person_id,
        items=[str(item) for item in reset.items],
        reason=reset.reason,
        checked=reset.checked,
        asked_by=reset.asked_by,
        asked_at=reset.asked_at,
        good_until=reset.good_until,
        approved_by=reset.approved_by,
    )
