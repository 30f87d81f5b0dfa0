"""What a relying party wishes, what it demands, and the least level to reach."""

import pytest

from idp.policy.decide import AcrUnreachable, Ask, GoInside, LevelTooLow, Outcome, Proof, ProvedElsewhere
from idp.policy.levels import UNKNOWN_ACR, Acr
from tests.unit.policy.demo import NOON, answer, granted, newcomer, prove


def test_a_wish_that_can_be_met_here_is_asked_for() -> None:
    decision = answer("vab", "remote", *prove("mail", "remote"), ask=Ask(acr_values=(Acr("sms", "remote"),)))
    assert (decision.outcome, decision.options) == (Outcome.NEEDS_PROOF, ("app", "sms"))
    assert decision.reasons == (LevelTooLow("mail", "sms"),)


def test_a_wish_that_is_covered_states_what_was_earned() -> None:
    decision = answer("vab", "remote", *prove("app", "remote"), ask=Ask(acr_values=(Acr("sms", "remote"),)))
    assert (decision.outcome, decision.acr) == (Outcome.ALLOWED, Acr("app", "remote"))


def test_one_covered_wish_is_enough() -> None:
    wishes = (Acr("app", "admin"), Acr("app", "remote"), Acr("mail", "remote"))
    assert answer("vab", "remote", *prove("mail", "remote"), ask=Ask(acr_values=wishes)).is_allowed


@pytest.mark.parametrize("wish", [Acr("app", "admin"), Acr("password", "remote"), UNKNOWN_ACR])
def test_a_wish_that_cannot_be_met_here_gives_way(wish: Acr) -> None:
    decision = answer("vab", "remote", *prove("mail", "remote"), ask=Ask(acr_values=(wish,)))
    assert (decision.outcome, decision.acr) == (Outcome.ALLOWED, Acr("mail", "remote"))


def test_a_wish_for_this_zone_is_met_by_signing_in_again_in_place() -> None:
    decision = answer("vab", "admin", *prove("app", "remote"), ask=Ask(acr_values=(Acr("app", "admin"),)))
    assert (decision.outcome, decision.options) == (Outcome.NEEDS_PROOF, ("app",))
    assert decision.reasons == (ProvedElsewhere("remote"),)


def test_a_wish_chooses_the_standing_that_grants_it() -> None:
    proofs = (Proof("password", NOON, "admin"), Proof("totp", NOON, "remote"))
    wish = Ask(acr_values=(Acr("password", "admin"),))
    assert granted(answer("vab", "admin", *proofs, ask=wish)) == Acr("password", "admin")
    assert granted(answer("vab", "admin", *proofs)) == Acr("app", "remote")


def test_a_newcomers_options_are_narrowed_to_the_wish() -> None:
    assert newcomer("vab", "remote", ask=Ask(acr_values=(Acr("app", "remote"),))).options == ("app",)
    assert newcomer("vab", "remote", ask=Ask(acr_values=(Acr("app", "admin"),))).options == (
        "app",
        "sms",
        "mail",
    )


def demand(*values: Acr) -> Ask:
    return Ask(essential_acr=values, essential=True)


def test_a_demand_is_stated_as_it_was_demanded() -> None:
    decision = answer(
        "vab", "remote", *prove("app", "remote"), ask=demand(Acr("mail", "remote"), Acr("sms", "remote"))
    )
    assert granted(decision) == Acr("sms", "remote")
    assert decision.amr == ("pwd", "otp", "mfa")


def test_a_demand_that_can_be_met_here_is_asked_for() -> None:
    decision = answer("vab", "remote", *prove("mail", "remote"), ask=demand(Acr("app", "remote")))
    assert (decision.outcome, decision.options) == (Outcome.NEEDS_PROOF, ("app",))


@pytest.mark.parametrize("wanted", [Acr("app", "admin"), Acr("password", "vpn"), UNKNOWN_ACR])
def test_a_demand_that_cannot_be_met_here_is_unmet(wanted: Acr) -> None:
    decision = answer("vab", "remote", *prove("app", "remote"), ask=demand(wanted))
    assert (decision.outcome, decision.reasons) == (Outcome.UNMET, (AcrUnreachable((wanted,)),))
    assert newcomer("vab", "remote", ask=demand(wanted)).outcome is Outcome.UNMET


def test_a_demand_that_only_the_office_meets_says_where_to_go() -> None:
    decision = answer("vab", "remote", *prove("app", "remote"), ask=demand(Acr("app", "admin")))
    assert decision.counterfactuals == (GoInside(("admin",)),)


def test_a_demand_without_values_is_met_by_any_acr() -> None:
    decision = answer("vab", "remote", *prove("mail", "remote"), ask=Ask(essential=True))
    assert (decision.outcome, decision.acr) == (Outcome.ALLOWED, Acr("mail", "remote"))


def test_demanded_values_are_a_demand_even_without_the_word() -> None:
    ask = Ask(essential_acr=(Acr("app", "admin"),), essential=False)
    assert answer("vab", "remote", *prove("app", "remote"), ask=ask).outcome is Outcome.UNMET


def test_a_demand_puts_wishes_aside() -> None:
    ask = Ask(acr_values=(Acr("app", "remote"),), essential_acr=(Acr("mail", "remote"),), essential=True)
    assert granted(answer("vab", "remote", *prove("mail", "remote"), ask=ask)) == Acr("mail", "remote")


def test_a_demand_never_opens_what_the_service_keeps_shut() -> None:
    decision = answer("lonebesked", "remote", *prove("mail", "remote"), ask=demand(Acr("mail", "remote")))
    assert (decision.outcome, decision.options) == (Outcome.NEEDS_PROOF, ("app", "sms"))


def test_a_level_to_reach_is_the_least_that_will_do() -> None:
    assert answer("vab", "remote", *prove("app", "remote"), ask=Ask(level="sms")).is_allowed
    decision = answer("vab", "remote", *prove("mail", "remote"), ask=Ask(level="sms"))
    assert (decision.outcome, decision.options) == (Outcome.NEEDS_PROOF, ("app", "sms"))


def test_a_level_that_does_not_exist_is_unmet() -> None:
    decision = answer("vab", "remote", *prove("app", "remote"), ask=Ask(level="gold"))
    assert (decision.outcome, decision.reasons) == (
        Outcome.UNMET,
        (AcrUnreachable((Acr("gold", "remote"),)),),
    )
