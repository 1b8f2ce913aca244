import { headOn, type OfficerAbsence } from '../agencies/lookup.ts';
import type { Absence, Agency } from '../domain/agency.ts';
import type { Instant } from '../domain/calendar.ts';
import { addDays, daysFrom, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { isNothing, type SupposedAway, type Supposition } from '../domain/rota/supposition.ts';
import type { DatedSetting, SettingName, SettingValues } from '../domain/settings.ts';
import { supposedField } from './supposed-fields.ts';
import { isInvitable, type Surroundings } from './surroundings.ts';

// Later than any instant that is really recorded: a supposed value goes before all others of its day.
const LAST = '9999-12-31T23:59:59.999Z' as Instant;
const SUPPOSED = 'supposed';
// An absence may last beyond the programme, and not for ever.
const LONGEST_DAYS = 366;
/** What stands for the reason of an agency's being left out until one is given. */
const SUPPOSED_REASON = 'فرض این مقایسه';

/** The settings that are supposed, each with its value; empty where none is. */
export const settingsSupposed = ({ perWeek, template }: Supposition): { readonly name: SettingName; readonly value: SettingValues[SettingName] }[] => [
  ...(perWeek === null ? [] : [{ name: 'sessions_per_week' as const, value: perWeek }]),
  ...(template === null ? [] : [{ name: 'slot_template' as const, value: template }]),
];

/** Who heads the agency on the days of a span, each with the part of it that is his; empty where nobody does. */
export function headsOver({ agencies, terms }: Pick<Surroundings, 'agencies' | 'terms'>, { agencyId, from, to }: Omit<SupposedAway, 'kind'>): { readonly personId: string; readonly name: string; readonly from: Day; readonly to: Day }[] {
  const agency = agencies.find(({ id }) => id === agencyId);
  const heads: { personId: string; name: string; from: Day; to: Day }[] = [];
  for (const day of agency === undefined ? [] : daysFrom(from, to)) {
    const head = headOn(agency as Agency, terms, day);
    const last = heads.at(-1);
    if (head === null) continue;
    if (last?.personId === head.personId) last.to = day;
    else heads.push({ personId: head.personId, name: head.name, from: day, to: day });
  }
  return heads;
}

const supposedAbsence = (surroundings: Surroundings, away: SupposedAway & { readonly kind: Absence['kind'] }): OfficerAbsence[] =>
  headsOver(surroundings, away).map(({ personId, name, from, to }) => ({
    agencyId: away.agencyId, personId, name, honorific: 'agha', post: '', asHead: true, from, to,
    absence: { id: SUPPOSED, personId, agencyId: away.agencyId, kind: away.kind, from, to, fromClock: null, toClock: null, note: '', recordedAt: LAST, recordedBy: '', withdrawnAt: null },
  }));

const isAbsence = (away: SupposedAway): away is SupposedAway & { readonly kind: Absence['kind'] } => away.kind !== 'excluded';

/** The surroundings as they would be; what a supposition says of an unknown agency changes nothing. */
export function suppose(surroundings: Surroundings, supposition: Supposition): Surroundings {
  const { since, away, flags } = supposition;
  const settings = settingsSupposed(supposition).map((one) => ({ ...one, id: SUPPOSED, from: since, recordedAt: LAST, recordedBy: '' }) as DatedSetting);
  const flagged = new Map(flags.map(({ agencyId, mayBeInvited }) => [agencyId, mayBeInvited]));
  return {
    ...surroundings,
    settings: [...surroundings.settings, ...settings],
    absences: [...surroundings.absences, ...away.filter(isAbsence).flatMap((one) => supposedAbsence(surroundings, one))],
    exclusions: [...surroundings.exclusions, ...away.flatMap((one) => (isAbsence(one) ? [] : [{ agencyId: one.agencyId, from: one.from, to: one.to, reason: SUPPOSED_REASON }]))],
    agencies: surroundings.agencies.map((agency) => ({ ...agency, mayBeInvited: flagged.get(agency.id) ?? agency.mayBeInvited })),
  };
}

const meets = (one: { readonly from: Day; readonly to: Day }, other: { readonly from: Day; readonly to: Day }): boolean => one.from <= other.to && other.from <= one.to;

function mustBeAway(surroundings: Surroundings, all: readonly SupposedAway[], row: number, today: Day): void {
  const away = all[row];
  if (away === undefined) return;
  const field = (name: 'agency' | 'kind' | 'from' | 'to') => ({ field: supposedField.away(row, name) });
  if (!surroundings.agencies.some(({ id }) => id === away.agencyId)) throw new Refusal('agency_unknown', field('agency'));
  if (away.to < away.from) throw new Refusal('range_backwards', field('to'));
  if (away.from < today) throw new Refusal('day_past', field('from'));
  if (away.to > addDays(surroundings.to, LONGEST_DAYS)) throw new Refusal('supposed_outside', field('to'));
  if (!meets(away, surroundings)) throw new Refusal('supposed_outside', field('from'));
  if (!isAbsence(away)) return;
  const heads = headsOver(surroundings, away);
  if (heads.length === 0) throw new Refusal('no_head_then', field('agency'));
  const earlier = all.slice(0, row).filter(isAbsence).flatMap((one) => headsOver(surroundings, one));
  const known = [...surroundings.absences.map(({ absence }) => absence), ...earlier];
  if (heads.some((head) => known.some((one) => one.personId === head.personId && meets(one, head)))) throw new Refusal('absence_overlap', field('from'));
}

/**
 * Refuses what cannot be supposed, beside its field: `supposition_empty`, `day_past`, `supposed_outside`, `range_backwards`,
 * `agency_unknown`, `flag_stands`, `no_head_then` and `absence_overlap`.
 */
export function mustBeSupposable(surroundings: Surroundings, supposition: Supposition, today: Day): void {
  const { since, away, flags } = supposition;
  if (isNothing(supposition)) throw new Refusal('supposition_empty');
  if (settingsSupposed(supposition).length > 0) {
    if (since < today) throw new Refusal('day_past', { field: 'since' });
    if (since > surroundings.to) throw new Refusal('supposed_outside', { field: 'since' });
  }
  away.forEach((_, row) => mustBeAway(surroundings, away, row, today));
  flags.forEach(({ agencyId, mayBeInvited }, row) => {
    const field = { field: supposedField.flag(row, 'agency') };
    const agency = surroundings.agencies.find(({ id }) => id === agencyId);
    if (agency === undefined || !isInvitable({ ...agency, mayBeInvited: true }, surroundings)) throw new Refusal('agency_unknown', field);
    const twice = flags.slice(0, row).some((one) => one.agencyId === agencyId);
    if (twice || agency.mayBeInvited === mayBeInvited) throw new Refusal('flag_stands', field);
  });
}
