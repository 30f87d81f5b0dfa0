"""People and hardware tokens in the console and in the REST API."""

from dataclasses import dataclass
from functools import cached_property

from idp.admin.api.operation import Operation
from idp.admin.pages.console.parts import FindAttention
from idp.admin.pages.console_page import ConsolePage
from idp.admin.pages.people.build import build_attention, build_people_pages
from idp.admin.pages.people.parts import PeopleParts
from idp.admin.pages.tokens.build import build_token_pages
from idp.admin.people.barring import Barring
from idp.admin.people.barring_operations import build_barring_operations
from idp.admin.people.blocks import Blocks
from idp.admin.people.desk import PeopleDesk
from idp.admin.people.envelope import Envelopes
from idp.admin.people.finder import DistantDirectory, Finder
from idp.admin.people.group_operations import build_group_operations
from idp.admin.people.grouping import Grouping
from idp.admin.people.operations import build_people_operations
from idp.admin.people.reset_operations import build_reset_operations
from idp.admin.people.resetting import Resetting
from idp.admin.people.taking import Taking
from idp.admin.people.why import Explaining
from idp.admin.roles.bringing import build_bringing
from idp.admin.roles.keeping import Keeping
from idp.admin.tokens.desk import TokenDesk
from idp.admin.tokens.importing import Importing
from idp.admin.tokens.operations import build_token_operations
from idp.i18n import DEFAULT_LANGUAGE
from idp.methods.tokens.cupboard import Cupboard
from idp.oidc.logout.ending import Logout
from idp.people.directory import Directories
from idp.people.realms import REALMS
from idp.wiring.directories import list_local_realms
from idp.wiring.ground import Ground
from idp.wiring.keeping import build_keeping
from idp.wiring.methods import Methods
from idp.wiring.parts import Parts


@dataclass(frozen=True)
class PeopleHouse:
    """One of each desk."""

    parts: Parts
    methods: Methods
    logout: Logout

    @cached_property
    def finder(self) -> Finder:
        return Finder(self.parts.database.begin, self.envelopes, list_distant(self.parts.directories))

    @cached_property
    def envelopes(self) -> Envelopes:
        return Envelopes(self.parts.sealer)

    @cached_property
    def desk(self) -> PeopleDesk:
        blocks = Blocks(self.methods.throttle, self.methods.limits)
        parts, idle = self.parts, self.parts.config.sessions.idle
        return PeopleDesk(parts.database.begin, parts.directories, blocks, self.logout, parts.policy, idle)

    @cached_property
    def keeping(self) -> Keeping:
        parts = self.parts
        return build_keeping(parts.config, parts.database, parts.directories, lambda: parts.policy)

    @cached_property
    def grouping(self) -> Grouping:
        parts = self.parts
        bringing = build_bringing(parts.config.console)
        return Grouping(parts.database.begin, self.keeping, bringing, list_local_realms(parts.config))

    @cached_property
    def barring(self) -> Barring:
        parts, idle = self.parts, self.parts.config.sessions.idle
        return Barring(parts.database.begin, self.keeping, self.logout, idle, list_local_realms(parts.config))

    @cached_property
    def resetting(self) -> Resetting:
        parts, settings = self.parts, self.parts.config.resets
        taking = Taking(self.methods.telling, self.logout, parts.config.sessions.idle, DEFAULT_LANGUAGE)
        return Resetting(
            parts.database.begin,
            parts.directories,
            taking,
            parts.chance,
            settings.two_people,
            settings.approval,
        )

    @cached_property
    def explaining(self) -> Explaining:
        parts = self.parts
        return Explaining(parts.database.begin, parts.directories, parts.policy, parts.catalogues)

    @cached_property
    def tokens(self) -> TokenDesk:
        parts = self.parts
        return TokenDesk(
            self.cupboard,
            parts.directories,
            parts.database.begin,
            self.logout,
            parts.config.sessions.idle,
            DEFAULT_LANGUAGE,
        )

    @cached_property
    def importing(self) -> Importing:
        return Importing(self.parts.database.begin, self.cupboard, self.parts.sealer, self.parts.chance)

    @cached_property
    def cupboard(self) -> Cupboard:
        parts = self.parts
        return Cupboard(parts.database.begin, parts.sealer, parts.chance, self.methods.telling)

    @cached_property
    def page_parts(self) -> PeopleParts:
        return PeopleParts(
            finder=self.finder,
            desk=self.desk,
            resetting=self.resetting,
            explaining=self.explaining,
            envelopes=self.envelopes,
            policy=self.parts.policy,
            catalogues=self.parts.catalogues,
            realms=REALMS,
        )

    @property
    def pages(self) -> tuple[ConsolePage, ...]:
        """Every page."""
        return (
            *build_people_pages(self.page_parts, self.grouping, self.barring),
            *build_token_pages(self.tokens, self.importing, self.page_parts),
        )

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation."""
        return (
            *build_people_operations(self.finder, self.desk, self.explaining, tuple(self.parts.catalogues)),
            *build_group_operations(self.grouping),
            *build_barring_operations(self.barring),
            *build_reset_operations(self.resetting),
            *build_token_operations(self.tokens, self.importing, self.parts.catalogues["en"]),
        )

    @property
    def attention(self) -> FindAttention:
        """What waits for a member of the helpdesk."""
        return build_attention(self.page_parts)


def build_people_house(parts: Parts, ground: Ground, methods: Methods) -> PeopleHouse:
    """Return the desks of people and tokens."""
    return PeopleHouse(parts, methods, ground.logout)


def list_distant(directories: Directories) -> dict[str, DistantDirectory]:
    """Return the realms whose people are kept elsewhere, and so are not in our own index."""
    return {
        realm: directory
        for realm, directory in directories.by_realm.items()
        if isinstance(directory, DistantDirectory)
    }
