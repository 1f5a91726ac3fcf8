"""Stories of what stays: the photo thread, what members add to it, what is taken down, and the thank-you."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.scenes import a_scene
from tests.discord.test_images import IPHONE, assert_bare, bomb, encoded, picture, telltale

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
START = {"en-US": datetime(2026, 1, 10, 12, 30, tzinfo=UTC), "fr": datetime(2026, 1, 10, 11, 30, tzinfo=UTC)}
HOUR = 3600.0
AGREED = {"agreement": ["agreed", "recap"], "caption": ""}
MENU = "Take this photo down"


def words(locale, english, french):
    return french if locale == "fr" else english


async def until(scene, locale, hours):
    """Wait until so many hours after the start of the picnic, which lasts two."""
    await scene.wait((START[locale] - scene.env.now()).total_seconds() + hours * HOUR)


async def a_picnic(env, locale, present=2, members=5, **options):
    """A picnic that began an hour ago, with its first members there."""
    scene = a_scene(env, locale, members=members)
    await scene.schedule(**options)
    await until(scene, locale, 1)
    if present:
        panel = await scene.mod.slash(scene.channel, "checkin list", meetup="1")
        await scene.mod.select(panel.response, scene.members[:present], custom_id="checkin_add:1:1")
    return scene


async def a_past_picnic(env, locale, present=2, **options):
    """The same, a quarter of an hour after its end."""
    scene = await a_picnic(env, locale, present, **options)
    await until(scene, locale, 2.25)
    return scene


def called(scene, message):
    """Who is really pinged: SimCord lists every mention, whatever a message allows."""
    allowed = scene.env.backend.get_message(message.channel.id, message.id).allowed_mentions
    return {user.id for user in message.mentions if allowed.allows_user(user.id)}


def openings(scene):
    return [m for m in scene.channel.history() if text_of(m).startswith("### 📷")]


def thanks(scene):
    return [m for m in scene.channel.history() if text_of(m).startswith("### 💛")]


def photo_thread(scene):
    return next(t for t in scene.channel.threads if t.name.startswith("Photos"))


def posts(scene):
    return [m for m in photo_thread(scene).history() if m.attachments]


async def add(scene, member, *files, **values):
    form = await press(member, openings(scene)[0], scene.label("Add photos"))
    return await member.submit_modal(form, AGREED | {"files": list(files)} | values)


def scribble(number):
    """A picture that looks like no other."""
    chance = random.Random(number)
    image = Image.new("RGB", (90, 60 + number), "white")
    for x in range(0, 90, 10):
        image.paste(tuple(chance.randrange(256) for _ in range(3)), (x, chance.randrange(30), x + 10, 60))
    return image


def names_in(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert_bare(archive.read(name))
        return archive.namelist()


def files_of(scene):
    return [path for path in Path(scene.bot.settings.media_dir).rglob("*") if path.is_file()]


async def album_of(scene, member, recap):
    """The names of the photos that a member is handed as a ZIP."""
    got = await press(member, recap, "album:1:1")
    assert all_private(got)
    return names_in(await bytes_of(scene, got.response.attachments[0]))


async def bytes_of(scene, attachment):
    with scene.env._bot_scope():
        return await attachment.read()


@both
async def test_the_thread_opens_once_and_calls_those_who_were_there(env, locale, stage):
    scene = await a_picnic(env, locale)
    await until(scene, locale, 2.1)
    assert openings(scene) == []
    await stage.restart()
    await until(scene, locale, 2.25)
    await stage.restart()
    await scene.bot.run_due()

    [opening] = openings(scene)
    assert words(locale, "Photos of Picnic", "Photos · Picnic") in text_of(opening)
    assert words(locale, "Only with the agreement", "Seulement avec l'accord") in text_of(opening)
    assert photo_thread(scene).id == opening.id
    assert f"<#{opening.id}>" in text_of(scene.card)
    calls = [called(scene, m) for m in photo_thread(scene).history()]
    assert [some for some in calls if some] == [{m.id for m in scene.members[:2]}]
    assert not called(scene, opening)


async def test_where_nobody_was_checked_in_nobody_is_called(env, locale):
    scene = await a_past_picnic(env, locale, present=0)
    assert len(openings(scene)) == 1
    assert not [m for m in photo_thread(scene).history() if called(scene, m)]


@both
async def test_photos_are_posted_with_credit_and_without_place(env, locale):
    scene = await a_past_picnic(env, locale)
    alice = scene.members[0]
    files = [
        ("IMG_0001.jpg", encoded(picture(), "JPEG", exif=telltale(6))),
        ("b.png", encoded(picture(), "PNG")),
        ("c.webp", encoded(picture(), "WEBP")),
        ("d.gif", encoded(picture(), "GIF")),
        ("e.heic", IPHONE.read_bytes()),
    ]
    said = await add(scene, alice, *files, caption="Golden *hour* @everyone")
    assert all_private(said)
    assert words(locale, "Your 5 photos are in", "Tes 5 photos sont dans") in answer_of(said)

    [post] = posts(scene)
    assert words(locale, "Photos by", "Photos\xa0:") in text_of(post)
    assert f"<@{alice.id}>" in text_of(post)
    assert "Golden \\*hour\\*" in text_of(post)
    assert not post.mention_everyone
    assert not called(scene, post)
    assert [a.filename for a in post.attachments] == [f"photo-{n}.jpg" for n in (1, 2, 3, 4, 5)]
    for attachment in post.attachments:
        assert_bare(await bytes_of(scene, attachment))
    assert (await scene.bot.services.photos.numbers(await the_meetup(scene))).photos == 5


async def the_meetup(scene):
    overview = await scene.bot.services.meetups.overview(scene.guild.id, 1)
    return overview.meetup


@both
async def test_what_is_no_photo_is_named_and_the_rest_is_posted(env, locale):
    scene = await a_past_picnic(env, locale)
    lie = ("beach_*1*.jpg", b"just some text")
    said = await add(
        scene,
        scene.members[0],
        lie,
        ("sun.png", encoded(picture(), "PNG")),
        ("big.png", bomb("PNG", 9000, 9000)),
    )
    assert all_private(said)
    assert words(locale, "Your photo is in", "Ta photo est dans") in answer_of(said)
    assert "beach\\_\\*1\\*.jpg" in answer_of(said)
    assert words(locale, "16 million pixels", "16 millions de pixels") in answer_of(said)
    assert len(posts(scene)[0].attachments) == 1


@both
@pytest.mark.parametrize("file", [("notes.jpg", b"hello"), ("empty.jpg", b"")], ids=["text", "nothing"])
async def test_nothing_but_files_that_are_no_photos_is_refused(env, locale, file):
    scene = await a_past_picnic(env, locale)
    said = await add(scene, scene.members[0], file)
    assert all_private(said)
    assert words(locale, "is no photo I can read", "n'est pas une photo") in answer_of(said)
    assert posts(scene) == []


@both
async def test_those_who_were_not_there_add_none(env, locale):
    scene = await a_past_picnic(env, locale)
    stranger = scene.members[3]
    said = await press(stranger, openings(scene)[0], scene.label("Add photos"))
    assert all_private(said)
    assert said.modal is None
    assert words(locale, "This is for those who were there", "celles et ceux") in answer_of(said)
    assert (await press(scene.mod, openings(scene)[0], scene.label("Add photos"))).modal is not None


async def test_who_is_no_longer_on_the_list_posts_nothing(env, locale):
    scene = await a_past_picnic(env, locale)
    alice = scene.members[0]
    form = await press(alice, openings(scene)[0], "Add photos")
    panel = await scene.mod.slash(scene.channel, "checkin list", meetup="1")
    await press(scene.mod, panel.response, f"checkin:1:1:{alice.id}:undo")
    said = await alice.submit_modal(form, AGREED | {"files": [("a.png", encoded(picture(), "PNG"))]})
    assert "This is for those who were there" in answer_of(said)
    assert posts(scene) == []


@both
async def test_one_photo_of_several_is_taken_down_and_never_comes_back(env, locale):
    scene = await a_past_picnic(env, locale, present=3)
    alice, ben, cleo, stranger, _ = scene.members
    files = [(f"{n}.png", encoded(scribble(n), "PNG")) for n in (1, 2, 3)]
    await add(scene, alice, *files)
    [post] = posts(scene)
    thread = photo_thread(scene)
    refused = await stranger.context_menu(thread, MENU, post)
    assert all_private(refused)
    assert words(locale, "for those who were there", "pour celles et ceux qui étaient là") in answer_of(
        refused
    )

    asked = await ben.context_menu(thread, MENU, post)
    assert all_private(asked)
    assert words(locale, "Which one?", "Laquelle") in answer_of(asked)
    await ben.select(asked.response, ["2"])
    [post] = posts(scene)
    assert [a.filename for a in post.attachments] == ["photo-1.jpg", "photo-3.jpg"]
    assert (await scene.bot.services.photos.numbers(await the_meetup(scene))).photos == 2
    await scene.bot.run_due()
    told = thread.history()[-1]
    assert words(locale, "A photo was taken down", "Une photo a été retirée") in text_of(told)
    assert called(scene, told) == {alice.id, scene.mod.id}
    assert "ben" not in text_of(told)
    assert f"<@{ben.id}>" not in text_of(told)

    again = await add(scene, alice, files[1])
    assert words(locale, "does not come back", "ne revient pas") in answer_of(again)
    await cleo.select((await cleo.context_menu(thread, MENU, post)).response, ["all"])
    assert posts(scene) == []
    gone = await cleo.context_menu(thread, MENU, told)
    assert words(locale, "no photos of a meetup", "pas de photos d'une rencontre") in answer_of(gone)


@both
async def test_the_recap_shows_the_best_liked_of_those_who_agreed_and_forgets_what_is_withdrawn(env, locale):
    scene = await a_past_picnic(env, locale, present=6, members=8)
    alice, ben, cleo, dora = scene.members[:4]
    await add(scene, alice, *[(f"{n}.png", encoded(scribble(n), "PNG")) for n in (1, 2)])
    await add(scene, ben, ("b.png", encoded(scribble(3), "PNG")))
    await add(scene, cleo, ("c.png", encoded(scribble(4), "PNG")), agreement=["agreed"])
    await alice.react(posts(scene)[1], "❤️")
    await until(scene, locale, 2 + 73)

    [recap] = thanks(scene)
    with scene.env._bot_scope():
        meetup = await the_meetup(scene)
        assert len(await scene.bot.services.albums.collage(meetup.id)) == 3  # not Cleo's, who did not agree
    [picture_] = recap.attachments
    assert_bare(await bytes_of(scene, picture_))
    assert scene.env.backend.channels[photo_thread(scene).id].thread_metadata.archived
    assert words(locale, "The album is there until", "L'album reste là jusqu'au") in text_of(recap)

    assert len(files_of(scene)) == 4
    refused = await press(scene.members[7], recap, "album:1:1")
    assert all_private(refused)
    got = await press(dora, recap, "album:1:1")
    assert all_private(got)
    assert names_in(await bytes_of(scene, got.response.attachments[0])) == [
        f"{n:02}.jpg" for n in (1, 2, 3, 4)
    ]

    await ben.context_menu(photo_thread(scene), MENU, posts(scene)[1])
    asked = await dora.context_menu(photo_thread(scene), MENU, posts(scene)[0])
    await dora.select(asked.response, ["1"])
    await scene.bot.run_due()
    [recap] = thanks(scene)
    assert recap.attachments == []  # one photo is no collage
    assert await album_of(scene, dora, recap) == ["01.jpg", "02.jpg"]

    await until(scene, locale, 2 + 24 * 30 + 1)
    [recap] = thanks(scene)
    assert "album:1:1" not in [control["custom_id"] for control in controls_of(recap)]
    assert not files_of(scene)


@both
async def test_the_thank_you_comes_once_with_the_numbers_and_the_next_meetup(env, locale, stage):
    scene = await a_past_picnic(env, locale, present=6, members=8)
    await add(scene, scene.members[0], *[(f"{n}.png", encoded(picture(), "PNG")) for n in range(3)])
    await scene.schedule(title="Museum", when="2026-01-17 15:00")
    await until(scene, locale, 2 + 71)
    assert thanks(scene) == []
    await stage.restart()
    await until(scene, locale, 2 + 73)
    await scene.bot.run_due()

    [message] = thanks(scene)
    said = text_of(message)
    assert f"<@{scene.mod.id}>" in said
    assert not called(scene, message)
    assert words(locale, "**6** people were there", "**6** personnes étaient là") in said
    assert words(locale, "all of them for the first time", "toutes pour la première fois") in said
    assert words(locale, "**15** new ties", "**15** nouveaux liens") in said
    assert words(locale, "**3** photos in", "**3** photos dans") in said
    assert words(locale, "Next: **[Museum](", "Prochaine rencontre\xa0: **[Museum](") in said
    assert (await the_meetup(scene)).card.thanks_message_id == message.id
    await scene.bot.run_due()
    picnic = next(m for m in scene.channel.history() if "## " in text_of(m) and "Picnic" in text_of(m))
    assert f"/{message.id})" in text_of(picnic)


@both
async def test_a_small_table_is_thanked_without_numbers(env, locale):
    scene = await a_past_picnic(env, locale, present=3)
    await until(scene, locale, 2 + 73)
    [message] = thanks(scene)
    assert f"<@{scene.mod.id}>" in text_of(message)
    assert "**3**" not in text_of(message)
    assert words(locale, "What shall we do next", "On fait quoi") in text_of(message)


async def test_a_few_newcomers_among_many_are_not_pointed_at(env, locale):
    scene = await a_past_picnic(env, locale, present=6, members=8)
    await scene.schedule(title="Drinks", when="2026-01-13 19:00")
    await scene.wait((datetime(2026, 1, 13, 19, 5, tzinfo=UTC) - env.now()).total_seconds())
    panel = await scene.mod.slash(scene.channel, "checkin list", meetup="2")
    await scene.mod.select(panel.response, scene.members, custom_id="checkin_add:1:2")
    await scene.wait(80 * HOUR)
    said = text_of(thanks(scene)[-1])
    assert "**8** people were there\n" in said
    assert "**13** new ties" in said


async def test_a_cancelled_meetup_has_neither_photos_nor_thanks(env, locale):
    scene = await a_picnic(env, locale)
    form = await scene.mod.slash(scene.channel, "meetup cancel", meetup="1")
    await scene.mod.submit_modal(form, {"reason": "Storm"})
    await until(scene, locale, 100)
    assert openings(scene) == thanks(scene) == []


async def test_a_meetup_that_moved_is_remembered_after_its_new_end(env, locale):
    scene = a_scene(env, locale)
    await scene.schedule()
    panel = await scene.edit(scene.mod, "When", when="2026-01-11 12:30")
    await press(scene.mod, panel.response, scene.label("Save"))
    await until(scene, locale, 3)
    assert openings(scene) == []
    await until(scene, locale, 24 + 3)
    assert len(openings(scene)) == 1
    await until(scene, locale, 24 + 2 + 73)
    assert len(thanks(scene)) == 1


async def test_a_job_that_failed_halfway_goes_on_from_there(env, locale, bugs):
    scene = await a_picnic(env, locale)
    env.inject_error("POST", "/channels/*/messages/*/threads", status=500, times=2)
    await until(scene, locale, 2.25)
    assert len(openings(scene)) == 1
    for _ in range(2):
        assert len(bugs.take()) == 1
        await scene.wait(0.1 * HOUR)
    assert len(openings(scene)) == 1
    assert len([m for m in photo_thread(scene).history() if called(scene, m)]) == 1
    await until(scene, locale, 2.25 + 24)
    assert not bugs.records
