"""Files that a message keeps while it is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import discord

if TYPE_CHECKING:
    from discord.types.message import Attachment as Payload


class Kept(discord.Attachment):
    """A file that stays with its message, told to Discord by its number alone.

    discord.py repeats all it knows of a file, its address and weight included, where Discord's description of
    a message edit has room for none of that.
    """

    __slots__ = ()

    def __init__(self, attachment: discord.Attachment) -> None:
        self.id = attachment.id

    def to_dict(self) -> Payload:
        return cast("Payload", {"id": self.id})
