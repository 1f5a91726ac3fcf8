"""Rules of what Discord itself shows: from what was last shown to what should be, and no step too many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.meetups import Card, Meetup, Plan, State
from bot.domain.mirrors import (
    ROLE_NAME,
    Act,
    EventFace,
    EventStep,
    Group,
    Kept,
    Mirror,
    event_step,
    has_role,
    role_name,
    role_steps,
)
from bot.domain.troubles import Lack

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SHARED = 900


def kept(meetup_id, object_id, *, digest="", is_over=False, mirror=Mirror.ROLE):
    return Kept(
        meetup_id=meetup_id,
        mirror=mirror,
        object_id=object_id,
        digest=digest,
        asked_at=NOW,
        is_over=is_over,
    )


def a_meetup(*, state=State.SCHEDULED, hours=24.0, message_id=5, posts_at=None):
    return Meetup(
        id=1,
        community_id=1,
        state=state,
        plan=Plan(title="Picnic", zone=ZoneInfo("Europe/Paris"), starts_at=NOW + timedelta(hours=hours)),
        organiser_id=1,
        created_at=NOW,
        check_in_secret="",
        posts_at=posts_at,
        card=Card(message_id=message_id),
    )


class Server:
    """A slow and obvious Discord: which roles there are, what they are called, who has them."""

    def __init__(self):
        self.kept, self.given, self.names, self.made = {}, set(), {}, 100

    def take(self, step):
        match step.act:
            case Act.MAKE:
                self.made += 1
                self.kept[step.meetup_id] = kept(step.meetup_id, self.made, digest=step.name)
                self.names[self.made] = step.name
            case Act.RENAME:
                self.kept[step.meetup_id] = kept(step.meetup_id, step.role_id, digest=step.name)
                self.names[step.role_id] = step.name
            case Act.DELETE:
                del self.kept[step.meetup_id]
                self.names.pop(step.role_id, None)
                self.given = {pair for pair in self.given if pair[0] != step.role_id}
            case Act.GIVE:
                assert (step.role_id, step.user_id) not in self.given, "given twice"
                self.given.add((step.role_id, step.user_id))
            case Act.TAKE:
                self.given.remove((step.role_id, step.user_id))

    def follow(self, groups, **wanted):
        for _ in range(1000):
            steps = role_steps(groups, self.kept, self.given, **wanted)
            if not steps:
                return
            self.take(steps[0])
        raise AssertionError("it never ends")


seats = st.dictionaries(st.integers(1, 4), st.sets(st.integers(1, 6)), max_size=4)
wishes = st.fixed_dictionaries(
    {"is_wanted": st.booleans(), "shared_role_id": st.sampled_from([None, SHARED, SHARED + 1])}
)


@settings(max_examples=200)
@given(st.lists(st.tuples(seats, wishes), min_size=1, max_size=6))
def test_whatever_happened_before_exactly_those_with_a_seat_have_the_role(history):
    server = Server()
    for number, (held, wish) in enumerate(history):
        groups = [
            Group(meetup_id=key, title=f"Meetup {key} {number % 2}", user_ids=tuple(sorted(users)))
            for key, users in held.items()
        ]
        server.follow(groups, **wish)
        shared = wish["shared_role_id"]
        if not wish["is_wanted"]:
            assert (server.given, server.names) == (set(), {})
        elif shared is not None:
            assert server.given == {(shared, user) for users in held.values() for user in users}
            assert not server.names, "meetups that share a role have none of their own"
        else:
            mine = {one.object_id: key for key, one in server.kept.items()}
            assert {(mine[role], user) for role, user in server.given} == {
                (key, user) for key, users in held.items() for user in users
            }
            assert all(server.names[role] == f"Meetup {key} {number % 2}" for role, key in mine.items())


def test_what_is_known_not_to_work_is_not_tried():
    group = Group(meetup_id=1, title="Picnic", user_ids=(7,))
    full = role_steps([group], {}, [], is_wanted=True, shared_role_id=None, lacks=frozenset({Lack.FULL}))
    assert full == []
    wish = {"is_wanted": True, "shared_role_id": SHARED, "lacks": frozenset({Lack.GONE})}
    assert role_steps([group], {}, [], **wish) == []
    assert [step.act for step in role_steps([], {}, [(SHARED, 7)], **wish)] == [Act.TAKE]
    deleted_by_hand = {1: kept(1, 55, is_over=True)}
    assert role_steps([group], deleted_by_hand, [], is_wanted=True, shared_role_id=None) == []


def test_nobody_gets_a_role_before_there_is_somebody_to_have_it():
    group = Group(meetup_id=1, title="Picnic", user_ids=())
    assert role_steps([group], {}, [], is_wanted=True, shared_role_id=None) == []


def test_the_role_lasts_as_long_as_the_thread():
    meetup, stays = a_meetup(), timedelta(days=7)
    _, ends_at = meetup.span
    assert has_role(meetup, stays, ends_at + stays - timedelta(seconds=1))
    assert not has_role(meetup, stays, ends_at + stays)
    assert not has_role(a_meetup(state=State.CANCELLED), stays, NOW)
    assert has_role(a_meetup(state=State.POSTPONED), stays, NOW)


@pytest.mark.parametrize("title", ["Picnic", "é" * ROLE_NAME, "a long title " * 20])
def test_a_role_is_called_like_its_meetup_in_short(title):
    assert 0 < len(role_name(title)) <= ROLE_NAME
    assert role_name("Picnic") == "Picnic"


@pytest.mark.parametrize(
    ("meetup", "shown", "step"),
    [
        (a_meetup(), None, EventStep.MAKE),
        (a_meetup(message_id=None), None, EventStep.NOTHING),
        (a_meetup(posts_at=NOW + timedelta(days=1)), None, EventStep.NOTHING),
        (a_meetup(hours=0.01), None, EventStep.NOTHING),
        (a_meetup(), "same", EventStep.NOTHING),
        (a_meetup(), "older", EventStep.EDIT),
        (a_meetup(hours=-1), None, EventStep.NOTHING),
        (a_meetup(hours=-1), "older", EventStep.EDIT),
        (a_meetup(hours=-3), "older", EventStep.NOTHING),
        (a_meetup(state=State.CANCELLED), "same", EventStep.CALL_OFF),
        (a_meetup(state=State.POSTPONED), "same", EventStep.CALL_OFF),
        (a_meetup(state=State.CANCELLED), None, EventStep.NOTHING),
    ],
)
def test_an_event_follows_its_meetup(meetup, shown, step):
    known = None if shown is None else kept(1, 77, digest=shown, mirror=Mirror.EVENT)
    assert event_step(meetup, known, "same", NOW, is_wanted=True) is step
    off = event_step(meetup, known, "same", NOW, is_wanted=False)
    is_over = meetup.state is State.SCHEDULED and meetup.span[1] <= NOW
    assert off is (EventStep.CALL_OFF if known and not is_over else EventStep.NOTHING)


def test_an_event_that_was_deleted_by_hand_stays_away():
    gone = kept(1, 77, digest="older", mirror=Mirror.EVENT, is_over=True)
    assert event_step(a_meetup(), gone, "same", NOW, is_wanted=True) is EventStep.NOTHING


def test_two_faces_are_the_same_if_they_show_the_same():
    face = {"name": "Picnic", "description": "", "location": "Parc", "starts_at": NOW, "ends_at": NOW}
    assert EventFace(**face).digest == EventFace(**face).digest
    for name, other in {"name": "Pic", "location": "Port", "ends_at": NOW + timedelta(1)}.items():
        assert EventFace(**face | {name: other}).digest != EventFace(**face).digest
