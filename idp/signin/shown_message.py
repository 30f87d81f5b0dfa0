"""Finds the relying party's message for a pending sign-in."""

from idp.signin.interaction import Interaction, Purpose
from idp.signin.markdown import Block, read_markdown, read_plain
from idp.signin.user_message import USER_MESSAGE, read_user_message


def find_message(interaction: Interaction, language: str) -> tuple[Block, ...]:
    """Return the message in the language of the page, nothing when there is none for it.

    It travels with the request and was checked when that came, so it is read again here and needs no column.
    """
    written = interaction.request.get(USER_MESSAGE)
    if interaction.purpose is not Purpose.AUTHORIZE or written is None:
        return ()
    message = read_user_message(written)
    text = message.find(language)
    if text is None:
        return ()
    return read_markdown(text) if message.is_markdown else read_plain(text)
