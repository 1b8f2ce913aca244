import { formatInstant } from '../domain/calendar.ts';
import type { Call } from '../domain/call.ts';
import { displayPhone, formatNumber } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, optionsOf, type Control, type CrumbsPart, type CsrfPart, type EmptyPart } from '../http/parts.ts';
import { callerWords } from '../wording/calls.ts';
import { CALL_BACK_END_NAMES } from '../wording/desk.ts';
import type { CallBacksFacts } from './call-backs.ts';
import type { Names } from './facts.ts';
import type { Owed } from './reveal.ts';

/** One caller to whom the centre owes a call. */
export interface CallBackRow {
  readonly callId: string;
  readonly who: string;
  readonly about: string;
  readonly since: string;
  /** The covered telephone; null where none was given. */
  readonly number: string | null;
  readonly csrf: CsrfPart;
  readonly off: { readonly open: boolean; readonly csrf: CsrfPart; readonly why: Control };
}

/** The page of everybody who is owed a call. */
export interface CallBacksView {
  readonly crumbs: CrumbsPart;
  readonly lead: string;
  readonly empty: EmptyPart;
  readonly rows: readonly CallBackRow[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/call-backs': CallBacksView;
  }
}

/** What a call is about, as a list of call-backs says it: its topic and its agency. */
export const aboutWords = ({ topicId, agencyId }: Pick<Call, 'topicId' | 'agencyId'>, { topics, agencies }: Pick<Names, 'topics' | 'agencies'>): string =>
  [...new Set([topics.get(topicId ?? '')?.name, agencies.get(agencyId ?? '')?.shortName])].filter(Boolean).join('، ');

/** The fields of the desk's form as a call that is owed fills them. */
export const owedFields = ({ call, applicant }: Owed): Readonly<Record<string, string>> => ({
  phone: applicant.phone === null ? '' : displayPhone(applicant.phone),
  identityKind: applicant.identityKind === 'none' ? 'national_code' : applicant.identityKind,
  identity: applicant.identity ?? '',
  honorific: applicant.honorific ?? '',
  name: applicant.name ?? '',
  countyId: applicant.countyId ?? '',
  kind: call.kind,
  topicId: call.topicId ?? '',
  summary: call.summary,
  callBackOf: call.id,
});

interface Frame {
  readonly csrf: () => CsrfPart;
  /** Which row's form was refused, and how it stood; null where the page is fresh. */
  readonly refused: { readonly callId: string; readonly form: FormState } | null;
}

const leadOf = ({ calls, owed }: CallBacksFacts): string => {
  if (owed === 0) return 'مرکز به کسی تماسی بدهکار نیست.';
  return owed > calls.length ? `${formatNumber(owed)} نفر در انتظار تماس مرکزند؛ ${formatNumber(calls.length)} نفر نخست دیده می‌شوند.` : `${formatNumber(owed)} نفر در انتظار تماس مرکز${owed === 1 ? ' است' : 'ند'}؛ آن که زودتر است بالاتر است.`;
};

/** The page from its facts. */
export function callBacksView(facts: CallBacksFacts, { csrf, refused }: Frame): CallBacksView {
  const { calls, names, phones } = facts;
  return {
    crumbs: { trail: [{ label: 'میز کارشناس ۱۱۱', href: '/desk' }, { label: 'تماس‌های دوباره', href: null }] },
    lead: leadOf(facts),
    empty: { icon: 'phone-outgoing', text: 'کسی در انتظار تماس مرکز نیست.', hint: 'هر تماسی که با «دوباره تماس می‌گیریم» پایان یابد همین‌جا دیده می‌شود.' },
    rows: calls.map((call) => {
      const form = refused?.callId === call.id ? refused.form : null;
      return {
        callId: call.id,
        who: callerWords(call, names.counties),
        about: aboutWords(call, names),
        since: `از ${formatInstant(call.endedAt ?? call.receivedAt)}`,
        number: phones.get(call.id) ?? null,
        csrf: csrf(),
        off: {
          open: form !== null, csrf: csrf(),
          why: controlsOf(form ?? { typed: {}, errors: {} }).select('why', 'چرا دیگر لازم نیست؟', optionsOf(CALL_BACK_END_NAMES), { empty: 'برگزینید', required: true, id: `why-${call.id}` }),
        },
      };
    }),
  };
}
