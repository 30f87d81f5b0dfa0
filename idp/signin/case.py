"""All that the next step of a sign-in depends on, gathered in one value."""

from dataclasses import dataclass, replace
from datetime import datetime

from idp.methods.holdings import Holdings
from idp.people.person import Person
from idp.policy.question import Proof, Question
from idp.signin.interaction import Interaction
from idp.signin.visit import Visit, proofs_of, subject_of


@dataclass(frozen=True, slots=True)
class Known:
    """Who the sign-in is by, and what they have proved."""

    person: Person
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One sign-in at one moment.

    `holdings` are there when `known` is. `realm` is the one chosen here, or remembered from another day.
    `may_offer` says whether the person may be asked to set up a second factor. `closed` are the methods that nobody
    can use at the moment, such as text messages when the month's money is spent. `habits` is what the browser keeps
    of earlier choices.
    """

    interaction: Interaction
    zone: str
    now: datetime
    known: Known | None
    holdings: Holdings | None
    realm: str | None
    may_offer: bool
    closed: frozenset[str] = frozenset()
    habits: str | None = None

    @property
    def question(self) -> Question:
        """The question that decide() answers: this person, here, now, for the service that asked."""
        return Question(
            who=subject_of(self.known.person) if self.known else None,
            proofs=self.known.proofs if self.known else (),
            zone=self.zone,
            now=self.now,
            service=self.interaction.service,
            ask=self.interaction.ask,
            realm=self.realm,
        )

    @property
    def question_of_choice(self) -> Question:
        """The same question, held to the level that the person chose, once their password has made the choice theirs."""
        level = self.interaction.level
        if level is None or self.interaction.person_id is None:
            return self.question
        return replace(self.question, ask=replace(self.interaction.ask, level=level))

    @property
    def question_of_anyone(self) -> Question:
        """The same question for someone who has proved nothing: its options are every way in there is."""
        question = self.question
        return replace(question, who=None, proofs=(), realm=question.of_realm)


def find_known(visit: Visit, interaction: Interaction, pinned: Person | None) -> Known | None:
    """Return who the sign-in is by; None before the password.

    A sign-in begun as one person is never finished as another: a session of somebody else counts for nothing.
    `pinned` is the person whose password was right and who is barred all the same. They have no session: the password
    counts for this sign-in alone, as if given now and by someone let in, and only to ask for the second factor
    before they are told.
    """
    if interaction.bar is not None and pinned is not None:
        return Known(replace(pinned, is_active=True), (Proof("password", visit.now, visit.zone),))
    if visit.session is None or visit.person is None:
        return None
    if interaction.person_id not in (None, visit.person.person_id):
        return None
    return Known(visit.person, proofs_of(visit.session))
