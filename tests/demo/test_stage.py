"""The stage starts, its community has a past, and its clock runs what is due at its own instant."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.meetups import Phase
from bot.services import agenda, mirroring
from bot.storage import ties
from bot.ui import deliveries
from demo import agenda as said
from demo import ahead, programme, reading
from demo.community import as_moderator
from demo.people import CAST, Part
from demo.programme import TODAY

if TYPE_CHECKING:
    from bot.services.meetups import Overview
    from demo.community import Community
    from demo.stage import Stage

pytestmark = pytest.mark.usefixtures("community")


def _announced(community: Community) -> list[str]:
    return [reading.words_of(m) for m in community.channels["announcements"].history()]


@pytest.mark.parametrize("gatherings", [2], indirect=True)
@pytest.mark.parametrize("language", ["en", "fr"], indirect=True)
async def test_a_community_stands_with_its_past_and_its_present(
    stage: Stage, community: Community, language: str
) -> None:
    assert stage.now() == TODAY
    assert len(community.members) == len(CAST) == 40
    meetups = await stage.bot.services.meetups.recent(community.guild.id)
    assert len([one for one in meetups if one.series_id is not None]) == 8, "a series, eight weeks ahead"
    phases = [one.phase(stage.now()) for one in meetups if one.series_id is None]
    both = [*[Phase.OVER] * 2, *[Phase.PROPOSED] * 3, *[Phase.UPCOMING] * 6]
    assert sorted(phases) == [Phase.CANCELLED, Phase.DECLINED, *both]
    full = next(m for m in meetups if m.plan.title == programme.say(ahead.FULL.title, language))
    roster = (await stage.bot.services.meetups.overview(community.guild.id, full.id)).roster
    assert len(roster.seated) + len(roster.offered) == full.plan.capacity == 8
    assert len(roster.waiting) - len(roster.offered) == 3
    assert any(programme.say(ahead.FULL.title, language) in words for words in _announced(community))
    await _three_polls(stage, community)
    _the_agenda_stands(community, language)
    _discord_shows_it_too(stage, community)
    await _what_moderators_find(stage, community)
    await _seats_have_rules(stage, community)
    await _what_is_due_is_said(stage, language)
    await _something_to_remember(stage, community)
    await _regulars_have_ties_and_newcomers_none(stage, community)
    await _the_past_leaves_nothing_due(stage, community)


async def _three_polls(stage: Stage, community: Community) -> None:
    """One with twelve dates, one that is anonymous, one whose winner became a meetup."""
    polls = [
        (await stage.bot.services.polls.overview(community.guild.id, recent.poll.id))
        for recent in await stage.bot.services.polls.recent(community.guild.id)
    ]
    decided, anonymous, dates = sorted(polls, key=lambda one: -one.poll.id)
    assert (len(dates.poll.options), len(dates.poll.ballots)) == (12, 20)
    assert anonymous.poll.is_anonymous
    assert anonymous.takes_ballots(stage.now())
    assert decided.meetup is not None
    assert decided.poll.winner is not None
    assert decided.meetup.plan.starts_at == decided.poll.winner.starts_at
    assert any(message.startswith("## 📊") for message in _announced(community))


async def _something_to_remember(stage: Stage, community: Community) -> None:
    """A dozen photos by five people, a recap with a collage and quotes, one of them still to be approved."""
    services = stage.bot.services
    remembered = next(one for one in programme.PAST if one.is_remembered)
    title = programme.say(remembered.title, community.language)
    [meetup] = [m for m in await services.meetups.recent(community.guild.id) if m.plan.title == title]
    entries = await services.albums.posted(meetup.id)
    assert sum(entry.count for entry in entries) == 12
    assert len({entry.user_id for entry in entries}) == 5
    [recap] = [
        m for m in community.channels["announcements"].history() if m.id == meetup.card.thanks_message_id
    ]
    assert len(recap.attachments) == 1
    quotes = await services.testimonials.listed(as_moderator(community.actor("camille")))
    assert len([quote for quote, _ in quotes if quote.is_approved]) == len(quotes) - 1 == 3
    assert all(quote.words in reading.words_of(recap) for quote, _ in quotes if quote.is_approved)
    assert {quote.language for quote, _ in quotes} == {"en", "fr"}
    assert len(await services.albums.collage(meetup.id)) >= 5


def _the_agenda_stands(community: Community, language: str) -> None:
    [board] = [reading.words_of(m) for m in community.channels["agenda"].history()]
    assert programme.say(ahead.PICKED.title, language) in board
    assert "🙋\u00a08" in board, "so many signed up, and the host chooses"
    assert "7/8" in board
    assert "⏳" in board, "a full one with people who wait"
    assert "🔁\u00a06" in board, "a series is one line, and one of its dates is left out"


def _discord_shows_it_too(stage: Stage, community: Community) -> None:
    """A forum's post, a role for each meetup that somebody comes to, and Discord's own events."""
    language = community.language
    titles = {programme.say(one.title, language) for one in (ahead.FILMS, ahead.FULL, ahead.IMPROV)}
    [post] = community.channels["forum"].threads
    card = reading.words_of(post.history()[0])
    assert card.splitlines()[0].endswith(programme.say(ahead.FILMS.title, language))
    assert "+1" in card, "with guests"
    assert "💺" in card, "seats are kept"
    guild = stage.env.backend.get_guild(community.guild.id)
    roles = {role.name: role.id for role in guild.roles.values()}
    assert titles <= roles.keys()
    films = roles[programme.say(ahead.FILMS.title, language)]
    holders = {member.user_id for member in guild.members.values() if films in member.role_ids}
    assert {community.members[key].id for key in ahead.FILMS_WITH_A_GUEST} <= holders
    events = {event.name: event for event in guild.scheduled_events.values()}
    assert titles <= events.keys()
    assert ahead.FILMS.address not in str(events[programme.say(ahead.FILMS.title, language)])


async def _what_moderators_find(stage: Stage, community: Community) -> None:
    """A proposal with a question and its answer in the queue, a template, a way to Plan B, a late word."""
    services, moderator = stage.bot.services, as_moderator(community.actor("camille"))
    queue = await services.proposals.queue(moderator)
    [asked] = [waiting for waiting in queue if waiting.questions]
    assert asked.questions[0].answer == programme.say(ahead.IDEA_ANSWERED, community.language)
    assert len(asked.overview.interested) < (asked.overview.community.interest_threshold or 0)
    assert [one.name for one in await services.templates.of_community(community.guild.id)] == [
        programme.say(ahead.WALK_TEMPLATE, community.language)
    ]
    walk = await _overview(stage, community, ahead.FULL)
    assert walk.meetup.plan.backup_area
    notes = {party.user_id: party.note for party in walk.roster.parties}
    assert notes[community.members[ahead.FULL_NOTE[0]].id]
    left = walk.roster.party_of(community.members["jules"].id)
    assert left is not None
    assert left.is_late, "somebody gave a seat up late"


async def _seats_have_rules(stage: Stage, community: Community) -> None:
    """One for a role whose list is hidden, one that needs more people, one with a co-organiser."""
    brunch = await _overview(stage, community, ahead.BRUNCH)
    assert brunch.meetup.hides_answers
    assert brunch.meetup.plan.seating.entry_role_id == community.roles[Part.AMBASSADOR].id
    improv = await _overview(stage, community, ahead.IMPROV)
    assert improv.roster.taken < (improv.meetup.plan.seating.minimum or 0)
    assert improv.roster.maybe
    films = await _overview(stage, community, ahead.FILMS)
    assert films.meetup.co_organiser_ids == (community.members["samir"].id,)


async def _what_is_due_is_said(stage: Stage, language: str) -> None:
    """Each kind of job has words, and what nobody will see is left out."""
    assert deliveries.handlers(stage.bot).keys() - said.UNSEEN <= said.WORDS.keys()
    due = [one.what for one in await said.due(stage, language, 30)]
    walk, improv, kayaks = (
        said.typeset(programme.say(one.title, language), language)
        for one in (ahead.FULL, ahead.IMPROV, ahead.RAINED_OFF)
    )
    assert walk in due[0]
    assert len([what for what in due if improv in what]) > 4
    assert not any(kayaks in what for what in due[:15]), "it was called off"


async def _overview(stage: Stage, community: Community, gathering: programme.Gathering) -> Overview:
    title = programme.say(gathering.title, community.language)
    services = stage.bot.services.meetups
    [meetup] = [one for one in await services.recent(community.guild.id) if one.plan.title == title]
    return await services.overview(community.guild.id, meetup.id)


async def _regulars_have_ties_and_newcomers_none(stage: Stage, community: Community) -> None:
    ids = {member.id: key for key, member in community.members.items()}
    found = await stage.bot.db.read(lambda tx: ties.among(tx, community.guild.id, ids))
    assert len(found) > 10
    newcomers = {c.key for c in CAST if c.part is Part.NEWCOMER}
    assert not newcomers & {ids[user] for pair in found for user in pair}


async def _the_past_leaves_nothing_due(stage: Stage, community: Community) -> None:
    over = {
        m.id
        for m in await stage.bot.services.meetups.recent(community.guild.id)
        if m.phase(stage.now()) is Phase.OVER
    }
    left = [job for job in await stage.upcoming(50) if job.payload.get("meetup_id") in over]
    later = {agenda.THANKS, agenda.FEEDBACK, agenda.ALBUM_END, mirroring.ARCHIVE}
    assert {job.kind for job in left} <= later, "a recap follows after three days, and the threads are closed"
    assert all(job.due_at > stage.now() for job in await stage.upcoming(50))


async def test_everything_due_happens_at_its_own_instant(stage: Stage, community: Community) -> None:
    due = await stage.next_due()
    assert due is not None
    [first, *_] = await stage.upcoming(1)
    assert first.kind == agenda.REMINDER
    assert await stage.move_to(due) >= 1
    assert stage.now() == due
    thread = next(t for t in community.channels["announcements"].threads if "walk" in t.name)
    told = [message.content for message in thread.history()]
    assert any(words.startswith("❓") for words in told), "those who come are asked whether they still do"
    [shut] = [words for words in told if "closed to me" in words]
    assert community.members[ahead.IS_SHUT].mention in shut, "who lets nobody write is told in the thread"
    assert community.members["priya"].user.dm_channel.history(), "who wishes it is written to"
    await stage.move(timedelta(days=2))
    assert stage.now() == due + timedelta(days=2)
    sent = [m.created_at for m in thread.history() if m.content.startswith(("⏰", "❓"))]
    starts_at = ahead.FULL.starts_at
    assert sorted(set(sent)) == [starts_at - timedelta(hours=24), starts_at - timedelta(hours=2)]


async def test_members_read_in_their_own_language(stage: Stage, community: Community) -> None:
    where = community.channels["general"]
    in_french = await community.members["hugo"].slash(where, "meetup list")
    in_english = await community.members["tom"].slash(where, "meetup list")
    assert "À venir" in reading.answer_of(in_french)
    assert "Coming up" in reading.answer_of(in_english)
    assert stage.locale_of(community.members["hugo"].id) == "fr"
