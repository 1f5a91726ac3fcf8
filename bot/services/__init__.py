"""The use cases, one service a concept; the only place that opens a writing transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.services.absences import AbsenceService
from bot.services.albums import AlbumService
from bot.services.ballots import BallotService
from bot.services.blocks import BlockService
from bot.services.boards import BoardService
from bot.services.calendars import CalendarService
from bot.services.checkins import CheckInService
from bot.services.communities import CommunityService
from bot.services.departures import DepartureService
from bot.services.icebreakers import IcebreakerService
from bot.services.intro_rounds import IntroRoundService
from bot.services.intros import IntroService
from bot.services.invitations import InvitationService
from bot.services.letters import LetterService
from bot.services.listings import ListingService
from bot.services.meetups import MeetupService
from bot.services.mirrors import MirrorServices
from bot.services.organisers import OrganiserService
from bot.services.photo_wishes import PhotoWishService
from bot.services.photos import PhotoService
from bot.services.poll_desk import PollDeskService
from bot.services.polls import PollService
from bot.services.profiles import ProfileService
from bot.services.prompts import PromptService
from bot.services.proposals import ProposalService
from bot.services.reminders import ReminderService
from bot.services.rosters import RosterService
from bot.services.series import SeriesService
from bot.services.tables import TableService
from bot.services.templates import TemplateService
from bot.services.testimonials import TestimonialService
from bot.services.ties import TieService
from bot.services.troubles import TroubleService
from bot.services.turnout import TurnoutService
from bot.storage.media import NOTHING_KEPT, Media

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """Everything an entry point may ask for."""

    communities: CommunityService
    meetups: MeetupService
    proposals: ProposalService
    rosters: RosterService
    departures: DepartureService
    series: SeriesService
    templates: TemplateService
    polls: PollService
    poll_desk: PollDeskService
    ballots: BallotService
    checkins: CheckInService
    absences: AbsenceService
    icebreakers: IcebreakerService
    tables: TableService
    prompts: PromptService
    photos: PhotoService
    photo_wishes: PhotoWishService
    blocks: BlockService
    boards: BoardService
    profiles: ProfileService
    letters: LetterService
    listings: ListingService
    reminders: ReminderService
    troubles: TroubleService
    ties: TieService
    turnout: TurnoutService
    albums: AlbumService
    organisers: OrganiserService
    intros: IntroService
    intro_rounds: IntroRoundService
    calendars: CalendarService
    invitations: InvitationService
    testimonials: TestimonialService
    mirrors: MirrorServices

    @classmethod
    def create(cls, db: Database, clock: Clock, media: Media = NOTHING_KEPT) -> Services:
        """All services over one database and one clock; photos are kept where ``media`` says."""
        rosters = RosterService(db, clock)
        return cls(
            communities=CommunityService(db, clock),
            meetups=MeetupService(db, clock),
            rosters=rosters,
            departures=DepartureService(db, clock, rosters),
            proposals=ProposalService(db, clock),
            series=SeriesService(db, clock),
            templates=TemplateService(db, clock),
            polls=PollService(db, clock),
            poll_desk=PollDeskService(db, clock),
            ballots=BallotService(db, clock),
            checkins=CheckInService(db, clock),
            absences=AbsenceService(db, clock),
            icebreakers=IcebreakerService(db, clock),
            tables=TableService(db, clock),
            prompts=PromptService(db, clock),
            blocks=BlockService(db, clock),
            boards=BoardService(db, clock),
            profiles=ProfileService(db, clock),
            letters=LetterService(db, clock),
            listings=ListingService(db, clock),
            reminders=ReminderService(db, clock),
            troubles=TroubleService(db, clock),
            ties=TieService(db),
            turnout=TurnoutService(db, clock),
            photos=PhotoService(db, clock, media),
            photo_wishes=PhotoWishService(db, clock),
            albums=AlbumService(db, clock, media),
            organisers=OrganiserService(db, clock),
            intros=IntroService(db, clock),
            intro_rounds=IntroRoundService(db, clock),
            calendars=CalendarService(db, clock),
            invitations=InvitationService(db, clock),
            testimonials=TestimonialService(db, clock),
            mirrors=MirrorServices.create(db, clock),
        )
