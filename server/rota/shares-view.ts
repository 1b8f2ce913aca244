import type { Draft } from '../domain/draft.ts';
import { formatDayShort, formatMonth, lastOfMonth, monthOf, toJalali, type Day, type JalaliMonth } from '../domain/jalali.ts';
import { formatNumber, formatPercent, toPersianDigits } from '../domain/persian.ts';
import { WHOLE } from '../domain/rota/plan.ts';
import { promiseOutcome } from '../domain/rota/promise.ts';
import type { ChartSharesPart, SelectPart, TilePart } from '../http/parts.ts';
import { DRAFT_STATE_NAMES, floorSentence, formatTurns, promiseSentence } from '../wording/rota.ts';
import type { BoardFacts } from './board-facts.ts';

/** How many agencies stand beside the board. */
const BESIDE = 12;

interface Account {
  readonly id: string;
  readonly shortName: string;
  readonly headTitle: string;
  readonly entitled: number;
  readonly held: number;
  readonly turns: readonly Day[];
}

/** Every agency's entitlement in this programme, with what the last one left it, and its sessions up to and with a day. */
function accountsUntil({ data, account }: BoardFacts, until: Day): Account[] {
  const upTo = data.sessions.filter(({ agencyId, day }) => agencyId !== null && day <= until);
  return account.agencies.flatMap(({ agencyId, share, carried }) => {
    const agency = data.surroundings.agencies.find(({ id }) => id === agencyId);
    if (agency === undefined) return [];
    const turns = upTo.filter((session) => session.agencyId === agencyId).map(({ day }) => day);
    return [{ id: agencyId, shortName: agency.shortName, headTitle: agency.headTitle, entitled: carried + share * upTo.length, held: turns.length, turns }];
  });
}

const noteOf = ({ headTitle, turns }: Account, month: JalaliMonth): string => {
  const own = turns.filter((day) => { const { year, month: number } = toJalali(day); return year === month.year && number === month.month; });
  return `${headTitle}؛ ${own.length === 0 ? 'نوبت محفوظ است' : `نوبت: ${own.map(formatDayShort).join('، ')}`}`;
};

/** The list beside the board: this month's agencies in the order of their turns, then those whose turn comes next. */
export function monthSharesView(facts: BoardFacts, month: JalaliMonth): ChartSharesPart {
  const until = lastOfMonth(month);
  const accounts = accountsUntil(facts, until);
  const inMonth = (one: Account): Day | null => one.turns.find((day) => { const own = monthOf(day); return own.year === month.year && own.month === month.month; }) ?? null;
  const due = (one: Account): number => one.entitled - one.held * WHOLE;
  accounts.sort((a, b) => {
    const [one, other] = [inMonth(a), inMonth(b)];
    if (one !== null && other !== null) return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1;
    if (one !== null || other !== null) return one === null ? 1 : -1;
    return due(b) - due(a) || (a.id < b.id ? -1 : 1);
  });
  const shown = accounts.slice(0, BESIDE);
  return {
    label: 'سهم و نوبت دستگاه‌ها',
    scale: Math.max(1, ...shown.map((one) => Math.max(one.entitled / WHOLE, one.held))),
    rows: shown.map((one) => ({
      label: one.shortName,
      href: `/shares?draft=${facts.data.draft.id}#agency-${one.id}`,
      note: noteOf(one, month),
      // Whoever is ahead of his share by more than it is owed nothing yet; a bar has no negative end.
      entitled: Math.max(0, one.entitled / WHOLE),
      held: one.held,
      entitledText: formatTurns(one.entitled),
      heldText: toPersianDigits(one.held),
      selected: false,
    })),
  };
}

/** The page of all agencies' shares. */
export interface SharesView {
  readonly programme: SelectPart | null;
  readonly state: string;
  readonly tiles: readonly TilePart[];
  readonly sentences: readonly string[];
  readonly chart: ChartSharesPart;
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly share: string;
    readonly demand: string;
    readonly entitled: string;
    readonly given: string;
    readonly discrepancy: string;
    readonly worst: string;
    readonly gap: string;
    readonly within: boolean;
  }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/shares': SharesView;
    'rota/shares-none': { readonly mayDraw: boolean };
  }
}

/** What a programme is called in a list: its days and its state, or to the public's eye how far it is published. */
export function programmeName({ from, to, state, publishedUntil }: Pick<Draft, 'from' | 'to' | 'state' | 'publishedUntil'>, seesAll = true): string {
  const last = seesAll ? to : (publishedUntil ?? to);
  const day = (one: Day): string => `${formatDayShort(one)} ${toPersianDigits(toJalali(one).year)}`;
  return `${day(from)} تا ${day(last)} (${DRAFT_STATE_NAMES[seesAll ? state : 'published']})`;
}

