import { millisecondsOf } from '../../server/domain/calendar.ts';
import { journey } from './journey.ts';
import { afterLeg, warningLeg } from './legs/hours-after.ts';
import type { Ledger } from './legs/hours-crew.ts';
import { EVE, hoursGroundLeg } from './legs/hours-ground.ts';
import { mondayLeg } from './legs/hours-monday.ts';
import { orderLeg, papersLeg } from './legs/hours-papers.ts';

journey('Two Mondays of sixty offices: the draw, the visits, and what follows', (ground) => {
  const first: Ledger = [];
  hoursGroundLeg(ground);
  orderLeg(ground);
  mondayLeg(ground, first);
  afterLeg(ground, first);
  papersLeg(ground, first);
  warningLeg(ground, first);
}, { clockMs: millisecondsOf(EVE) - Date.now(), offline: true });
