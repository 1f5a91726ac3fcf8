"""How ballots are filled in by each method, and the law of the instant run-off."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import TYPE_CHECKING

import pyrankvote
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain import polls
from bot.domain.polls import Choice, Method, Option, PollKind, Terms
from tests.domain.some_polls import DAY, NOW, PLACES, a_poll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.polls import Poll, Said

IDS = (1, 2, 3, 4)
BOOKS = tuple(Option(id=n, label=f"Book {n}") for n in IDS)
an_order = st.permutations(IDS).flatmap(lambda ids: st.integers(0, 4).map(lambda n: tuple(ids[:n])))
some_orders = st.lists(an_order, max_size=9)


def a_question(method: Method, **terms: object) -> Poll:
    return a_poll(kind=PollKind.QUESTION, options=BOOKS, terms=Terms(method=method, **terms))  # type: ignore[arg-type]


def ranked(orders: Sequence[Sequence[int]]) -> Poll:
    ballots = {
        user: {option: place for place, option in enumerate(order, 1)} for user, order in enumerate(orders, 1)
    }
    return a_poll(ballots, kind=PollKind.QUESTION, options=BOOKS, terms=Terms(method=Method.RANKED))  # type: ignore[arg-type]


def possible_winners(orders: Sequence[Sequence[int]], remaining: frozenset[int]) -> frozenset[int]:
    """A slow run-off to the very end, in which any of the weakest may go out."""
    if len(remaining) == 1:
        return remaining
    firsts = [next((o for o in order if o in remaining), None) for order in orders]
    fewest = min(firsts.count(option) for option in remaining)
    weakest = [option for option in remaining if firsts.count(option) == fewest]
    return frozenset().union(*(possible_winners(orders, remaining - {out}) for out in weakest))


@settings(deadline=None)
@given(some_orders)
def test_the_run_off_agrees_with_another_implementation(orders: list[tuple[int, ...]]) -> None:
    poll = ranked(orders)
    assume(any(orders))
    winner = polls.leading(poll, NOW)
    assert winner is not None
    possible = possible_winners(orders, frozenset(IDS))
    assert winner.id in possible
    if len(possible) == 1:  # the library throws dice where ballots leave it open
        candidates = {option.id: pyrankvote.Candidate(option.label) for option in BOOKS}
        cast = [pyrankvote.Ballot([candidates[o] for o in order]) for order in orders if order]
        result = pyrankvote.instant_runoff_voting(list(candidates.values()), cast)
        assert [c.name for c in result.get_winners()] == [winner.label]


@settings(deadline=None)
@given(some_orders, st.randoms())
def test_the_order_of_rankings_does_not_matter(
    orders: list[tuple[int, ...]], random: st.random_module
) -> None:
    shuffled = list(orders)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert polls.runoff(ranked(shuffled)) == polls.runoff(ranked(orders))


@settings(deadline=None)
@given(some_orders, st.sampled_from(list(permutations(IDS))))
def test_one_more_favourite_never_hurts_it(orders: list[tuple[int, ...]], added: tuple[int, ...]) -> None:
    """Run-offs are not monotone in general, but adding a ballot with the winner first keeps it winning."""
    before = polls.leading(ranked(orders), NOW)
    if before is not None and before.id == added[0]:
        assert polls.leading(ranked([*orders, added]), NOW) == before


@settings(deadline=None)
@given(some_orders)
def test_every_turn_of_the_run_off_counts_every_ballot_that_still_names_somebody(
    orders: list[tuple[int, ...]],
) -> None:
    gone: set[int] = set()
    for turn in polls.runoff(ranked(orders)):
        assert set(turn.votes) == set(IDS) - gone
        assert sum(turn.votes.values()) == sum(bool(set(order) - gone) for order in orders)
        if turn.out_id is not None:
            assert turn.votes[turn.out_id] == min(turn.votes.values())
            gone.add(turn.out_id)


def test_a_run_off_by_hand() -> None:
    orders = [*[(1, 2)] * 4, *[(2, 3)] * 3, *[(3, 2)] * 2]
    first, second, final = polls.runoff(ranked([*orders, ()]))

    assert (first.votes, first.out_id) == ({1: 4, 2: 3, 3: 2, 4: 0}, 4)
    poll = ranked(orders)
    assert second.out_id == 3
    assert (final.votes, final.out_id) == ({1: 4, 2: 5}, None)
    assert polls.leading(poll, NOW) == BOOKS[1]  # five to four in the final
    assert [tally.yes for tally in polls.count(poll)] == [4, 3, 2, 0]
    assert polls.said_yes(poll, 2) == (5, 6, 7)


def test_an_even_final_goes_to_the_one_named_first() -> None:
    poll = ranked([(3,), (2,)])
    assert polls.leading(poll, NOW) == BOOKS[1]
    assert polls.ties(poll, NOW) == (BOOKS[2],)
    assert polls.leading(ranked([(), ()]), NOW) is None


def tapped(method: Method, *options: int) -> dict[int, Said]:
    poll = a_question(method)
    for option in options:
        ballot = poll.ballots.get(9, {})
        poll = polls.voted(poll, 9, {option: polls.next_word(method, ballot, option)}, NOW)
    return dict(poll.ballots[9])


YES, MAYBE, NO = Choice.YES, Choice.IF_NEED_BE, Choice.NO


@pytest.mark.parametrize(
    ("method", "taps", "said"),
    [
        (Method.GRADED, (1, 2, 2, 3, 3, 3), {1: YES, 2: MAYBE, 3: NO}),
        (Method.SEVERAL, (1, 2, 3, 3), {1: YES, 2: YES, 3: NO}),
        (Method.SINGLE, (1, 2), {1: NO, 2: YES}),
        (Method.SINGLE, (1, 1), {1: NO}),
        (Method.RANKED, (3, 1, 2), {3: 1, 1: 2, 2: 3}),
        (Method.RANKED, (3, 1, 2, 1), {3: 1, 1: NO, 2: 2}),
    ],
)
def test_a_tap_says_the_next_thing(method: Method, taps: tuple[int, ...], said: dict[int, Said]) -> None:
    assert tapped(method, *taps) == said


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(IDS), st.one_of(st.just(NO), st.integers(1, 9))), max_size=12))
def test_a_ranking_never_has_a_gap_and_the_same_word_twice_changes_nothing(
    words: list[tuple[int, Said]],
) -> None:
    poll = a_question(Method.RANKED)
    for option, said in words:
        poll = polls.voted(poll, 9, {option: said}, NOW)
        again = polls.voted(poll, 9, {option: poll.ballots[9][option]}, NOW)
        assert again.ballots == poll.ballots
    ballot = poll.ballots.get(9, {})
    assert [ballot[option] for option in polls.ranking(ballot)] == list(
        range(1, len(polls.ranking(ballot)) + 1)
    )


def test_too_few_ballots_decide_nothing() -> None:
    poll = a_poll({1: {1: YES}}, kind=PollKind.VENUE, terms=Terms(method=Method.SEVERAL, fewest_ballots=2))
    assert poll.lacks_ballots
    assert polls.closed(poll, NOW).winner is None
    assert polls.decided(polls.closed(poll, NOW), 2, 5, NOW).winner == PLACES[1]


def test_a_role_may_be_needed_to_vote() -> None:
    poll = a_question(Method.SINGLE, role_id=77)
    polls.require_voter(poll, frozenset({77, 78}))
    with pytest.raises(polls.RoleNeeded):
        polls.require_voter(poll, frozenset())


def test_ballots_without_names_count_the_same() -> None:
    poll = ranked([(1, 2), (2, 3), (3,)])
    bare = polls.without_names(poll, Random(1))
    assert polls.runoff(bare) == polls.runoff(poll)
    assert sorted(bare.ballots) == [-3, -2, -1]


@pytest.mark.parametrize(
    ("results", "voter", "other"),
    [
        (polls.Results.ALWAYS, None, None),
        (polls.Results.VOTED, None, polls.BallotNeeded),
        (polls.Results.CLOSED, polls.ResultsHidden, polls.ResultsHidden),
    ],
)
def test_who_sees_the_counts(
    results: polls.Results, voter: type[Exception] | None, other: type[Exception] | None
) -> None:
    poll = polls.voted(a_question(Method.SINGLE, results=results), 1, {1: YES}, NOW)
    for user_id, refusal in ((1, voter), (2, other)):
        if refusal is None:
            polls.require_results(poll, user_id)
        else:
            with pytest.raises(refusal):
                polls.require_results(poll, user_id)
    polls.require_results(polls.closed(poll, NOW), 2)


@pytest.mark.parametrize(
    ("names", "organiser", "member"),
    [
        (polls.Names.EVERYBODY, True, True),
        (polls.Names.ORGANISERS, True, False),
        (polls.Names.NOBODY, False, False),
    ],
)
def test_who_sees_the_names(names: polls.Names, organiser: bool, member: bool) -> None:
    poll = a_question(Method.SINGLE, names=names)
    for is_organiser, allowed in ((True, organiser), (False, member)):
        if allowed:
            polls.require_names(poll, is_organiser=is_organiser)
        else:
            with pytest.raises(polls.NamesHidden):
                polls.require_names(poll, is_organiser=is_organiser)


def test_members_add_options_within_bounds() -> None:
    poll = a_question(Method.SEVERAL, additions=polls.Additions.ANYBODY)
    new = Option(label="New", added_by_id=9)
    assert not polls.require_addition(poll, new, NOW, is_organiser=False)
    leave = a_question(Method.SEVERAL, additions=polls.Additions.WITH_LEAVE)
    assert polls.require_addition(leave, new, NOW, is_organiser=False)
    assert not polls.require_addition(leave, new, NOW, is_organiser=True)
    with pytest.raises(polls.AdditionsClosed):
        polls.require_addition(a_question(Method.SEVERAL), new, NOW, is_organiser=False)
    with pytest.raises(polls.OptionKnown):
        polls.require_addition(poll, Option(label="BOOK 1", added_by_id=9), NOW, is_organiser=False)
    mine = tuple(Option(id=50 + n, label=f"Mine {n}", added_by_id=9) for n in range(3))
    with pytest.raises(polls.TooManyAdded):
        polls.require_addition(
            a_poll(kind=PollKind.QUESTION, options=(*BOOKS, *mine), terms=poll.terms),
            new,
            NOW,
            is_organiser=False,
        )


def test_an_option_is_removed_by_its_author_or_an_organiser() -> None:
    mine = Option(id=50, label="Mine", added_by_id=9)
    poll = a_poll(kind=PollKind.QUESTION, options=(*BOOKS, mine), terms=Terms(method=Method.SINGLE))
    polls.require_removal(poll, 50, 9, NOW, is_organiser=False)
    polls.require_removal(poll, 1, 3, NOW, is_organiser=True)
    with pytest.raises(polls.OptionNotYours):
        polls.require_removal(poll, 50, 8, NOW, is_organiser=False)
    with pytest.raises(polls.OptionGone):
        polls.require_removal(poll, 404, 8, NOW, is_organiser=True)
    two = a_poll(kind=PollKind.VENUE, options=PLACES[:2])
    with pytest.raises(polls.OptionsOutOfRange):
        polls.require_removal(two, 1, 3, NOW, is_organiser=True)


def test_changed_options_keep_their_numbers() -> None:
    poll = a_poll(kind=PollKind.VENUE)
    change = polls.changed(poll, [Option(label="anchor", price="€5"), Option(label="Zoo")], NOW)

    assert change.kept == (Option(id=1, label="anchor", price="€5"),)
    assert change.added == (Option(label="Zoo"),)
    assert change.removed == PLACES[1:]


def test_a_poll_is_extended_and_reopened() -> None:
    poll = a_poll({1: {2: YES}})
    later = polls.extended(poll, NOW + DAY, NOW)
    assert later.closes_at == NOW + DAY
    with pytest.raises(polls.CloseOutOfRange):
        polls.extended(poll, NOW + 2 * DAY, NOW)
    with pytest.raises(polls.PollOpen):
        polls.reopened(poll, NOW + DAY, NOW)
    closed = polls.closed(poll, NOW)
    again = polls.reopened(closed, NOW + DAY, NOW)
    assert again == later
    with pytest.raises(polls.PollClosed):
        polls.extended(closed, NOW + DAY, NOW)
    anonymous = a_poll(terms=Terms(method=Method.GRADED, names=polls.Names.NOBODY))
    with pytest.raises(polls.NamesForgotten):
        polls.reopened(polls.closed(anonymous, NOW), NOW + DAY, NOW)


@pytest.mark.parametrize(
    ("kind", "terms", "refusal"),
    [
        (PollKind.DATE, Terms(method=Method.RANKED), polls.MethodUnknown),
        (PollKind.VENUE, Terms(method=Method.GRADED), polls.MethodUnknown),
        (PollKind.QUESTION, Terms(method=Method.SINGLE, fewest_ballots=-1), polls.QuorumOutOfRange),
        (PollKind.QUESTION, Terms(method=Method.SINGLE, fewest_ballots=501), polls.QuorumOutOfRange),
    ],
)
def test_terms_that_make_no_sense_are_refused(kind: PollKind, terms: Terms, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        polls.checked_terms(kind, terms)
