import { randomUUID } from 'node:crypto';
import { instant } from '../domain/calendar.ts';
import { fromJalali } from '../domain/jalali.ts';
import type { Actor, Role } from '../domain/permission.ts';
import { createApproval } from '../rota/approve.ts';
import { createDrawingUp } from '../rota/draw-up.ts';
import { rotaLookup } from '../rota/lookup.ts';
import { createPublishing } from '../rota/publish.ts';
import { createInvitations } from '../sessions/invitations.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { commandAt, type Ground, type Guest } from './guests.ts';

// The office of the example was set up in Esfand 1398, and its programme of 1399 drawn up, approved and published before Nowruz.
/** When the office of the example was set up. */
export const SET_UP = instant('2020-02-20T06:00:00.000Z');
const DRAWN_UP = instant('2020-03-01T06:00:00.000Z');
const APPROVED = instant('2020-03-04T07:30:00.000Z');
const ANSWERED = instant('2020-03-08T08:00:00.000Z');
const PUBLISHED = instant('2020-03-12T09:00:00.000Z');
const HALF_YEAR = { from: fromJalali(1399, 1, 1), to: fromJalali(1399, 6, 31) };
const PUBLISHED_UNTIL = fromJalali(1399, 3, 31);

/** Draws up the first half of 1399, approves it, asks the managers and publishes the spring; the summer stands as forecast. */
export async function publishProgramme({ database: { reads }, writer }: Ground, guests: readonly Guest[]): Promise<void> {
  const actorWith = (role: Role): Actor => {
    const guest = guests.find((one) => one.role === role);
    if (guest === undefined) throw new Error(`The demonstration has no ${role}.`);
    return guest.actor;
  };
  const [scheduler, inspectionHead] = [actorWith('scheduler'), actorWith('inspection_head')];
  const slice = { reads, writer, newId: randomUUID };
  const { id: draftId } = await createDrawingUp(slice).drawUp(HALF_YEAR, commandAt(DRAWN_UP, scheduler.id));
  const approval = createApproval(slice);
  await approval.submit({ draftId, seen: null }, commandAt(DRAWN_UP, scheduler.id));
  await approval.approve({ draftId, seen: null }, { letterNo: '۱۲۳/۴۵۶', letterDay: fromJalali(1398, 12, 14) }, inspectionHead, commandAt(APPROVED, inspectionHead.id));
  const invitations = createInvitations({ ...slice, programmes: rotaLookup });
  await invitations.invite(draftId, PUBLISHED_UNTIL, commandAt(APPROVED, scheduler.id));
  const asked = await sessionLookup(reads).invitationsOfDraft(draftId);
  for (const [index, { id }] of asked.entries()) {
    if (index % 5 !== 4) await invitations.record(id, 'accept_by_phone', null, commandAt(ANSWERED, scheduler.id));
  }
  await createPublishing(slice).publish(
    { draftId, seen: null, until: PUBLISHED_UNTIL, despiteUnanswered: true, despiteEmpty: true, despiteConflicts: null, note: null },
    commandAt(PUBLISHED, scheduler.id),
  );
}
