"""What a draft is for when a meetup is edited: one date or all later ones, on top of others' edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.differences import merged
from bot.domain.rights import may_lead
from bot.ui import organising
from bot.ui.drafts import Draft, Purpose, typed_of

if TYPE_CHECKING:
    from bot.ui.inputs import Visit


async def editing(here: Visit, meetup_id: int) -> Purpose:
    """Editing the meetup as it stands now.

    Raises:
        MeetupNotFound, OrganisersOnly, MeetupClosed.
    """
    current = await organising.changeable(here, meetup_id)

    async def save(saving: Visit, draft: Draft) -> str:
        after = await saving.services.meetups.edit(
            saving.actor, meetup_id, lambda now: merged(now, current.plan, draft.plan)
        )
        return saving.t.gettext("Saved: the card of **{title}** is being updated.").format(
            title=after.plan.title
        )

    async def save_later(saving: Visit, draft: Draft) -> str:
        count = await saving.services.series.edit_later(saving.actor, meetup_id, current.plan, draft.plan)
        return saving.t.ngettext("Saved for {n} date.", "Saved for {n} dates.", count).format(n=count)

    leads = may_lead(here.actor, current, here.community)

    async def again(looking: Visit) -> Purpose:
        return await editing(looking, meetup_id)

    return Purpose(
        here.t.pgettext("button", "Save"),
        save,
        later=save_later if current.series_id and leads else None,
        before=current.plan,
        unmoved=typed_of(current.plan, str(here.interaction.locale)).when,
        beside=tuple(organising.buttons(current, here)),
        again=again,
    )
