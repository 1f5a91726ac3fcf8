"""Prompts: enough of them, each language's own, from light to deep, none to anybody twice."""

from __future__ import annotations

import pytest

from bot.domain.communities import LANGUAGES
from bot.domain.prompts import (
    MOST_OWN,
    Depth,
    Group,
    Prompt,
    PromptKnown,
    Tag,
    TooManyPrompts,
    catalogue,
    depth_of,
    draw,
    own_prompt,
)
from bot.domain.prompts.topics import STEMS, topics_of
from bot.domain.texts import TextMissing, TextTooLong

TABLES = [Group((n, n + 1)) for n in range(1, 40, 2)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_enough_that_fit_a_card(language: str) -> None:
    prompts = catalogue(language)
    texts = [prompt.text for prompt in prompts]
    assert len(set(texts)) == len(texts) >= 120
    assert all(text.endswith("?") and len(text) <= 110 for text in texts)
    for depth in Depth:
        assert sum(prompt.depth is depth for prompt in prompts) >= 30
    assert {topic for prompt in prompts for topic in prompt.topics} == set(STEMS)
    for tag in Tag:
        assert sum(tag in prompt.tags for prompt in prompts) >= 4


def test_french_ones_are_no_translations_and_their_marks_stay_on_the_line() -> None:
    assert all(" ?" not in prompt.text and "\u00a0?" in prompt.text for prompt in catalogue("fr"))
    assert not any("\u00a0" in prompt.text for prompt in catalogue("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_asked_the_same_while_there_is_anything_else(language: str) -> None:
    prompts = catalogue(language)
    had: dict[int, set[str]] = {1: set()}
    for seed in range(len(prompts)):
        [text] = draw(prompts, [Group((1, 2))], had, depth=Depth.LIGHT, seed=seed)
        assert text not in had[1]
        had[1].add(text)
    [again] = draw(prompts, [Group((1, 2))], had, depth=Depth.LIGHT)
    assert again in had[1]


def test_tables_of_one_round_talk_about_different_things() -> None:
    drawn = draw(catalogue("en"), TABLES, {}, depth=Depth.MIDDLE, seed=1)
    assert len(set(drawn)) == len(TABLES)
    assert drawn == draw(catalogue("en"), TABLES, {}, depth=Depth.MIDDLE, seed=1)
    assert drawn != draw(catalogue("en"), TABLES, {}, depth=Depth.MIDDLE, seed=2)


def test_questions_go_from_light_to_deep() -> None:
    by_text = {prompt.text: prompt.depth for prompt in catalogue("fr")}
    for number in (1, 2, 3, 7):
        drawn = draw(catalogue("fr"), TABLES, {}, depth=depth_of(number), seed=number)
        assert {by_text[text] for text in drawn} == {Depth(min(number, 3))}


def test_what_an_organiser_leaves_out_stays_out_even_when_all_else_was_asked() -> None:
    prompts = catalogue("en")
    had = {1: {prompt.text for prompt in prompts if not prompt.tags}}
    by_text = {prompt.text: prompt for prompt in prompts}
    for tag in Tag:
        [text] = draw(prompts, [Group((1, 2))], had, depth=Depth.LIGHT, left_out={tag})
        assert tag not in by_text[text].tags


def test_a_shared_interest_is_what_they_are_asked_about() -> None:
    by_text = {prompt.text: prompt for prompt in catalogue("fr")}
    groups = [Group((1, 2), frozenset({"Jeux de société"})), Group((3, 4))]
    about_games, anything = draw(catalogue("fr"), groups, {}, depth=Depth.LIGHT, seed=5)
    assert by_text[about_games].topics == {"games"}
    assert about_games != anything


@pytest.mark.parametrize(
    ("written", "topics"),
    [
        ("Photographie argentique", {"arts"}),
        ("hiking", {"nature"}),
        ("Randonnée", {"nature"}),
        ("cooking for friends", {"food"}),
        ("J'aime les articles de presse", set()),
        ("board games", {"games"}),
        ("Chat", {"animals"}),
        ("the sea", {"nature"}),
        ("", set()),
    ],
)
def test_interests_are_read_as_people_write_them(written: str, topics: set[str]) -> None:
    assert topics_of([written]) == topics


def test_a_communitys_own_prompts_are_asked_at_every_depth() -> None:
    own = Prompt("What brought you to our tram museum?")
    drawn = {
        draw([own, *catalogue("en")], [Group((1, 2))], {}, depth=depth, seed=seed)[0]
        for depth in Depth
        for seed in range(120)
    }
    assert own.text in drawn
    assert draw([own], TABLES[:3], {}, depth=Depth.DEEP) == (own.text,) * 3


def test_own_prompts_are_cleaned_and_limited() -> None:
    assert own_prompt("  Why\u202e here? ", []) == "Why here?"
    for typed, refused in (("   ", TextMissing), ("x" * 151, TextTooLong)):
        with pytest.raises(refused):
            own_prompt(typed, [])
    with pytest.raises(PromptKnown):
        own_prompt("WHY here?", ["Why here?"])
    with pytest.raises(TooManyPrompts):
        own_prompt("One more?", [str(n) for n in range(MOST_OWN)])


def test_no_table_draws_nothing() -> None:
    assert draw(catalogue("en"), [], {}, depth=Depth.LIGHT) == ()
