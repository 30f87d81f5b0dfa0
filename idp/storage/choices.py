"""Writes what was chosen in a sign-in: one statement, which is a transaction of its own."""

from dataclasses import dataclass

from idp.signin.interaction import Interaction
from idp.storage.interactions import InteractionRows
from idp.storage.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class DatabaseChoices:
    """Implements `Choices`."""

    database: Database

    def save(self, interaction: Interaction) -> Interaction:
        with self.database.at_once() as connection:
            rows = InteractionRows(connection, self.database.sealer)
            saved = rows.save(interaction) or rows.find(interaction.interaction_id, interaction.created_at)
        return saved or interaction
