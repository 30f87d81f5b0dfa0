"""Everything replaceable: read from files, or opened, once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from idp.chance import Chance, SystemChance
from idp.clock import Clock, system_clock
from idp.config.settings import Config
from idp.delivery.message import Kind
from idp.delivery.sender import Sender
from idp.i18n import Catalogue, load_catalogues
from idp.methods.strikes import Strikes
from idp.oidc.subject import SUBJECTS
from idp.people.directory import Directories
from idp.people.realms import REALMS
from idp.policy.drafts.in_force import find_version, read_in_force
from idp.policy.rules import Policy
from idp.sealing import Sealer, derive_key
from idp.signing.envelope import open_envelope
from idp.signing.folder import load_secret
from idp.signing.live_keyring import LOOK_SECONDS, LiveKeyring
from idp.storage.engine import build_engine
from idp.storage.schema import check_schema
from idp.storage.store_keys import StoreKeys
from idp.storage.unit_of_work import Database
from idp.wiring.delivery import build_senders
from idp.wiring.directories import build_directories


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything replaceable, made once: a test replaces what it must and keeps the rest."""

    config: Config
    policy: Policy
    clock: Clock
    chance: Chance
    database: Database
    keyring: LiveKeyring
    sealer: Sealer
    csrf_key: bytes
    secret: bytes
    """What the keys of counted attempts, codes and tried usernames are derived from."""
    subject_key: bytes
    """What pairwise subjects are computed with: another key would make everybody a stranger to those applications."""
    senders: dict[Kind, Sender]
    directories: Directories
    catalogues: Mapping[str, Catalogue] = field(default_factory=load_catalogues)
    """Every language people can read the pages in, by its tag."""
    policy_number: int = 0
    """The version of the policy: the newest that was published, or 0 for the file."""
    policy_text: str = field(default="", repr=False)
    """What the policy was read from."""
    strikes: Strikes = field(default_factory=Strikes)
    """The failed proofs of clients, which a new policy does not forgive."""


def build_parts(config: Config, *, clock: Clock = system_clock, chance: Chance | None = None) -> Parts:
    """Read the policy and the keys and open the database.

    Raises PolicyError, BadKeysFolder, LoosePermissions, WrongSchema or BadDirectory, each with one line that says
    what to do.
    """
    chance = chance or SystemChance()
    envelope = open_envelope(config, chance)
    seal_key = load_secret(config.keys, "seal.key", envelope)
    sealer = Sealer([seal_key], chance)
    engine = build_engine(config.database)
    check_schema(engine)
    keyring = LiveKeyring(config.keys, envelope, LOOK_SECONDS)
    database = Database(engine, StoreKeys(load_secret(config.keys, "audit.key", envelope), sealer))
    with database.read() as stores:
        version = find_version(stores.policy_versions)
    in_force = read_in_force(version, config.policy, REALMS)
    return Parts(
        config=config,
        policy=in_force.policy,
        policy_number=in_force.number,
        policy_text=in_force.text,
        clock=clock,
        chance=chance,
        database=database,
        keyring=keyring,
        sealer=sealer,
        csrf_key=load_secret(config.keys, "csrf.key", envelope),
        secret=seal_key,
        subject_key=derive_key(seal_key, SUBJECTS),
        senders=build_senders(config, database, keyring, chance, clock),
        directories=build_directories(config, database, chance),
    )
