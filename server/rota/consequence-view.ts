import { formatClockRange } from '../domain/clock.ts';
import { formatDayLong, monthKey, monthOf } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type Control, type ErrorSummaryPart, type NoticePart, type SelectPart, type TilePart } from '../http/parts.ts';
import { CHOICE_WORDS, groupCounts, groupWords, hitReason, hourSentence, placeWords, waitingWords } from '../wording/consequences.ts';
import type { Choice, Offered } from './consequence-choices.ts';
import { OWN } from './consequence-forms.ts';
import { isLost } from './consequence-hours.ts';
import { freedKey, hitKey, hourKey, type Consequences, type Outcome } from './consequences.ts';
import type { PublishedSession } from './publication.ts';
import { programmeName } from './shares-view.ts';

/** What a change of the calendar would do, and what is to be decided before it is made. */
export interface ConsequencesView {
  readonly csrf: string;
  readonly key: string;
  readonly action: string;
  readonly back: string;
  readonly subject: string;
  /** The calendar's own fields, carried as they were typed. */
  readonly carried: readonly { readonly name: string; readonly value: string }[];
  readonly mark: string;
  readonly notice: NoticePart | null;
  readonly summary: ErrorSummaryPart;
  readonly tiles: readonly TilePart[];
  readonly hits: readonly { readonly agency: string; readonly when: string; readonly why: string; readonly waiting: string | null; readonly decision: SelectPart }[];
  /** One choice for all that are hit, where they are several. */
  readonly together: readonly { readonly value: string; readonly label: string }[];
  readonly freed: readonly { readonly when: string; readonly why: string; readonly promised: string | null; readonly decision: SelectPart }[];
  readonly drafts: readonly { readonly name: string; readonly text: string; readonly href: string }[];
  readonly hours: readonly string[];
  /** Whose hours are touched, day by day, with what is to become of them. */
  readonly hourDays: readonly {
    readonly day: string;
    readonly decision: SelectPart | null;
    readonly groups: readonly { readonly place: string; readonly what: string; readonly counts: string; readonly agencies: readonly string[] }[];
  }[];
  /** What is told with the version; empty where no version can come of it. */
  readonly letter: readonly Control[];
  readonly version: string | null;
  readonly submit: string;
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/consequences': ConsequencesView;
  }
}

/** What the page stands on beside the consequences themselves. */
export interface ConsequenceFrame {
  readonly subject: string;
  readonly action: string;
  readonly back: string;
  readonly csrf: string;
  readonly key: string;
}

const TOGETHER = [{ value: 'proposed', label: 'همه به پیشنهاد' }, { value: 'cancel', label: 'لغو همه' }, { value: 'keep', label: 'همه سر جای خود' }];

const NOTICES: Readonly<Record<Exclude<Outcome['kind'], 'done'>, NoticePart | null>> = {
  asked: null,
  moved_on: { tone: 'warning', title: 'در این میان چیزی تغییر کرد', text: 'چیزی ثبت نشد. فهرست تازه را ببینید و دوباره تصمیم بگیرید.' },
  // What cannot be done is said in the summary and beside each decision.
  refused: null,
};

function labelOf(choice: Choice, isProposed: boolean, nameOf: (id: string) => string): string {
  const { kind, place, agencyId, owed, hour } = choice;
  const proposed = isProposed ? ' (پیشنهاد)' : '';
  const agency = nameOf(agencyId ?? '');
  switch (kind) {
    case 'move':
    case 'shorten':
      return `${place === null ? '' : CHOICE_WORDS[kind](place)}${proposed}`;
    case 'back':
      return `${place === null ? '' : CHOICE_WORDS.back(agency, place)}${proposed}`;
    case 'hours_move':
      return `${hour === null ? '' : CHOICE_WORDS.hours_move(hour)}${proposed}`;
    case 'add':
      return `${CHOICE_WORDS.add(agency, owed)}${proposed}`;
    default:
      return `${CHOICE_WORDS[kind]}${proposed}`;
  }
}

