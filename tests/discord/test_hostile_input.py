"""Whatever people type, they get a clear private sentence, and nothing is saved or pinged."""

from __future__ import annotations

import pytest

from tests.discord.acting import all_private, answer_of, press, press_at_once, text_of
from tests.discord.scenes import FORM, a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)

RIGHT_TO_LEFT = "\u202emoc.live//:sptth\u202c מפגש"


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


async def nothing_was_kept(scene):
    return await scene.bot.services.meetups.recent(scene.guild.id) == []


async def submit(scene, **fields):
    """Send the form as a client that ignores its own limits would."""
    alice = scene.members[0]
    shown = await alice.slash(scene.channel, "meetup propose")
    return await alice.submit_modal(shown, FORM | fields)


@both
@pytest.mark.parametrize(
    "when", ["yesterday", "hier", "12/13/14/15", "31 february 19:00", "🎉", "@everyone", "soon", "9" * 200]
)
async def test_a_date_that_is_none(scene, when):
    panel = await submit(scene, when=when)
    assert all_private(panel)
    assert answer_of(panel).startswith("⚠️")
    assert scene.label("Propose") not in answer_of(panel).splitlines()
    assert await nothing_was_kept(scene)


@both
async def test_a_title_of_nothing_visible(scene):
    panel = await submit(scene, title="\u2060\u202e ")
    assert all_private(panel)
    assert answer_of(panel).startswith("⚠️")
    assert await nothing_was_kept(scene)


@both
@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "x" * 5000),
        ("title", "👩‍👩‍👧‍👦" * 30),
        ("where", "ل" * 5000),
        ("description", "@everyone " * 500),
    ],
)
async def test_more_than_fits(scene, field, text):
    """Discord's own clients stop at a form's limit; others do not."""
    alice = scene.members[0]
    shown = await alice.slash(scene.channel, "meetup propose")
    lift_the_limits(scene.env, shown)
    panel = await alice.submit_modal(shown, FORM | {field: text})
    assert all_private(panel)
    assert answer_of(panel).startswith("⚠️")
    assert str(len(text.strip())) in answer_of(panel)
    assert await nothing_was_kept(scene)


def lift_the_limits(env, shown):
    """Let a form take texts of any length, as a client that ignores its limits would."""
    for part in env.backend.interactions[shown._interaction.id].modal["components"]:
        part["component"].pop("max_length", None)


@both
@pytest.mark.parametrize("seats", ["0", "-3", "1.5", "many", "٣", "10000000000", "501", "²"])
async def test_seats_that_are_no_number(scene, seats):
    alice = scene.members[0]
    panel = await submit(scene)
    refused = await scene.fill(alice, panel, "Seats", seats=seats)
    assert all_private(refused)
    assert answer_of(refused).startswith("⚠️")
    assert "500" in answer_of(refused)
    assert await nothing_was_kept(scene)


async def test_markdown_mentions_and_direction_tricks_are_plain_characters(scene):
    alice = scene.members[0]
    await scene.propose(
        alice,
        title=f"**bold** @everyone {RIGHT_TO_LEFT}",
        description="# big\n[click](https://evil.example) <@&123456789012345678> @here `code` ||spoiler||",
        where="> quote <@123456789012345678>",
    )
    await scene.bot.run_due()
    card = scene.card
    shown = text_of(card)
    assert not card.mention_everyone
    assert "\u202e" not in shown
    assert "מפגש" in shown
    assert r"\*\*bold\*\*" in shown
    assert "@everyone" not in shown
    assert "<@&123456789012345678>" not in shown
    assert r"\[click](https://evil" in shown
    assert all(r.json["allowed_mentions"]["parse"] == [] for r in sent_messages(scene.env))


def sent_messages(env):
    return [r for r in env.http_requests if r.method == "POST" and r.path.endswith("/messages")]


@both
async def test_a_zone_that_is_none(scene, locale):
    panel = await scene.mod.slash(scene.channel, "setup")
    for typed in ("Mars/Olympus", "🙂", "../../etc/passwd", "paris; drop table", "a"):
        form = await press(scene.mod, panel.response, "setup:1:zone")
        refused = await scene.mod.submit_modal(form, {"zone": typed})
        assert all_private(refused)
        assert ("time zone" if locale != "fr" else "fuseau") in answer_of(refused)
    kept = await scene.bot.services.communities.of(scene.guild.id, locale)
    assert kept.zone.key == ("Europe/Paris" if locale == "fr" else "UTC")


@both
async def test_a_reason_of_nothing_visible(scene):
    await scene.schedule()
    form = await scene.mod.slash(scene.channel, "meetup cancel", meetup="1")
    refused = await scene.mod.submit_modal(form, {"reason": "\u200b \u2060"})
    assert all_private(refused)
    assert (await scene.bot.services.meetups.overview(scene.guild.id, 1)).meetup.state == "scheduled"


@both
@pytest.mark.parametrize("typed", ["999", "0", "-1", "9" * 90, "٣", "nope", "' OR 1=1 --", "%", "_"])
async def test_a_meetup_that_is_none(scene, typed):
    await scene.schedule()
    for command in ("show", "edit", "cancel"):
        refused = await scene.mod.slash(scene.channel, f"meetup {command}", meetup=typed)
        assert all_private(refused)
        assert "Picnic" not in answer_of(refused)


@both
async def test_nothing_of_another_guild_can_be_reached(scene, env, locale):
    """Whatever id is typed or pressed: refused, and nothing of the other community is told."""
    await scene.schedule(title="Secret garden", address="12 rue Cachée")
    other = a_scene(env, locale, name="Elsewhere")
    await other.schedule(title="Their own")
    for command in ("show", "edit", "cancel"):
        for who in (other.mod, other.members[0]):
            refused = await who.slash(other.channel, f"meetup {command}", meetup="1")
            assert all_private(refused)
            assert refused.modal is None
            assert "Secret" not in answer_of(refused)
    offered = await other.mod.autocomplete(other.channel, "meetup show", "meetup", "secret")
    assert offered == []
    forged = forge(env, other.card)
    for custom_id in ("rsvp:1:1:going", "place:1:1", "interest:1:1", "confirm:1:1"):
        forged(custom_id)
        [result] = await press_at_once(env, [other.mod], other.card, custom_id)
        assert all_private(result)
        assert "Cachée" not in answer_of(result)
    overview = await scene.bot.services.meetups.overview(scene.guild.id, 1)
    assert overview.roster.parties == ()


def forge(env, message):
    """Put a control with any custom id on a message, as somebody who forges requests would."""
    stored = env.backend.get_message(message.channel.id, message.id)
    row = next(part for part in stored.components[0]["components"] if part["type"] == 1)

    def forged(custom_id):
        row["components"][0]["custom_id"] = custom_id

    return forged
