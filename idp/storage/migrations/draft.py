"""Drafts the next migration from what the tables have become: `python -m idp.storage.migrations.draft "Add …"`.

Read the file before you commit it, and write into it what Alembic cannot know, such as what old rows shall hold.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from idp.storage.engine import build_engine
from idp.storage.migrations.upgrade import build_alembic_config, upgrade
from idp.storage.schema import newest_version


def main(sentence: str) -> None:
    """Compare the tables with a database that has every migration, and write the difference as the next one."""
    with TemporaryDirectory() as folder:
        engine = build_engine(f"sqlite:///{Path(folder) / 'draft.sqlite'}")
        upgrade(engine)
        number = f"{int(newest_version()) + 1:04}"
        with engine.begin() as connection:
            config = build_alembic_config(connection)
            command.revision(config, sentence, rev_id=number, autogenerate=True)
        engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
