"""The law of polls: who may be chosen from, how ballots are counted, and what a tie does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import polls
from bot.domain.polls import SCALES, Choice, Method, Option, PollKind, Terms
from tests.domain.some_polls import DATES, DAY, NOW, PLACES, a_poll

a_ballot = st.dictionaries(st.sampled_from([o.id for o in DATES]), st.sampled_from(Choice))
some_ballots = st.dictionaries(st.integers(1, 9), a_ballot, max_size=9)


@settings(deadline=None)
@given(some_ballots, st.randoms())
def test_the_order_of_ballots_does_not_matter(
    ballots: dict[int, dict[int, Choice]], random: st.random_module
) -> None:
    users = list(ballots)
    random.shuffle(users)  # type: ignore[attr-defined]
    shuffled = {user: ballots[user] for user in users}

    assert polls.count(a_poll(shuffled)) == polls.count(a_poll(ballots))
    assert polls.leading(a_poll(shuffled), NOW) == polls.leading(a_poll(ballots), NOW)


@settings(deadline=None)
@given(some_ballots, st.sampled_from(DATES), st.integers(10, 12))
def test_an_added_yes_never_hurts_an_option(
    ballots: dict[int, dict[int, Choice]], option: Option, newcomer: int
) -> None:
    before = polls.leading(a_poll(ballots), NOW)
    after = polls.leading(a_poll({**ballots, newcomer: {option.id: Choice.YES}}), NOW)

    assert after in {before, option}
    if before == option:
        assert after == option


@settings(deadline=None)
@given(some_ballots, st.sampled_from(DATES), st.integers(1, 9))
def test_a_better_word_never_hurts_an_option(
    ballots: dict[int, dict[int, Choice]], option: Option, user: int
) -> None:
    before = polls.leading(a_poll(ballots), NOW)
    raised = {**ballots, user: {**ballots.get(user, {}), option.id: Choice.YES}}

    assert polls.leading(a_poll(raised), NOW) in {before, option}


@settings(deadline=None)
@given(some_ballots)
def test_the_winner_follows_the_stated_rule(ballots: dict[int, dict[int, Choice]]) -> None:
    def said(option: Option, *choices: Choice) -> int:
        return sum(ballot.get(option.id) in choices for ballot in ballots.values())

    ranked = sorted(
        DATES,
        key=lambda o: (-said(o, Choice.YES), -said(o, Choice.YES, Choice.IF_NEED_BE), o.starts_at),
    )
    anybody = said(ranked[0], Choice.YES, Choice.IF_NEED_BE)

    assert polls.leading(a_poll(ballots), NOW) == (ranked[0] if anybody else None)


def test_a_tie_goes_to_the_earliest_date() -> None:
    poll = a_poll({1: {2: Choice.YES, 3: Choice.YES, 4: Choice.YES}})

    assert polls.leading(poll, NOW) == DATES[1]
    assert polls.ties(poll, NOW) == (DATES[2], DATES[3])


def test_most_yes_comes_before_most_people() -> None:
    poll = a_poll(
        {
            1: {1: Choice.IF_NEED_BE, 2: Choice.YES},
            2: {1: Choice.IF_NEED_BE},
            3: {1: Choice.IF_NEED_BE},
        }
    )

    assert polls.leading(poll, NOW) == DATES[1]
    assert polls.ties(poll, NOW) == ()


def test_if_need_be_breaks_a_tie_of_yes() -> None:
    poll = a_poll({1: {1: Choice.YES, 2: Choice.YES}, 2: {2: Choice.IF_NEED_BE}})

    assert polls.leading(poll, NOW) == DATES[1]


def test_nobody_wins_a_poll_without_a_kind_word() -> None:
    poll = a_poll({1: {1: Choice.NO, 2: Choice.NO}})

    assert polls.leading(poll, NOW) is None
    assert polls.ties(poll, NOW) == ()
    assert polls.closed(poll, NOW).winner is None


def test_a_date_that_has_passed_cannot_win() -> None:
    poll = a_poll({1: {1: Choice.YES, 3: Choice.IF_NEED_BE}})

    assert polls.leading(poll, NOW + DAY) == DATES[2]
    assert polls.leading(poll, NOW + 5 * DAY) is None


def test_closing_keeps_the_winner_and_happens_once() -> None:
    closed = polls.closed(a_poll({1: {3: Choice.YES}}), NOW)

    assert closed.winner == DATES[2]
    assert closed.closed_at == NOW
    assert polls.said_yes(closed, 3) == (1,)
    with pytest.raises(polls.PollClosed):
        polls.closed(closed, NOW)


def test_said_yes_keeps_the_order_of_first_ballots() -> None:
    poll = a_poll({5: {1: Choice.YES}, 2: {1: Choice.NO}, 9: {1: Choice.IF_NEED_BE}, 1: {1: Choice.YES}})

    assert polls.said_yes(poll, 1) == (5, 1)


def test_a_ballot_is_changed_option_by_option() -> None:
    poll = polls.voted(a_poll(), 1, {1: Choice.YES, 2: Choice.NO}, NOW)
    poll = polls.voted(poll, 1, {2: Choice.IF_NEED_BE}, NOW)

    assert poll.ballots == {1: {1: Choice.YES, 2: Choice.IF_NEED_BE}}


def test_no_ballot_after_the_deadline_or_the_close() -> None:
    poll = a_poll()

    assert poll.is_open(NOW)
    with pytest.raises(polls.PollClosed):
        polls.voted(poll, 1, {1: Choice.YES}, poll.closes_at)
    with pytest.raises(polls.PollClosed):
        polls.voted(polls.closed(poll, NOW), 1, {1: Choice.YES}, NOW)


def test_no_ballot_for_an_option_of_another_poll() -> None:
    with pytest.raises(polls.OptionGone):
        polls.voted(a_poll(), 1, {99: Choice.YES}, NOW)


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("said", [*Choice, 1, 0, -1])
def test_a_ballot_says_what_its_method_knows(method: Method, said: polls.Said) -> None:
    poll = a_poll(kind=PollKind.QUESTION, options=PLACES, terms=Terms(method=method))
    if said in SCALES[method] or (method is Method.RANKED and said == 1):
        assert polls.voted(poll, 1, {1: said}, NOW).ballots == {1: {1: said}}
    else:
        with pytest.raises(polls.OptionGone):
            polls.voted(poll, 1, {1: said}, NOW)


def test_dates_stand_in_order_of_time_without_doubles_or_the_past() -> None:
    later, sooner, past = (Option(starts_at=NOW + n * DAY) for n in (2, 1, -1))

    assert polls.checked_options(PollKind.DATE, [later, sooner, past, later], NOW) == (sooner, later)


def test_places_stay_in_the_order_given_without_doubles() -> None:
    named = [Option(label=name) for name in ("Zoo", "Anchor", "ZOO")]

    assert [o.label for o in polls.checked_options(PollKind.VENUE, named, NOW)] == ["Zoo", "Anchor"]


@pytest.mark.parametrize("n", [0, 1, polls.MOST_OPTIONS + 1])
def test_too_few_or_too_many_options_are_refused(n: int) -> None:
    named = [Option(label=f"Place {m}") for m in range(n)]

    with pytest.raises(polls.OptionsOutOfRange) as refused:
        polls.checked_options(PollKind.VENUE, named, NOW)
    assert (refused.value.fewest, refused.value.most) == (2, 25)


def test_a_date_option_without_a_start_is_a_bug() -> None:
    with pytest.raises(ValueError, match="start"):
        polls.checked_options(PollKind.DATE, [Option(label="soon"), Option(label="later")], NOW)


@pytest.mark.parametrize("closes_in", [-DAY, timedelta(), DAY + timedelta(minutes=1)])
def test_a_poll_closes_in_the_future_and_before_its_first_date(closes_in: timedelta) -> None:
    with pytest.raises(polls.CloseOutOfRange):
        polls.checked_close(PollKind.DATE, DATES, NOW + closes_in, NOW)


def test_a_venue_poll_may_stay_open_for_long() -> None:
    assert polls.checked_close(PollKind.VENUE, PLACES, NOW + 30 * DAY, NOW) == NOW + 30 * DAY


@settings(deadline=None)
@given(st.integers(1, 60 * 24 * 40), st.integers(0, 59))
def test_the_usual_deadline_can_always_be_kept(minutes: int, second: int) -> None:
    now = NOW + timedelta(seconds=second)
    options = (Option(starts_at=now + timedelta(minutes=minutes)), Option(starts_at=now + 50 * DAY))
    closes_at = polls.default_close(PollKind.DATE, options, now)

    assert polls.checked_close(PollKind.DATE, options, closes_at, now) == closes_at
    assert closes_at <= now + 3 * DAY


def test_a_nudge_comes_a_day_before_the_close_or_late_in_a_short_poll() -> None:
    assert polls.nudge_at(NOW + 5 * DAY, NOW) == NOW + 4 * DAY
    assert polls.nudge_at(NOW + timedelta(hours=9), NOW) == NOW + timedelta(hours=6)
    assert polls.nudge_at(NOW + timedelta(hours=1), NOW) is None


def test_a_late_nudge_must_still_help() -> None:
    poll = a_poll()

    assert polls.may_nudge(poll, NOW)
    assert not polls.may_nudge(poll, poll.closes_at - timedelta(minutes=20))
    assert not polls.may_nudge(polls.closed(poll, NOW), NOW)


def test_the_usual_deadline_is_a_full_hour() -> None:
    now = NOW + timedelta(minutes=17)

    assert polls.default_close(PollKind.VENUE, PLACES, now) == NOW + 3 * DAY
    assert polls.default_close(PollKind.DATE, DATES, now) == NOW + timedelta(hours=12)
