import { dayOf, formatInstant } from '../domain/calendar.ts';
import { isOverdue, isToDo, type Finding } from '../domain/finding.ts';
import { addDays, daysBetween, formatDay, formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { may, type Actor } from '../domain/permission.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, pagesOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type EmptyPart, type FactsPart, type PaginationPart, type PostPart, type TabsPart } from '../http/parts.ts';
import { FINDING_STATE_NAMES, FINDING_TAB_NAMES, findingDue, NO_FINDINGS } from '../wording/findings.ts';
import { LONGEST_NOTE } from './forms.ts';
import type { FindingDetail, FindingList, ListedFinding } from './service.ts';

/** The live part of the page: the sides of the list with their counts, and one side of it. */
export interface FindingsListView {
  readonly tabs: TabsPart;
  readonly rows: readonly { readonly id: string; readonly href: string; readonly text: string; readonly by: string; readonly due: string; readonly late: boolean; readonly chip: ChipPart }[];
  readonly empty: EmptyPart;
  readonly pagination: PaginationPart | null;
}

/** The page of findings. */
export interface FindingsView {
  readonly lead: string;
  /** The agencies between which the reader may choose; empty where there is no choice. */
  readonly agencies: readonly { readonly href: string; readonly label: string; readonly current: boolean }[];
  readonly live: { readonly stream: string; readonly view: string; readonly seq: number };
  readonly list: FindingsListView;
}

/** A small form on the page of one finding. */
export interface FindingFormView {
  readonly title: string;
  readonly action: string;
  readonly submit: string;
  readonly csrf: CsrfPart;
  readonly rev: string;
  readonly problem: string | null;
  readonly controls: readonly Control[];
}

/** One finding and what can be done about it. */
export interface FindingView {
  readonly crumbs: CrumbsPart;
  readonly text: string;
  readonly chip: ChipPart;
  readonly facts: FactsPart;
  /** What was said of it, in the order in which it was. */
  readonly said: readonly { readonly title: string; readonly text: string; readonly by: string }[];
  readonly accept: PostPart | null;
  readonly forms: readonly FindingFormView[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'findings/list': FindingsView;
    'findings/one': FindingView;
  }
}

const NEAR_DAYS = 3;

function chipOf(finding: Finding, today: Day): ChipPart {
  if (finding.state === 'accepted') return { tone: 'ok', text: FINDING_STATE_NAMES.accepted, icon: 'check' };
  if (finding.state === 'done') return { tone: 'info', text: FINDING_STATE_NAMES.done, icon: 'clock' };
  if (isOverdue(finding, today)) return { tone: 'bad', text: findingDue(finding.dueDay, today), icon: 'alarm-clock' };
  if (finding.state === 'returned') return { tone: 'warning', text: FINDING_STATE_NAMES.returned, icon: 'corner-up-left' };
  return daysBetween(today, finding.dueDay) <= NEAR_DAYS ? { tone: 'warning', text: findingDue(finding.dueDay, today), icon: 'clock' } : { tone: 'plain', text: findingDue(finding.dueDay, today) };
}

const againOf = ({ times, seenAt }: Finding): string => (times > 1 && seenAt !== null ? `؛ در ${formatNumber(times)} بازدید دیده شد، آخرین بار ${formatDayLong(dayOf(seenAt))}` : '');

const addressOf = (agencyId: string | null, tab: string, page = 1): string =>
  `/findings?${[...(agencyId === null ? [] : [`agency=${agencyId}`]), `show=${tab}`, ...(page === 1 ? [] : [`page=${page}`])].join('&')}`;

/** The live part of the page; `agencyId` null is all agencies. */
export function findingsList({ rows, counts, tab, page }: FindingList, agencyId: string | null, today: Day, pageSize: number): FindingsListView {
  const tabs = ['toDo', 'overdue', 'done', 'accepted'] as const;
  return {
    tabs: { label: 'وضعیت اقدام‌ها', tabs: tabs.map((one) => ({ label: FINDING_TAB_NAMES[one], href: addressOf(agencyId, one), current: one === tab, count: formatNumber(counts[one]) })) },
    rows: rows.map(({ finding, agency }: ListedFinding) => ({
      id: finding.id,
      href: `/findings/${finding.id}`,
      text: finding.text,
      by: `${agency}؛ بازدید ${formatDayLong(dayOf(finding.madeAt))}${againOf(finding)}`,
      due: `تا ${formatDayLong(finding.dueDay)}`,
      late: isOverdue(finding, today),
      chip: chipOf(finding, today),
    })),
    empty: { icon: 'clipboard-list', text: NO_FINDINGS[tab] },
    pagination: pagesOf({ total: counts[tab], page, size: pageSize }, (one) => addressOf(agencyId, tab, one)),
  };
}

/** The whole page around the live list. */
export function findingsView(list: FindingList, { agencyId, agencies, stream, today, pageSize }: { readonly agencyId: string | null; readonly agencies: readonly { readonly id: string; readonly name: string }[]; readonly stream: string; readonly today: Day; readonly pageSize: number }): FindingsView {
  return {
    lead: 'آنچه در بازدید دیده شده و باید تا روز تعیین‌شده درست شود.',
    agencies: agencies.length < 2 ? [] : agencies.map(({ id, name }) => ({ href: addressOf(id, 'toDo'), label: name, current: id === agencyId })),
    live: { stream, view: `list:${list.tab}:${list.page}`, seq: list.seq },
    list: findingsList(list, agencyId, today, pageSize),
  };
}

/** What the page of one finding knows beside it. */
export interface FindingFrame {
  readonly actor: Actor;
  readonly today: Day;
  readonly refused: { readonly word: 'done' | 'return'; readonly form: FormState } | null;
  readonly csrf: string;
  readonly newKey: () => string;
}

const saidOf = ({ finding, doneBy, judgedBy }: FindingDetail): FindingView['said'] => {
  const by = (name: string | null, at: Finding['doneAt']): string => [name ?? '', at === null ? '' : formatInstant(at)].filter(Boolean).join('، ');
  const done = finding.doneNote === null ? [] : [{ title: 'دستگاه', text: finding.doneNote, by: by(doneBy, finding.doneAt), at: finding.doneAt ?? '' }];
  const judged = finding.judgedNote === null ? [] : [{ title: 'دفتر بازرسی', text: finding.judgedNote, by: by(judgedBy, finding.judgedAt), at: finding.judgedAt ?? '' }];
  return [...done, ...judged].sort((one, other) => (one.at < other.at ? -1 : 1)).map(({ title, text, by: name }) => ({ title, text, by: name }));
};

/** One finding's page: the agency says what it did, the head accepts it or gives it back. */
export function findingView(detail: FindingDetail, { actor, today, refused, csrf, newKey }: FindingFrame): FindingView {
  const { finding, agency } = detail;
  const { id, agencyId, state } = finding;
  const form = (word: 'done' | 'return', words: Pick<FindingFormView, 'title' | 'submit'>, blank: Readonly<Record<string, string>>, controls: (control: ReturnType<typeof controlsOf>) => readonly Control[]): FindingFormView => {
    const own = refused?.word === word ? refused.form : { typed: blank, errors: {} };
    return { ...words, action: `/findings/${id}/${word}`, csrf: { token: csrf, key: newKey() }, rev: String(finding.rev), problem: errorsOf(own).problem, controls: controls(controlsOf(own)) };
  };
  const mayAnswer = isToDo(finding) && may(actor, 'findings.answer', { agencyId });
  const mayJudge = state === 'done' && may(actor, 'findings.judge', { agencyId });
  return {
    crumbs: { trail: [{ label: 'اقدام‌های اصلاحی', href: '/findings' }, { label: finding.text, href: null }] },
    text: finding.text,
    chip: chipOf(finding, today),
    facts: {
      facts: [
        { term: 'دستگاه', text: agency },
        { term: 'بازدید', text: `${formatDayLong(dayOf(finding.madeAt))}${againOf(finding)}` },
        { term: 'مهلت', text: formatDayLong(finding.dueDay) },
        { term: 'وضعیت', text: FINDING_STATE_NAMES[state] },
      ],
    },
    said: saidOf(detail),
    accept: mayJudge ? { action: `/findings/${id}/accept`, label: 'پذیرفته شود', csrf: { token: csrf, key: newKey() }, fields: [{ name: 'rev', value: String(finding.rev) }], look: 'primary', icon: 'check' } : null,
    forms: [
      ...(mayAnswer ? [form('done', { title: 'چه کاری انجام شد؟', submit: 'ثبت انجام اقدام' }, {}, (control) => [control.field('note', 'آنچه انجام شد', { type: 'textarea', rows: 3, required: true, max: LONGEST_NOTE, wide: true })])] : []),
      ...(mayJudge
        ? [form('return', { title: 'برگشت به دستگاه', submit: 'با مهلت تازه برگردد' }, { dueDay: formatDay(addDays(today, detail.days)) }, (control) => [
            control.field('reason', 'چه چیزی هنوز مانده است؟', { type: 'textarea', rows: 3, required: true, max: LONGEST_NOTE, wide: true }),
            control.date('dueDay', 'مهلت تازه', { required: true }),
          ])]
        : []),
    ],
  };
}
