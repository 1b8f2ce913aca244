import type { Seal } from '../../db/sealed.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Target } from '../domain/inspection/landed.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';

/** What a target's row holds sealed: the office, its hour, and about how many minutes after its beginning to be there. */
export interface DrawnOffice {
  readonly agencyId: string;
  readonly hourId: string;
  readonly minute: number;
}

/** Opens what the draw sealed; throws where it was altered or moved from another row. */
export const officeOf = (seal: Pick<Seal, 'open'>, { id, sealed }: Pick<Target, 'id' | 'sealed'>): DrawnOffice =>
  JSON.parse(seal.open(sealed, `visit_targets.${id}.target`)) as DrawnOffice;

/** Whether a target that is shut stays so: its hour is over, is not held, or was moved to another day after the draw. */
export const hasPassed = ({ day, openedAt }: Pick<Target, 'day' | 'openedAt'>, hour: Pick<ManagerHour, 'day' | 'state' | 'endsAt'> | undefined, now: Instant): boolean =>
  openedAt === null && (hour === undefined || hour.state === 'cancelled' || hour.day !== day || hour.endsAt <= now);
