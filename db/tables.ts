import type { CommandRow, StreamRow, EventRow, SettingRow, RateLimitRow } from './tables/record.ts';
import type { CountyRow, AgencyRow, PersonRow, UserRow, GrantRow, OneTimeLinkRow, LoginRow, KnownDeviceRow, TermRow } from './tables/people.ts';
import type { AbsenceRow, HolidayRow, ClosureRow, DemandRow, ExclusionRow } from './tables/calendar.ts';
import type { DraftRow, SessionRow, InvitationRow, PublicationRow, PublicationSessionRow } from './tables/rota.ts';
import type { TopicRow, SessionLifeRow, SeatRow, CallRow, CallNoteRow, IncomingCallRow, WallRow } from './tables/calls.ts';
import type { RequestRow, ReferralRow, AnswerRow, CommitmentRow } from './tables/requests.ts';
import type { AmendmentRow, SwapRequestRow, SwapHoldRow, MessageRow, FeedRow, ImportRow } from './tables/governed.ts';
import type { HourExceptionRow, HourRow, WalkInRow, AbsenceComplaintRow } from './tables/hours.ts';
import type { InspectionPlaceRow, InspectionOrderRow, DrawSeedRow, DrawRow, DrawAmendmentRow, VisitTargetRow, VisitReportRow, VisitPhotoRow, FindingRow } from './tables/inspections.ts';
import type { NoticeGroundRow, NoticeRow, NoticeReplyRow, NoticeFileRow } from './tables/notices.ts';
export type { CommandRow, StreamRow, EventRow, SettingRow, RateLimitRow } from './tables/record.ts';
export type { CountyRow, AgencyRow, PersonRow, UserRow, GrantRow, OneTimeLinkRow, LoginRow, KnownDeviceRow, TermRow } from './tables/people.ts';
export type { AbsenceRow, HolidayRow, ClosureRow, DemandRow, ExclusionRow } from './tables/calendar.ts';
export type { DraftRow, SessionRow, InvitationRow, PublicationRow, PublicationSessionRow } from './tables/rota.ts';
export type { TopicRow, SessionLifeRow, SeatRow, ApplicantColumns, CallRow, CallNoteRow, IncomingCallRow, WallRow } from './tables/calls.ts';
export type { RequestRow, ReferralRow, AnswerRow, CommitmentRow } from './tables/requests.ts';
export type { HourExceptionRow, HourRow, WalkInRow, AbsenceComplaintRow } from './tables/hours.ts';
export type { InspectionPlaceRow, InspectionOrderRow, DrawSeedRow, DrawRow, DrawAmendmentRow, VisitTargetRow, VisitReportRow, VisitPhotoRow, FindingRow } from './tables/inspections.ts';
export type { NoticeGroundRow, NoticeRow, NoticeReplyRow, NoticeFileRow } from './tables/notices.ts';
export type { AmendmentRow, SwapRequestRow, SwapHoldRow, MessageRow, FeedRow, ImportRow } from './tables/governed.ts';

/**
 * The rows of every table, typed into Knex. Ids and JSON are text, instants UTC ISO text, days 'YYYY-MM-DD', clocks
 * 'HH:mm', flags 0 or 1.
 */
declare module 'knex/types/tables.js' {
  interface Tables {
    commands: CommandRow;
    streams: StreamRow;
    events: EventRow;
    settings: SettingRow;
    rate_limits: RateLimitRow;
    counties: CountyRow;
    agencies: AgencyRow;
    people: PersonRow;
    users: UserRow;
    grants: GrantRow;
    one_time_links: OneTimeLinkRow;
    logins: LoginRow;
    known_devices: KnownDeviceRow;
    terms: TermRow;
    absences: AbsenceRow;
    holidays: HolidayRow;
    closures: ClosureRow;
    demand: DemandRow;
    exclusions: ExclusionRow;
    drafts: DraftRow;
    sessions: SessionRow;
    invitations: InvitationRow;
    publications: PublicationRow;
    publication_sessions: PublicationSessionRow;
    topics: TopicRow;
    session_lives: SessionLifeRow;
    seats: SeatRow;
    calls: CallRow;
    call_notes: CallNoteRow;
    incoming_calls: IncomingCallRow;
    walls: WallRow;
    requests: RequestRow;
    referrals: ReferralRow;
    answers: AnswerRow;
    commitments: CommitmentRow;
    amendments: AmendmentRow;
    swap_requests: SwapRequestRow;
    swap_holds: SwapHoldRow;
    messages: MessageRow;
    feeds: FeedRow;
    imports: ImportRow;
    notice_grounds: NoticeGroundRow;
    notices: NoticeRow;
    notice_replies: NoticeReplyRow;
    notice_files: NoticeFileRow;
    inspection_places: InspectionPlaceRow;
    inspection_orders: InspectionOrderRow;
    draw_seeds: DrawSeedRow;
    draws: DrawRow;
    draw_amendments: DrawAmendmentRow;
    visit_targets: VisitTargetRow;
    visit_reports: VisitReportRow;
    visit_photos: VisitPhotoRow;
    findings: FindingRow;
    hour_exceptions: HourExceptionRow;
    hours: HourRow;
    walk_ins: WalkInRow;
    absence_complaints: AbsenceComplaintRow;
  }
}
