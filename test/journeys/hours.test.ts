import { millisecondsOf } from '../../server/domain/calendar.ts';
import { journey } from './journey.ts';
import { EVE, hoursGroundLeg } from './legs/hours-ground.ts';

journey('Two Mondays of sixty offices: the draw, the visits, and what follows', (ground) => {
  hoursGroundLeg(ground);
}, { clockMs: millisecondsOf(EVE) - Date.now() });
