import { clockOf, dayOf, formatClock, formatInstant, type Instant } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { Act } from '../domain/permission.ts';
import { SETTING_NAMES } from '../domain/settings.ts';
import type { HistoryChangePart, HistoryEntryPart, HistoryValuePart } from '../http/parts.ts';
import { AUDIT_THING_ICONS, AUDIT_THING_NAMES, SEAT_ACTOR_NAME, SYSTEM_ACTOR, UNKNOWN, WALL_ACTOR_NAME, type AuditEvent } from '../wording/audit.ts';
import { changesOf, type ChangeWords } from '../wording/audit-changes.ts';
import { AUDIT_KINDS } from '../wording/audit-kinds.ts';
import type { ValueWords } from '../wording/audit-values.ts';
import { ROLE_NAMES } from '../wording/fa.ts';
import type { Names } from './names.ts';
import type { AuditRow } from './repository.ts';
import { thingOf } from './streams.ts';

/** What of the record a reader is shown. */
export interface Sight {
  /** Whether he may read why somebody is away. */
  readonly absenceNotes: boolean;
  /** Whether a page behind this act is open to him: to another he is given no link. */
  readonly may: (act: Act) => boolean;
}

// What a table or a line takes without being the whole page.
const LONGEST = 140;
const CHANGES_SHOWN = 5;

const shortened = ({ text, code }: ValueWords): HistoryValuePart => {
  const signs = [...text];
  return signs.length <= LONGEST ? { text, code, whole: null } : { text: `${signs.slice(0, LONGEST).join('').trimEnd()} …`, code, whole: text };
};

const partOf = ({ label, code, before, after }: ChangeWords): HistoryChangePart => ({
  label, code, before: before === null ? null : shortened(before), after: after === null ? null : shortened(after),
});

const parsed = (data: string): Readonly<Record<string, unknown>> => {
  try {
    const read: unknown = JSON.parse(data);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
};

const ABSENCES = new Set(['absence_registered', 'absence_withdrawn']);

/** The event without what its reader may not see. */
const seenBy = ({ stream, kind, data }: AuditRow, sight: Sight): AuditEvent => {
  const event = { stream, kind, data: parsed(data) };
  if (sight.absenceNotes || !ABSENCES.has(kind)) return event;
  const without = (side: unknown): unknown => (typeof side === 'object' && side !== null ? { ...side, note: null } : side);
  return { ...event, data: { ...event.data, before: without(event.data['before']), after: without(event.data['after']) } };
};

const whoDid = (actor: string | null, names: Names): { readonly who: string; readonly role: string } => {
  if (actor === null) return { who: SYSTEM_ACTOR, role: '' };
  if (actor.startsWith('seat-')) return { who: SEAT_ACTOR_NAME, role: '' };
  if (actor.startsWith('wall-')) return { who: WALL_ACTOR_NAME, role: '' };
  return { who: names.user(actor) || UNKNOWN, role: names.roles(actor).map((role) => ROLE_NAMES[role]).join('، ') };
};

/** Where the page of the thing is, for those to whom it is open. */
const hrefOf = ({ stream, data }: AuditEvent, { may }: Sight): string | null => {
  const [kind, id = ''] = stream.split(':');
  if (kind === 'agency' && may('agencies.see')) return `/agencies/${encodeURIComponent(id)}`;
  if (kind === 'draft' && may('rota.see')) return `/rota/drafts/${encodeURIComponent(id)}`;
  if (kind === 'user' && may('users.manage')) return `/users/${encodeURIComponent(id)}`;
  if (kind === 'demand' && may('demand.manage')) return `/demand?year=${encodeURIComponent(id)}`;
  if (kind === 'import' && may('imports.manage')) return `/imports/one/${encodeURIComponent(id)}`;
  const setting = SETTING_NAMES.find((name) => kind === 'settings' && name === data['name']);
  return setting !== undefined && may('settings.manage') ? `/settings/${setting}` : null;
};

const told = (event: AuditEvent, names: Names): { readonly sentence: string; readonly kind: string | null; readonly changes: readonly ChangeWords[] } => {
  const known = Object.hasOwn(AUDIT_KINDS, event.kind) ? AUDIT_KINDS[event.kind] : undefined;
  try {
    const changes = changesOf(event, names);
    if (known !== undefined) return { sentence: known.sentence(event, names), kind: null, changes };
    return { sentence: 'رویدادی ثبت شد که نام فارسی ندارد:', kind: event.kind, changes };
  } catch {
    // A record of another shape than ours is shown as far as it goes: no event hides the others.
    return { sentence: 'رویدادی ثبت شد که خوانده نمی‌شود:', kind: event.kind, changes: [] };
  }
};

/** An event in words: names as they are now, days Jalali, the time Tehran's. */
export function entryOf(row: AuditRow, names: Names, sight: Sight): HistoryEntryPart {
  const at = row.at as Instant;
  const event = seenBy(row, sight);
  const thing = thingOf(row.stream);
  const { sentence, kind, changes } = told(event, names);
  const parts = changes.map(partOf);
  // One line more is no reason to fold.
  const shown = parts.length <= CHANGES_SHOWN + 1 ? parts.length : CHANGES_SHOWN;
  return {
    at: formatInstant(at),
    day: formatDayLong(dayOf(at)),
    clock: formatClock(clockOf(at)),
    instant: row.at,
    ...whoDid(row.actor, names),
    icon: AUDIT_THING_ICONS[thing],
    thing: AUDIT_THING_NAMES[thing],
    sentence,
    kind,
    href: hrefOf(event, sight),
    changes: parts.slice(0, shown),
    more: parts.slice(shown),
    moreLabel: `${formatNumber(parts.length - shown)} تغییر دیگر`,
  };
}

/** All that can be read of an entry, for looking for words in it. */
export const entryText = ({ who, role, thing, sentence, kind, changes, more }: HistoryEntryPart): string =>
  [who, role, thing, sentence, kind ?? '', ...[...changes, ...more].flatMap(({ label, before, after }) => [label, before?.whole ?? before?.text ?? '', after?.whole ?? after?.text ?? ''])].join(' ');
