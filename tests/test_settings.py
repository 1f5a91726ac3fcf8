"""Settings: what an environment says, and every mistake in it at once."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import Settings, SettingsInvalid

EXAMPLE = Path(__file__).parents[1] / ".env.example"


def test_nothing_set_is_enough_for_everything_but_connecting() -> None:
    assert Settings.from_env({}) == Settings()


def test_what_is_set_is_taken() -> None:
    env = {
        "DISCORD_TOKEN": " Bot a.b.c ",
        "DATABASE_URL": "postgresql+asyncpg://u:p@h/d",
        "LOG_LEVEL": "debug",
        "MEMBERS_INTENT": "Yes",
        "MESSAGE_CONTENT_INTENT": "0",
        "HOME": "/nowhere",
    }
    assert Settings.from_env(env) == Settings("a.b.c", "postgresql+asyncpg://u:p@h/d", "DEBUG", True, False)


def test_every_mistake_is_one_sentence() -> None:
    env = {
        "DISCORD_TOKEN": "a b",
        "DATABASE_URL": "tablee.sqlite3",
        "LOG_LEVEL": "loud",
        "MEMBERS_INTENT": "perhaps",
        "MESSAGE_CONTENT_INTENT": "2",
    }
    with pytest.raises(SettingsInvalid) as caught:
        Settings.from_env(env)
    assert [sentence.split()[0] for sentence in caught.value.mistakes] == list(env)
    assert all(sentence.endswith(".") for sentence in caught.value.mistakes)


def test_a_secret_is_in_no_repr() -> None:
    shown = repr(Settings("secret-token", "postgresql://u:secret-password@h/d"))
    assert "secret" not in shown


def test_the_example_explains_every_variable_and_is_safe_to_copy() -> None:
    example = dotenv_values(EXAMPLE)
    assert {name.lower() for name in example} == {field.name for field in fields(Settings)}
    assert Settings.from_env({name: value or "" for name, value in example.items()}) == Settings()
    for name in example:
        assert re.search(rf"#.+\n{name}=", EXAMPLE.read_text())


def test_what_is_served_over_http_is_off_until_an_address_is_given() -> None:
    assert not Settings.from_env({}).web_base_url
    served = Settings.from_env({"WEB_BASE_URL": "https://tablee.example.org/", "WEB_PORT": "9000"})
    assert (served.web_base_url, served.web_host, served.web_port) == (
        "https://tablee.example.org",
        "127.0.0.1",
        9000,
    )
    with pytest.raises(SettingsInvalid) as refused:
        Settings.from_env({"WEB_BASE_URL": "tablee.example.org", "WEB_PORT": "0"})
    assert [mistake.partition(" ")[0] for mistake in refused.value.mistakes] == ["WEB_BASE_URL", "WEB_PORT"]
