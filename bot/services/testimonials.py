"""Use cases about what people say after a meetup: feedback, words that may be quoted, publishing them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import rights
from bot.domain import testimonials as rules
from bot.domain.meetups import Meetup, Phase, require_phase
from bot.domain.testimonials import Feedback, Naming, Testimonial
from bot.domain.texts import Field, clean
from bot.services import agenda
from bot.services.photos import require_there
from bot.storage import checkins, communities, meetups, testimonials, ties
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the form begins with: what its author said before, and whom they named."""

    meetup: Meetup
    before: Feedback | None
    met: tuple[int, ...]
    signature: str | None
    """How their words are signed that may be quoted; None if none may."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What organisers read about a meetup: stars and words, in no telling order and without names."""

    meetup: Meetup
    stars: tuple[int, ...]
    good: tuple[str, ...]
    to_change: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TestimonialService:
    """Takes feedback, and keeps words quotable exactly as long as their author allows it."""

    db: Database
    clock: Clock

    async def sheet(self, actor: Actor, meetup_id: int) -> Sheet:
        """What is needed to say how it was, if the actor was there.

        Raises:
            MeetupNotFound, MeetupClosed, NotThere.
        """

        def work(tx: Connection) -> Sheet:
            meetup = self._allowed(tx, actor, meetup_id)
            before = testimonials.find_feedback(tx, meetup_id, actor.user_id)
            mine = testimonials.of_user(tx, actor.community_id, actor.user_id)
            signature = next((quote.signature for quote, _ in mine if quote.meetup_id == meetup_id), None)
            return Sheet(meetup, before, ties.named_by(tx, meetup_id, actor.user_id), signature)

        return await self.db.read(work)

    async def give(
        self, actor: Actor, meetup_id: int, stars: int, good: str, to_change: str, met: Iterable[int]
    ) -> Feedback:
        """Keep what the actor says, in place of what they said before; other words are quotable no longer.

        Whom they met makes a tie once the other says the same; nobody is told what one alone said.

        Raises:
            MeetupNotFound, MeetupClosed, NotThere, TextTooLong.
        """
        good, to_change = clean(good, Field.GOOD), clean(to_change, Field.TO_CHANGE)
        named = tuple(met)

        def work(tx: Connection) -> Feedback:
            self._allowed(tx, actor, meetup_id)
            before = testimonials.find_feedback(tx, meetup_id, actor.user_id)
            given = Feedback(
                meetup_id=meetup_id,
                user_id=actor.user_id,
                stars=min(max(stars, 1), rules.MOST_STARS),
                good=good,
                to_change=to_change,
                given_at=self.clock(),
            )
            testimonials.save_feedback(tx, given)
            here = {c.user_id for c in checkins.of_meetup(tx, meetup_id)}
            ties.name(tx, meetup_id, actor.user_id, [user_id for user_id in named if user_id in here])
            if before is not None and before.good != good:
                self._withdraw(tx, meetup_id, actor.user_id)
            return given

        return await self.db.write(work)

    async def allow(
        self, actor: Actor, meetup_id: int, words: str, naming: Naming, display_name: str, language: str
    ) -> None:
        """Let exactly those words, which the actor was shown, be quoted.

        Raises:
            NothingToQuote: they are not what the actor said last.
        """

        def work(tx: Connection) -> None:
            self._allowed(tx, actor, meetup_id)
            given = testimonials.find_feedback(tx, meetup_id, actor.user_id)
            if given is None or not words or given.good != words:
                raise rules.NothingToQuote
            quote = Testimonial(
                id=0,
                meetup_id=meetup_id,
                user_id=actor.user_id,
                words=words,
                signature=rules.signed(naming, clean(display_name, Field.TITLE)),
                language=language,
                allowed_at=self.clock(),
            )
            testimonials.allow(tx, quote)

        await self.db.write(work)

    async def withdraw(self, actor: Actor, meetup_id: int) -> None:
        """Let the actor's words about a meetup be quoted no longer: at any time, without a reason."""

        def work(tx: Connection) -> None:
            meetups.load(tx, meetup_id, actor.community_id)
            self._withdraw(tx, meetup_id, actor.user_id)

        await self.db.write(work)

    async def mine(self, actor: Actor) -> list[tuple[Testimonial, str]]:
        """The words that the actor allows to quote, each with its meetup's title."""
        return await self.db.read(lambda tx: testimonials.of_user(tx, actor.community_id, actor.user_id))

    async def read(self, actor: Actor, meetup_id: int) -> Reading:
        """What was said about a meetup, for its organisers.

        Raises:
            MeetupNotFound, OrganisersOnly.
        """

        def work(tx: Connection) -> Reading:
            meetup = meetups.load(tx, meetup_id, actor.community_id)
            rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
            said = testimonials.feedback_of(tx, meetup_id)
            return Reading(
                meetup,
                tuple(sorted(given.stars for given in said)),
                tuple(sorted(given.good for given in said if given.good)),
                tuple(sorted(given.to_change for given in said if given.to_change)),
            )

        return await self.db.read(work)

    async def listed(self, actor: Actor) -> list[tuple[Testimonial, str]]:
        """All words that may be quoted, each with its meetup's title, for moderators.

        Raises:
            ModeratorsOnly.
        """

        def work(tx: Connection) -> list[tuple[Testimonial, str]]:
            rights.require_moderator(actor, communities.load(tx, actor.community_id))
            return testimonials.of_community(tx, actor.community_id)

        return await self.db.read(work)

    async def one(self, actor: Actor, testimonial_id: int) -> tuple[Testimonial, str]:
        """Some words with their meetup's title, for moderators.

        Raises:
            ModeratorsOnly, TestimonialGone.
        """
        return await self.db.read(lambda tx: self._one(tx, actor, testimonial_id))

    async def approved_one(self, actor: Actor, testimonial_id: int) -> tuple[Testimonial, str]:
        """The same, if the words are approved: only then are they published.

        Raises:
            ModeratorsOnly, TestimonialGone.
        """
        quote, title = await self.one(actor, testimonial_id)
        if not quote.is_approved:
            raise rules.TestimonialGone
        return quote, title

    async def decide(
        self, actor: Actor, testimonial_id: int, *, approved: bool | None = None, picked: bool | None = None
    ) -> tuple[Testimonial, str]:
        """Approve or pick some words, or take that back; what is picked is approved.

        Raises:
            ModeratorsOnly, TestimonialGone.
        """

        def work(tx: Connection) -> tuple[Testimonial, str]:
            quote, title = self._one(tx, actor, testimonial_id)
            is_picked = quote.is_picked if picked is None else picked
            is_approved = is_picked or quote.is_approved if approved is None else approved
            decided = replace(quote, is_approved=is_approved, is_picked=is_picked and is_approved)
            testimonials.decide(tx, decided)
            agenda.recap_again(tx, quote.meetup_id, self.clock())
            return decided, title

        return await self.db.write(work)

    async def approved(self, meetup_id: int) -> list[Testimonial]:
        """The approved words about a meetup, picked ones first."""
        return await self.db.read(lambda tx: testimonials.of_meetup(tx, meetup_id))

    def _one(self, tx: Connection, actor: Actor, testimonial_id: int) -> tuple[Testimonial, str]:
        rights.require_moderator(actor, communities.load(tx, actor.community_id))
        found = testimonials.find(tx, actor.community_id, testimonial_id)
        if found is None:
            raise rules.TestimonialGone
        return found

    def _withdraw(self, tx: Connection, meetup_id: int, user_id: int) -> None:
        if testimonials.withdraw(tx, meetup_id, user_id):
            agenda.recap_again(tx, meetup_id, self.clock())

    def _allowed(self, tx: Connection, actor: Actor, meetup_id: int) -> Meetup:
        meetup = meetups.load(tx, meetup_id, actor.community_id)
        require_phase(meetup, self.clock(), Phase.OVER)
        require_there(tx, actor, meetup)
        return meetup
