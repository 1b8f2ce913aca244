import { expect } from 'chai';
import fc from 'fast-check';
import { addMinutes, clock, toInstant, type Instant } from '../../server/domain/calendar.ts';
import { addDays, fromJalali, weekday } from '../../server/domain/jalali.ts';
import {
  claimed, dueOfNews, given, isClaimable, isPassing, LEASE_MINUTES, MESSAGE_KINDS, messageKey, notGiven, PAUSES, verdictOn, type Message, type MessageKind, type MessageSubject,
} from '../../server/domain/message.ts';
import { mayTellAt, TRYING_MINUTES, type TellingHours } from '../../server/domain/reminder.ts';

const TUESDAY = fromJalali(1405, 8, 12);
const START = toInstant(TUESDAY, clock('09:00'));
/** Eight to eight, but on Fridays and on the day before the session, which is a holiday. */
const hours: TellingHours = (day) => (weekday(day) === 6 || day === addDays(TUESDAY, -1) ? null : { from: clock('08:00'), to: clock('20:00') });

const messageOf = (kind: MessageKind, dueAt: Instant, more: Partial<Message> = {}): Message => ({
  id: 'm', key: messageKey(kind, 'i', START), kind, agencyId: 'a', personId: 'p', sessionId: 's', invitationId: 'i', body: 'یادآوری', state: 'waiting', dueAt, leaseUntil: null, attempts: 0, givenAt: null, fault: null,
  createdAt: dueAt, rev: 1, ...more,
});
const subject = (more: Partial<NonNullable<MessageSubject['session']>> = {}, withdrawn = false): MessageSubject => ({ session: { state: 'published', agencyId: 'a', startsAt: START, ...more }, withdrawn });

const instants = fc.integer({ min: -20 * 1440, max: 4 * 1440 }).map((minutes) => addMinutes(START, minutes));
const kinds = fc.constantFrom(...MESSAGE_KINDS);
const subjects = fc.record({ state: fc.constantFrom('draft', 'published', 'cancelled'), agencyId: fc.constantFrom('a', 'b'), startsAt: fc.constantFrom(START, addMinutes(START, 1440)), withdrawn: fc.boolean() })
  .map(({ withdrawn, ...session }) => subject(session, withdrawn));

describe('a message that is due', () => {
  it('is a reminder or an invitation only where all is as it was, at an allowed moment, before the session', () => {
    fc.assert(fc.property(kinds, instants, instants, subjects, (kind, dueAt, now, about) => {
      const verdict = verdictOn(messageOf(kind, dueAt), about, hours, now);
      if (verdict.act === 'postpone') expect(mayTellAt(verdict.until, hours) && verdict.until > now).to.equal(true);
      if (!isPassing(kind) || verdict.act !== 'give') return;
      expect([about.session?.state === 'cancelled', about.withdrawn, about.session?.agencyId, about.session?.startsAt]).to.deep.equal([false, false, 'a', START]);
      expect(mayTellAt(now, hours) && now < START).to.equal(true);
    }));
  });

  it('is postponed from a night and a holiday, and dropped long after its session', () => {
    const at = (days: number, time: string): Instant => toInstant(addDays(TUESDAY, days), clock(time));
    expect(verdictOn(messageOf('reminder_day', at(-2, '19:59')), subject(), hours, at(-2, '23:00'))).to.deep.equal({ act: 'postpone', until: at(0, '08:00') });
    expect(verdictOn(messageOf('reminder_day', at(-2, '19:59')), subject({ startsAt: at(0, '07:30') }), hours, at(-2, '23:00'))).to.deep.equal({ act: 'drop', because: 'moved' });
    expect(verdictOn(messageOf('reminder_day', at(-2, '19:59')), subject(), hours, addMinutes(START, 60)).act).to.equal('wait');
    for (const kind of MESSAGE_KINDS) expect(verdictOn(messageOf(kind, at(-2, '09:00')), subject(), hours, addMinutes(START, 37 * 60)), kind).to.deep.equal({ act: 'drop', because: 'too_late' });
  });

  it('is told by night where it is news and the session is near; else in the morning', () => {
    const evening = toInstant(addDays(TUESDAY, -2), clock('22:00'));
    // The next allowed moment is eight o'clock of the session's own day, an hour before it.
    expect(dueOfNews([START], hours, evening)).to.equal(evening);
    expect(verdictOn(messageOf('cancellation', evening), subject({ state: 'cancelled' }), hours, evening).act).to.equal('give');
    expect(dueOfNews([addMinutes(START, 1440)], hours, evening)).to.equal(toInstant(TUESDAY, clock('08:00')));
    expect(verdictOn(messageOf('change', addMinutes(evening, -300)), subject({ startsAt: addMinutes(START, 1440) }), hours, evening)).to.deep.equal({ act: 'postpone', until: toInstant(TUESDAY, clock('08:00')) });
    fc.assert(fc.property(instants, instants, (start, now) => {
      const due = dueOfNews([start], hours, now);
      expect(due >= now && (due === now || mayTellAt(due, hours))).to.equal(true);
      if (start > now) expect(due < start).to.equal(true);
    }));
  });

  it('is in one hand at a time, until its lease is over or its clock is put back', () => {
    const now = START;
    const held = claimed(messageOf('change', now), now);
    expect(isClaimable(held, addMinutes(now, LEASE_MINUTES - 1))).to.equal(false);
    expect(isClaimable(held, addMinutes(now, LEASE_MINUTES))).to.equal(true);
    expect(isClaimable({ ...held, dueAt: addMinutes(now, -1440) }, addMinutes(now, -1440)), 'a day back').to.equal(true);
    expect(isClaimable(given(held, now), addMinutes(now, 1440))).to.equal(false);
  });

  it('is tried again after longer and longer pauses, and has failed after the last', () => {
    let [message, now] = [messageOf('change', START), START];
    for (const pause of PAUSES) {
      message = notGiven(message, 'no_answer', now);
      expect([message.state, message.leaseUntil, isClaimable(message, addMinutes(now, pause - 1)), isClaimable(message, addMinutes(now, pause))]).to.deep.equal(['waiting', addMinutes(now, pause), false, true]);
      now = addMinutes(now, pause);
    }
    expect([notGiven(message, 'no_answer', now).state, notGiven(messageOf('change', START), 'no_phone', START).state]).to.deep.equal(['failed', 'failed']);
    expect(addMinutes(now, LEASE_MINUTES) < addMinutes(START, TRYING_MINUTES), 'all tries of a reminder, and a death, fall into its hours').to.equal(true);
  });
});
