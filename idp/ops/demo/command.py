"""`idp demo`: run the demonstration municipality."""

from pathlib import Path

import click

from idp.ops.demo.crew import run_crew, start_crew
from idp.ops.demo.furnish import furnish
from idp.ops.demo.guide import write_guide
from idp.ops.demo.places import USUAL_PORT, Places
from idp.ops.demo.preflight import check_ports, check_writable
from idp.ops.demo.settings import forget
from idp.ops.stop import Stop


@click.command(name="demo")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".demo"),
    show_default=True,
    help="Where everything it makes is kept.",
)
@click.option(
    "--port", default=USUAL_PORT, show_default=True, help="The provider's port; the others follow it."
)
@click.option("--reset", is_flag=True, help="Forget what was done, and end.")
def command(folder: Path, port: int, reset: bool) -> None:
    """Run Havsviks kommun on this machine: the provider, two applications and an inbox.

    The first start makes keys, a database and twenty-one people; later starts keep what was done.
    Everything listens on this machine alone.
    """
    places, folder = Places(port), folder.absolute()
    check_writable(folder)
    check_ports(places)
    if reset:
        forget(folder)
        click.echo("Forgotten; the next start makes everything anew.")
        return
    try:
        made = furnish(folder, places)
        crew = start_crew(folder, places, made["applications"])
    except OSError as problem:
        raise Stop(f"{folder}: {problem.strerror}; choose another place with --folder") from None
    run_crew(crew, lambda: click.echo(write_guide(made, str(folder))))
