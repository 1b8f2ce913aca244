import type { County } from '../../server/domain/agency.ts';
import { clock, instant } from '../../server/domain/calendar.ts';
import { day } from '../../server/domain/jalali.ts';
import { PRESENCES, type Presence } from '../../server/domain/manager-hour.ts';
import { EVERYTHING } from '../../server/domain/presence-board.ts';
import type { Pages } from '../../server/http/pages.ts';
import type { CountyFacts, Office } from '../../server/presence/facts.ts';
import type { Feed } from '../../server/presence/feed.ts';
import type { OwnOffices } from '../../server/presence/offices.ts';
import { officesView } from '../../server/presence/offices-view.ts';
import { printView } from '../../server/presence/print-view.ts';
import { boardView, countyView, noBoardView } from '../../server/presence/view.ts';

const NOW = instant('2026-11-30T06:17:00.000Z');
const MONDAY = day('2026-11-30');
const BEFORE = day('2026-11-23');

const office = (id: string, presence: Presence, more: Partial<Office> = {}): Office => ({
  hourId: `hour-${id}-2026-11-30`, agencyId: id, parentId: 'parent', countyId: 'c1', name: 'اداره گاز نائین', place: 1, sector: 'infra', manager: 'آقای مرادی', day: MONDAY, from: clock('09:00'), to: clock('12:00'), presence, by: 'record', excuse: null,
  since: presence === 'no_report' ? null : NOW, search: 'اداره گاز نایین',
  moments: { presence, answer: presence === 'verified' ? 'present' : null, declaredAt: presence === 'declared' ? NOW : null, seenAt: presence === 'late' ? NOW : null, excusedAt: null, decidedAt: null, decision: null }, ...more,
});
const county: County = { id: 'c1', name: 'نائین', centre: 'نائین', amarCode: null, validFrom: null, validTo: null };
const every = PRESENCES.map((presence, index) => office(`o${index}`, presence));
const elsewhere = [office('g', 'verified', { by: 'governorate', since: null }), office('a', 'excused', { by: 'absence', since: null, excuse: 'leave' }), office('d', 'absent', { since: instant('2026-12-01T14:30:00.000Z') }), office('s', 'late', { since: instant('2026-11-30T06:20:00.000Z'), manager: null, moments: { presence: 'late', answer: 'late', declaredAt: null, seenAt: NOW, excusedAt: null, decidedAt: null, decision: null } })];
const counties: readonly CountyFacts[] = [{ county, seq: 4, offices: [...every, ...elsewhere], cancelled: 2 }, { county: null, seq: 2, offices: [office('p', 'declared', { countyId: null, from: clock('08:00') })], cancelled: 0 }, { county: { ...county, id: 'c2' }, seq: 0, offices: [], cancelled: 0 }];
const [first] = counties as readonly [CountyFacts];
const many: CountyFacts = { ...first, offices: Array.from({ length: 320 }, (_, index) => office(`m${index}`, 'no_report')) };

const told = { at: NOW, office: office('o1', 'verified'), county: 'کاشان', excuse: null };
const feed: Feed = {
  told: [
    { ...told, key: '1', presence: 'verified', visit: { answer: 'present', inspector: 'آقای نوری' }, offline: true },
    { ...told, key: '2', presence: 'not_found', visit: { answer: 'in_meeting', inspector: 'آقای نوری' }, offline: false },
    { ...told, key: '3', presence: 'excused', excuse: 'mission', visit: null, offline: false },
    { ...told, key: '4', presence: 'declared', county: null, visit: null, offline: false },
  ],
  opened: [{ office: office('o2', 'no_report'), county: 'نائین', inspector: 'خانم کریمی' }],
};
const silent = [{ office: office('o3', 'no_report'), county: 'نائین', heard: BEFORE, missed: 3 }, { office: office('o4', 'no_report'), county: null, heard: null, missed: 13 }];
const earlier = [{ day: BEFORE, share: 0.74 }];

const days = { day: MONDAY, today: MONDAY, days: [MONDAY, BEFORE], next: day('2026-12-07') };
const frame = { days, filter: EVERYTHING, nameOf: (part: string) => ({ view: part }), streamOf: () => 'presence:2026-11-30:c1' };
const stream = 'presence-board:2026-11-30';
const part = { day: MONDAY, now: NOW, seq: 6, counties };
const after = { ...days, day: BEFORE, today: day('2026-12-01'), days: [BEFORE] };

const own: OwnOffices = {
  any: true, days, day: BEFORE, waiting: { day: MONDAY, until: instant('2026-11-30T08:30:00.000Z') },
  offices: [{ office: office('o1', 'verified'), county: 'نائین', reports: [{ id: 'r', answer: 'present', at: NOW }] }, { office: office('o2', 'no_report', { manager: null }), county: null, reports: [] }],
};

/** Every page of the board, in every shape that it takes. */
export const samples: { readonly [Name in keyof Pages as Name extends `presence/${string}` ? Name : never]: readonly Pages[Name][] } = {
  'presence/board': [
    boardView({ stream, part: { ...part, feed, silent }, earlier, ...frame }),
    boardView({ stream, part: { ...part, feed: { told: [], opened: [] }, silent: [] }, earlier: [], ...frame, days: { ...after, next: null } }),
    boardView({ stream, part: { ...part, feed, silent }, earlier, ...frame, days: after, filter: { ...EVERYTHING, state: 'late', sector: 'infra', search: 'گاز' } }),
    boardView({ stream, part: { ...part, feed, silent }, earlier, ...frame, filter: { ...EVERYTHING, search: 'هیچ' } }),
    countyView({ part: { ...part, counties: [first], feed, silent }, earlier, up: true, ...frame }),
    countyView({ part: { ...part, counties: [many], feed, silent }, earlier, up: false, ...frame, filter: { ...EVERYTHING, page: 2 } }),
    countyView({ part: { ...part, counties: [{ ...first, county: null, offices: [] }], feed, silent }, earlier, up: true, ...frame }),
    boardView({ stream, part: { ...part, counties: [first, { ...first, county: { ...county, id: 'c2' } }], feed, silent }, earlier, ...frame, days: { ...days, day: BEFORE } }),
  ],
  'presence/none': [noBoardView({ ...days, day: null }), noBoardView({ ...days, day: null, next: null })],
  'presence/print': [printView(counties, { day: MONDAY, today: MONDAY, now: NOW }), printView([first], { day: BEFORE, today: MONDAY, now: NOW })],
  'presence/offices': [officesView(own), officesView({ ...own, any: false, offices: [] }), officesView({ ...own, day: null, offices: [], waiting: null })],
};
