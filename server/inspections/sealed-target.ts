import type { Seal } from '../../db/sealed.ts';
import type { Target } from '../domain/inspection/landed.ts';

/** What a target's row holds sealed: the office, its hour, and about how many minutes after its beginning to be there. */
export interface DrawnOffice {
  readonly agencyId: string;
  readonly hourId: string;
  readonly minute: number;
}

/** Opens what the draw sealed; throws where it was altered or moved from another row. */
export const officeOf = (seal: Pick<Seal, 'open'>, { id, sealed }: Pick<Target, 'id' | 'sealed'>): DrawnOffice =>
  JSON.parse(seal.open(sealed, `visit_targets.${id}.target`)) as DrawnOffice;