/** The page of consequences, with what was chosen and what stands against it. */
export function consequencesView(
  { kind, consequences, problems }: Extract<Outcome, { readonly consequences: Consequences }>,
  form: FormState,
  { subject, action, back, csrf, key }: ConsequenceFrame,
): ConsequencesView {
  const { hits, freed, drafts, hours, groups, counties, rows, mark, version, waiting, surroundings } = consequences;
  const nameOf = (id: string): string => surroundings.agencies.find((agency) => agency.id === id)?.shortName ?? 'دستگاه';
  const decision = (row: string, label: string): SelectPart => {
    const { choices, proposed }: Offered = rows.get(row) ?? { choices: [], proposed: '' };
    const typed = form.typed[`${OWN}${row}`];
    return {
      name: `${OWN}${row}`, label, value: choices.some(({ value }) => value === typed) ? (typed ?? proposed) : proposed, error: problems[row] ?? null,
      options: choices.map((choice) => ({ value: choice.value, label: labelOf(choice, choices.length > 1 && choice.value === proposed && choice.kind !== 'leave', nameOf) })),
    };
  };
  const promisedTo = new Map(hits.flatMap(({ session }) => {
    const row = rows.get(hitKey(session.id));
    const place = row?.choices.find(({ value }) => value === row.proposed)?.place ?? null;
    return place === null ? [] : [[freedKey(place), nameOf(session.agencyId ?? '')] as const];
  }));
  const controls = controlsOf(form);
  const problem = form.errors['_form'];
  const mayPublish = hits.length + freed.length > 0;
  const lost = groups.filter(isLost).reduce((sum, one) => sum + one.hours.length, 0);
  const errors = [...Object.entries(problems).map(([row, text]) => ({ name: `${OWN}${row}`, text })), ...Object.entries(form.errors).flatMap(([name, text]) => (name.startsWith(OWN) ? [{ name, text }] : []))];
  return {
    csrf, key, action, back, subject, mark,
    carried: Object.entries(form.typed).flatMap(([name, value]) => (name.startsWith(OWN) ? [] : [{ name, value }])),
    notice: problem === undefined ? NOTICES[kind] : { tone: 'bad', title: 'چیزی ثبت نشد', text: problem },
    summary: { errors: kind === 'asked' && Object.keys(form.errors).length === 0 ? [] : errors },
    tiles: [
      { label: 'جلسه‌ای که سر جای خود برگزار نمی‌شود', value: formatNumber(hits.length), ...(hits.length > 0 ? { tone: 'bad' as const } : {}) },
      { label: 'جای آزادشده', value: formatNumber(freed.length), ...(freed.length > 0 ? { tone: 'ok' as const } : {}) },
      { label: 'نوبت پیش‌نویس با تداخل', value: formatNumber(drafts.reduce((sum, { count }) => sum + count, 0)), ...(drafts.length > 0 ? { tone: 'warning' as const } : {}) },
      { label: 'ساعت حضور از دست رفته یا کوتاه‌شده', value: formatNumber(lost), ...(lost > 0 ? { tone: 'warning' as const } : {}) },
    ],
    hits: hits.map(({ session, left, title, predicted }) => ({
      agency: nameOf(session.agencyId ?? ''), when: placeWords(session), why: hitReason(title, left, predicted),
      waiting: (waiting.get(session.id) ?? 0) > 0 ? waitingWords(waiting.get(session.id) ?? 0) : null,
      decision: decision(hitKey(session.id), `تصمیم دربارهٔ «${nameOf(session.agencyId ?? '')}»`),
    })),
    together: hits.length > 1 ? TOGETHER : [],
    freed: freed.map((place) => ({
      when: placeWords(place), why: place.title, promised: promisedTo.get(freedKey(place)) ?? null,
      decision: decision(freedKey(place), `تصمیم دربارهٔ ${placeWords(place)}`),
    })),
    drafts: drafts.map(({ draft, count, day }) => ({ name: programmeName(draft), text: `${formatNumber(count)} نوبت منتشرنشده تداخل پیدا می‌کند`, href: `/rota/drafts/${draft.id}?month=${monthKey(monthOf(day))}` })),
    hours: hours.map(hourSentence),
    hourDays: [...new Set(groups.map(({ plannedDay }) => plannedDay))].map((day) => ({
      day: formatDayLong(day),
      decision: rows.has(hourKey(day)) ? decision(hourKey(day), `تصمیم دربارهٔ ساعت حضور ${formatDayLong(day)}`) : null,
      groups: groups.filter(({ plannedDay }) => plannedDay === day).map((group) => ({
        place: group.countyId === null ? 'دستگاه‌های استانی' : `شهرستان ${counties.get(group.countyId) ?? ''}`,
        what: groupWords(group),
        counts: groupCounts(group.hours.length, group.hours.reduce((sum, { id }) => sum + (waiting.get(id) ?? 0), 0)),
        agencies: group.hours.map(({ name }) => name),
      })),
    })),
    letter: mayPublish
      ? [
          controls.field(`${OWN}letterNo`, 'شمارهٔ نامهٔ اصلاحیه', { max: 60, dir: 'ltr', hint: 'اگر هنوز نیست، خالی بگذارید.' }),
          controls.date(`${OWN}letterDay`, 'تاریخ نامه'),
          controls.field(`${OWN}note`, 'یادداشت نسخه', { max: 300, wide: true, hint: 'برای مردم دیده می‌شود؛ می‌توان خالی گذاشت.' }),
        ]
      : [],
    version: mayPublish ? formatNumber(version) : null,
    submit: mayPublish ? 'ثبت تغییر و انتشار اصلاحیه' : 'ثبت تغییر',
  };
}

/** The published sessions of a day as the calendar shows them. */
export const daySessionsOf = (sessions: readonly PublishedSession[]): { readonly time: string; readonly agency: string; readonly href: string; readonly state: string; readonly tone: 'ok' }[] =>
  sessions.map(({ sessionId, from, to, shortName }) => ({ time: formatClockRange(from, to), agency: shortName, href: `/rota/sessions/${sessionId}`, state: 'منتشرشده', tone: 'ok' }));
