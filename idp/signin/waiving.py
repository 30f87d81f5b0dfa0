"""Gives up a wish that nothing the person has registered can grant."""

from dataclasses import replace

from idp.policy.rules import Policy
from idp.signin.case import Case
from idp.signin.next_step import usable_options, ways_in


def waive_wish(policy: Policy, case: Case) -> Case:
    """Return the case without the relying party's wish when this person cannot meet it; else the case itself.

    `acr_values` is a wish (OpenID Connect Core, section 3.1.2.1): whoever has no app is signed in by what they have,
    and the token says how. A demand is never given up, and nothing is while nobody is known.
    """
    ask = case.interaction.ask
    if case.holdings is None or not ask.acr_values or ask.essential_acr:
        return case
    if usable_options(policy, case, ways_in(policy, case)):
        return case
    waived = replace(case.interaction, ask=replace(ask, acr_values=()), level=None)
    return replace(case, interaction=waived)
