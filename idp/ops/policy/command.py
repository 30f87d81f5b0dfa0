"""`idp policy`: the group of its commands."""

from typing import Final

import click

from idp.ops.policy import check, compare, drafts, matrix, publish, rehearse, simulate, versions

EPILOG: Final = """\b
Before a change goes live, on a copy of the policy file:
  python -m idp policy check draft.toml       does every promise hold?
  python -m idp policy compare draft.toml     what opens, what closes, which addresses move?
  python -m idp policy rehearse draft.toml    whom would it have hit last week?
  python -m idp policy simulate --draft draft.toml --groups alla-anstallda \\
      --zone remote --method sms --at 2026-11-24T05:50
\b
Then put it in force, in every process within seconds, and take it back when it was wrong:
  python -m idp policy publish draft.toml --reason "Beslut 2026-17"
  python -m idp policy versions
  python -m idp policy rollback 3 --reason "Fel nät"
Exit codes: 0 in order, 1 the draft is refused, 2 used wrongly."""


@click.group(name="policy", epilog=EPILOG)
def command() -> None:
    """See who may reach what, and try a change before it is live."""


COMMANDS: Final = (
    check.command,
    matrix.command,
    simulate.command,
    compare.command,
    rehearse.command,
    versions.versions,
    versions.show,
    drafts.draft,
    drafts.edit,
    drafts.submit,
    drafts.approve,
    drafts.give_back,
    drafts.discard,
    publish.publish,
    publish.rollback,
)
for one in COMMANDS:
    command.add_command(one)
