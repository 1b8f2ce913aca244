import type { Demand } from '../../server/demand/demand.ts';
import { demandView } from '../../server/demand/view.ts';
import { DEFAULT_FORMULA } from '../../server/domain/rota/entitlement.ts';
import { freshForm } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import { history } from './history.ts';

const agencies = [
  { id: 'a1', name: 'آب و فاضلاب', invitable: true },
  { id: 'a2', name: 'دادگستری', invitable: false },
  { id: 'a3', name: 'گاز', invitable: true },
];
const rows: Demand[] = [
  { agencyId: 'a1', year: 1399, month: 2, clients: 2140, calls: 310, openRequests: 12 },
  { agencyId: 'a3', year: 1399, month: 2, clients: 15, calls: 2, openRequests: 0 },
];
const formula = { ...DEFAULT_FORMULA, floor: { threshold: 40, maxWaitDays: 60 } };
const counted: Demand[] = [{ agencyId: 'a1', year: 1399, month: 3, clients: 0, calls: 41, openRequests: 0 }];
const facts = { rows, counted, agencies, formula, perWeek: 4 };
const frame = { csrf: 'token', key: 'key' };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'demand/year': [
    { ...demandView({ year: 1399, measure: 'calls' }, facts, freshForm(), frame), changes: history },
    { ...demandView({ year: 1399, measure: 'clients' }, facts, { typed: { c_a1_2: 'دوازده' }, errors: { c_a1_2: '«دوازده» عدد درستی نیست.', _form: 'نشد.' } }, frame), changes: null },
    { ...demandView({ year: 1400, measure: 'openRequests' }, { ...facts, rows: [], formula: DEFAULT_FORMULA }, freshForm(), frame), changes: null },
    { ...demandView({ year: 1400, measure: 'openRequests' }, { ...facts, rows: [], agencies: [] }, freshForm(), frame), changes: null },
  ],
};
