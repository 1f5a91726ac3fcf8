"""Between meetups: two members who joined intros are brought together, meet, and have a tie."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from demo import reading

if TYPE_CHECKING:
    from demo.teller import Teller

PAIR = ("adam", "emily")
A_ROUND_AND_A_TALK = timedelta(days=11)
"""Long enough for the next round of intros, and for the question whether they met."""


async def introduce(t: Teller) -> None:
    """Between meetups two are introduced and meet."""
    for who in PAIR:
        panel = await t.types(who, "general", "intros")
        t.check("only they see whether they take part", reading.is_private(panel))
        await t.presses(who, panel.response, t.label("Every week", who))
    await t.passes(
        A_ROUND_AND_A_TALK, t.words("to their first intro", "jusqu'à leur première mise en relation")
    )
    threads = [thread for thread in t.channel("announcements").threads if thread.history()]
    thread = next(thread for thread in reversed(threads) if "🤝" in reading.words_of(thread.history()[0]))
    card = thread.history()[0]
    t.sees("a private thread names the two", reading.words_of(card), *map(t.mention, PAIR))
    await t.keep(t.words("An intro", "Une mise en relation"), card, PAIR[0], thread)
    for who in PAIR:
        said = await t.presses(who, card, t.label("We met"))
        t.check("what each answers is seen by nobody else", reading.is_private(said))
    await t.follows()
    mine = await t.types(PAIR[0], "general", "ties")
    t.check("a member's ties are for their eyes only", reading.is_private(mine))
    t.sees("the newest came of the intro", reading.answer_of(mine), f"🤝 {t.mention(PAIR[1])}")
    await t.keep(t.words("Whom Adam has met", "Qui Adam a rencontré"), mine, PAIR[0], t.channel("general"))
