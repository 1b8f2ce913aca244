import type { Seal } from '../../db/sealed.ts';
import { absenceRules } from './absences-rules.ts';
import { agencyRules } from './agencies-rules.ts';
import type { RowRead } from './cells.ts';
import { checkRows } from './checked.ts';
import { demandRules } from './demand-rules.ts';
import type { Header } from './header.ts';
import type { Kind } from './kinds.ts';
import { managerRules } from './managers-rules.ts';
import type { Checked } from './prospect.ts';

/** What the rules of every kind are made with; `areaCode` is the province's. */
export interface Ground {
  readonly areaCode: string;
  readonly newId: () => string;
  readonly seal: Seal;
}

/** Checks the rows of a kind under their header; `told` hears how many are done. */
export function check(kind: Kind, ground: Ground, header: Header, rows: readonly RowRead[], told: (rows: number) => void): Promise<Checked> {
  switch (kind) {
    case 'agencies': return checkRows(agencyRules(ground), header, rows, told);
    case 'managers': return checkRows(managerRules(ground), header, rows, told);
    case 'absences': return checkRows(absenceRules(ground), header, rows, told);
    case 'demand': return checkRows(demandRules(), header, rows, told);
  }
}
