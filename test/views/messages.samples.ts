import type { Instant } from '../../server/domain/calendar.ts';
import type { Message } from '../../server/domain/message.ts';
import type { Pages } from '../../server/http/pages.ts';
import type { MessageList } from '../../server/messages/service.ts';
import { messagesView } from '../../server/messages/view.ts';
import { clock } from '../../server/domain/clock.ts';
import { fromJalali } from '../../server/domain/jalali.ts';
import { cancellationText, reminderText, type ToldSession } from '../../server/wording/message-texts.ts';

const AT = '2020-04-08T04:30:00.000Z' as Instant;
const session: ToldSession = { day: fromJalali(1399, 2, 7), from: clock('09:00'), to: clock('11:00'), headTitle: 'مدیرعامل', agency: 'آب و فاضلاب', governorate: 'استانداری اصفهان' };

const message = (more: Partial<Message> = {}): Message => ({
  id: 'm1', key: 'k1', kind: 'reminder_week', agencyId: 'a1', personId: 'p1', sessionId: 's1', invitationId: 'i1', body: reminderText(session), state: 'waiting', dueAt: AT, leaseUntil: null,
  attempts: 0, givenAt: null, fault: null, createdAt: AT, rev: 1, ...more,
});
const list = (messages: readonly Message[], more: Partial<MessageList> = {}): MessageList => ({
  messages: messages.map((one) => [one, 'آب و فاضلاب']), counts: { waiting: 214, claimed: 1, given: 37, failed: 2, dropped: 9 }, total: messages.length, page: 1, sends: true, ...more,
});
const frame = { problem: null, csrf: 'token', newKey: () => 'key' };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'messages/list': [
    messagesView(list([message(), message({ id: 'm2', state: 'claimed' }), message({ id: 'm3', attempts: 2, leaseUntil: AT, fault: 'no_answer' })], { total: 60, page: 2, sends: false }), 'waiting', frame),
    messagesView(list([message({ state: 'failed', fault: 'no_phone', attempts: 1 })]), 'failed', { ...frame, problem: 'این پیام دیگر در این وضع نیست.' }),
    messagesView(list([message({ state: 'given', givenAt: AT, kind: 'cancellation', body: cancellationText(session, { reason: 'آلودگی هوا', letterNo: '۱۲۳/الف' }) })]), 'given', frame),
    messagesView(list([message({ state: 'dropped', fault: 'moved' })]), 'dropped', frame),
    messagesView(list([]), 'waiting', frame),
  ],
};