/** Entitlement, sessions given, discrepancy and longest gap of every agency, largest share first. */
export function sharesView(facts: BoardFacts, programmes: readonly { readonly id: string; readonly label: string }[], seesAll = true): SharesView {
  const { data, account } = facts;
  const { draft } = data;
  const demands = new Map(draft.agencies.map(({ id, demand }) => [id, demand]));
  const names = new Map(data.surroundings.agencies.map(({ id, shortName }) => [id, shortName]));
  const listed = account.agencies
    .filter(({ share, given }) => share > 0 || given > 0)
    .sort((a, b) => b.share - a.share || (a.agencyId < b.agencyId ? -1 : 1));
  const name = (id: string): string => names.get(id) ?? 'دستگاه';
  const { figures } = draft;
  const without = account.agencies.length - listed.length;
  const carried = listed.some((row) => row.carried !== 0);
  const longest = listed.reduce((most, { longestGapDays }) => Math.max(most, longestGapDays), 0);
  const floor = floorSentence(figures.floor, draft.formula.floor?.maxWaitDays ?? null);
  const promise = promiseOutcome(figures.floor, draft.formula, draft.agencies, account);
  return {
    programme: programmes.length < 2 ? null : {
      name: 'draft', label: 'برنامه', value: draft.id, error: null, options: programmes.map(({ id, label }) => ({ value: id, label })),
    },
    state: programmeName(draft, seesAll),
    tiles: [
      { label: 'نوبت‌های پرشده', value: formatNumber(account.held), note: `${formatNumber(listed.length)} دستگاه سهم دارند` },
      { label: 'بیشترین فاصله از سهم', value: formatNumber(account.worst / WHOLE, { fraction: 2 }), tone: account.withinBound ? 'ok' : 'warning', note: account.withinBound ? 'در حد نظری' : 'بیش از حد نظری، به سبب غیبت‌ها یا جابه‌جایی' },
      { label: 'حد نظری', value: formatNumber(account.bound / WHOLE, { fraction: 2 }), note: 'هیچ دستگاهی در هیچ روزی بیش از این از سهمش دور نمی‌شود' },
      { label: 'طولانی‌ترین انتظار', value: `${formatNumber(longest)} روز` },
    ],
    sentences: [
      `درصد سهم هر دستگاه از مراجعه و تماس ${formatMonthSpan(figures.demand)} است و تا پایان برنامه ثابت می‌ماند.`,
      `«سهم» شمار نوبتی است که در این برنامه به دستگاه می‌رسد${carried ? '، با آنچه از برنامهٔ پیش طلبکار یا بدهکار مانده است' : ''}؛ «برگزارشده» نوبت‌های همین برنامه است.`,
      `کمترین فاصله‌ای که با این غیبت‌ها و جاهای ثابت می‌شد: ${formatNumber(figures.lowerBound / WHOLE, { fraction: 2 })}؛ هنگام تنظیم به ${formatNumber(figures.worst / WHOLE, { fraction: 2 })} رسید (روش: ${figures.method === 'chairman' ? 'نوبت به ترتیب سهم' : 'چینش با کمترین فاصله از سهم'}).`,
      ...(floor === null ? [] : [floor]),
      ...(promise === null ? [] : [promiseSentence(promise, name)]),
      ...(without > 0 ? [`${formatNumber(without)} دستگاه مراجعه و تماسی ندارند و سهمی نمی‌گیرند.`] : []),
    ],
    chart: {
      label: 'سهم و برگزارشدهٔ دستگاه‌ها',
      scale: Math.max(1, ...listed.map(({ entitlement, given }) => Math.max(entitlement / WHOLE, given))),
      rows: listed.slice(0, 30).map(({ agencyId, entitlement, given, share }) => ({
        label: name(agencyId), href: `#agency-${agencyId}`, note: formatPercent(share / WHOLE, { fraction: 1 }),
        entitled: Math.max(0, entitlement / WHOLE), held: given, entitledText: formatTurns(entitlement), heldText: toPersianDigits(given), selected: false,
      })),
    },
    rows: listed.map((row) => ({
      id: row.agencyId,
      name: name(row.agencyId),
      share: formatPercent(row.share / WHOLE, { fraction: 1 }),
      demand: formatNumber(demands.get(row.agencyId) ?? 0),
      entitled: formatNumber(row.entitlement / WHOLE, { fraction: 2 }),
      given: toPersianDigits(row.given),
      discrepancy: formatNumber(row.discrepancy / WHOLE, { fraction: 2 }),
      worst: formatNumber(row.worst / WHOLE, { fraction: 2 }),
      gap: `${formatNumber(row.longestGapDays)} روز`,
      within: row.worst <= account.bound + 1,
    })),
  };
}

const formatMonthSpan = ({ from, to }: { readonly from: JalaliMonth; readonly to: JalaliMonth }): string =>
  `${formatMonth(from)} تا ${formatMonth(to)}`;
