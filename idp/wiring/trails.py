"""The audit trail and the statistics as the console and the REST API reach them."""

from urllib.parse import urlsplit

from idp.admin.audit.checkpoint_desk import CheckpointDesk
from idp.admin.audit.checkpoint_round import CheckpointRound
from idp.admin.audit.desk import AuditDesk
from idp.admin.audit.spawning import spawn_thread
from idp.admin.audit.verifying import Verifying
from idp.admin.labels import Labels
from idp.admin.pages.audit.attention import AuditAttention
from idp.admin.pages.audit.parts import AuditPageParts
from idp.admin.statistics.desk import StatisticsDesk
from idp.wiring.parts import Parts


def build_audit_parts(parts: Parts) -> AuditPageParts:
    """Return what the pages and operations of the audit trail work with."""
    database, config, key = parts.database, parts.config, parts.database.audit_key
    return AuditPageParts(
        desk=AuditDesk(database.begin, database.read, key, urlsplit(config.issuer).hostname or ""),
        checkpoints=CheckpointDesk(database.begin, database.read, key, config.issuer),
        verifying=Verifying(
            database.begin, database.read, key, parts.clock, parts.chance.identifier, spawn_thread
        ),
        directories=parts.directories,
        labels=build_labels(parts),
        policy=lambda: parts.policy,
        checkpoint_hours=config.audit.checkpoint_hours if config.audit.checkpoint_folder else None,
    )


def build_checkpoint_rounds(parts: Parts) -> tuple[CheckpointRound, ...]:
    """Return what writes checkpoints off the machine; nothing without a folder to write to."""
    audit, database = parts.config.audit, parts.database
    if audit.checkpoint_folder is None:
        return ()
    return (
        CheckpointRound(
            database.begin,
            database.read,
            database.audit_key,
            parts.config.issuer,
            audit.checkpoint_folder,
            audit.checkpoint_every,
        ),
    )


def build_attention(parts: Parts) -> AuditAttention:
    """Return what tells on the start page what of the trail waits for somebody."""
    return AuditAttention(parts.database.read, parts.config.audit.checkpoint_folder, parts.config.keys)


def build_labels(parts: Parts) -> Labels:
    """Return what names networks, levels and applications."""

    def find_client(client_id: str) -> str | None:
        with parts.database.read() as stores:
            client = stores.clients.find(client_id)
        return client.name if client else None

    def list_clients() -> dict[str, str]:
        with parts.database.read() as stores:
            return {client.client_id: client.name for client in stores.clients.list()}

    return Labels(lambda: parts.policy, find_client, list_clients)


def build_statistics_desk(parts: Parts) -> StatisticsDesk:
    """Return what the dashboard reads."""
    return StatisticsDesk(parts.database.read)
