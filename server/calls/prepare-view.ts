import { dayOf, formatClockRange } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber, joinWords } from '../domain/persian.ts';
import { isOverdue } from '../domain/request.ts';
import { commitmentDue } from '../wording/commitments.ts';
import { calledName } from '../wording/fa.ts';
import { dueWords, REQUEST_STATE_NAMES } from '../wording/requests.ts';
import { hostCalled, SESSION_KIND_NAMES } from '../wording/sessions.ts';
import { inShort, titleOf } from './host-past-view.ts';
import { dayWords } from './host-view.ts';
import type { Preparation } from './prepare.ts';

/** The sheet of a host, printed on one page. */
export interface PrepareView {
  readonly kind: string;
  readonly agency: string;
  readonly when: string;
  readonly kept: string | null;
  readonly people: readonly { readonly term: string; readonly text: string }[];
  readonly topics: readonly { readonly name: string; readonly count: string; readonly share: string }[];
  readonly requestsHead: string;
  readonly requests: readonly { readonly title: string; readonly date: string; readonly state: string; readonly due: string; readonly overdue: boolean }[];
  readonly requestsMore: string | null;
  readonly commitments: readonly { readonly text: string; readonly due: string; readonly left: string; readonly overdue: boolean }[];
  readonly commitmentsMore: string | null;
  readonly desk: string;
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/prepare': PrepareView;
  }
}

const named = (people: Preparation['experts']): string => (people.length === 0 ? 'هنوز کسی تعیین نشده است' : joinWords(people.map(calledName)));

/** The sheet from what was read for it. */
export function prepareView(facts: Preparation): PrepareView {
  const { life, agency, today, topics, requests, open, overdue, commitments, promised } = facts;
  const most = Math.max(1, ...topics.map(({ count }) => count));
  return {
    kind: SESSION_KIND_NAMES[life.kind],
    agency: agency.name,
    when: `${formatDayLong(life.day)}، ${formatClockRange(life.from, life.to)}`,
    kept: facts.kept === 0 ? null : `${formatNumber(facts.kept)} نفر از پیش در صف این جلسه‌اند.`,
    people: [
      { term: life.substituteFor === null ? 'مدیر پاسخگو' : 'جانشین مدیر', text: life.hostName === null ? life.post : `${hostCalled(life)}، ${life.post}` },
      { term: 'کارشناس همراه', text: named(facts.companions) },
      { term: 'کارشناسان دستگاه', text: named(facts.experts) },
    ],
    topics: topics.map(({ name, count }) => ({ name, count: `${formatNumber(count)} تماس`, share: ((100 * count) / most).toFixed(1) })),
    requestsHead: open === 0 ? 'درخواستی در انتظار پاسخ نیست.' : `${formatNumber(open)} درخواست در انتظار پاسخ${overdue === 0 ? '' : `، ${formatNumber(overdue)} معوق`}`,
    requests: requests.map((request) => ({
      title: titleOf(request, facts.requestTopics), date: dayWords(dayOf(request.registeredAt)), state: REQUEST_STATE_NAMES[request.state],
      due: `${dayWords(request.dueDay)}، ${dueWords(request, today)}`, overdue: isOverdue(request, today),
    })),
    requestsMore: open > requests.length ? `و ${formatNumber(open - requests.length)} درخواست دیگر که مهلتشان دیرتر است.` : null,
    commitments: commitments.map(({ text, dueDay }) => ({
      text: inShort(text, 90), due: `تا ${dayWords(dueDay)}`, left: commitmentDue(dueDay, today), overdue: dueDay < today,
    })),
    commitmentsMore: promised > commitments.length ? `و ${formatNumber(promised - commitments.length)} تعهد دیگر.` : null,
    desk: `/host/${life.id}`,
  };
}
