"""Rights: organisers change their meetup, moderators their community, nobody anything in another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.communities import default_community
from bot.domain.meetups import Meetup, Plan, State
from bot.domain.rights import (
    Actor,
    ModeratorsOnly,
    OrganisersOnly,
    is_moderator,
    may_edit,
    require_editor,
    require_moderator,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HERE = replace(default_community(1, "fr", NOW), moderator_role_id=70)
MEETUP = Meetup(
    id=9,
    community_id=1,
    state=State.PROPOSED,
    plan=Plan(title="Picnic", zone=ZoneInfo("UTC")),
    organiser_id=5,
    created_at=NOW,
    check_in_secret="",
)
ids = st.integers(1, 4)
roles = st.frozensets(st.integers(70, 73))
actors = st.builds(Actor, user_id=ids, community_id=ids, role_ids=roles, manages_guild=st.booleans())


def member(**attributes):
    return Actor(**{"user_id": 8, "community_id": 1} | attributes)


@pytest.mark.parametrize(
    ("actor", "moderates", "edits"),
    [
        (member(), False, False),
        (member(role_ids=frozenset({71})), False, False),
        (member(role_ids=frozenset({70, 71})), True, True),
        (member(manages_guild=True), True, True),
        (member(user_id=5), False, True),
    ],
)
def test_who_may_do_what(actor, moderates, edits):
    assert is_moderator(actor, HERE) is moderates
    assert may_edit(actor, MEETUP, HERE) is edits


def test_without_a_moderator_role_only_managers_moderate():
    nobody = replace(HERE, moderator_role_id=None)
    assert not is_moderator(member(role_ids=frozenset({70})), nobody)
    assert is_moderator(member(manages_guild=True), nobody)


@settings(deadline=None)
@given(actor=actors, home=ids, meetup_home=ids, organiser=ids, role=st.none() | st.integers(70, 73))
def test_nobody_may_do_anything_in_another_community(actor, home, meetup_home, organiser, role):
    community = replace(HERE, id=home, moderator_role_id=role)
    meetup = replace(MEETUP, community_id=meetup_home, organiser_id=organiser)
    assume(actor.community_id != home or meetup_home != home)
    assert not may_edit(actor, meetup, community)
    with pytest.raises(OrganisersOnly):
        require_editor(actor, meetup, community)
    if actor.community_id != home:
        assert not is_moderator(actor, community)
        with pytest.raises(ModeratorsOnly):
            require_moderator(actor, community)


@settings(deadline=None)
@given(actor=actors)
def test_requiring_a_right_is_asking_for_it(actor):
    for allowed, require, arguments in (
        (is_moderator(actor, HERE), require_moderator, (actor, HERE)),
        (may_edit(actor, MEETUP, HERE), require_editor, (actor, MEETUP, HERE)),
    ):
        if allowed:
            require(*arguments)
        else:
            with pytest.raises((ModeratorsOnly, OrganisersOnly)):
                require(*arguments)


def test_who_is_refused_learns_whom_to_ask():
    with pytest.raises(OrganisersOnly) as refused:
        require_editor(member(), MEETUP, HERE)
    assert refused.value.organiser_id == 5
