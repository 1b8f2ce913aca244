import { journey } from './journey.ts';
import { datesLeg } from './legs/dates.ts';
import { hostileLeg } from './legs/hostile.ts';
import { enterLeg, setUpLeg } from './legs/set-up.ts';

journey('An office of one’s own, typed wrong first', (ground) => {
  setUpLeg(ground);
  enterLeg(ground);
  datesLeg(ground);
  hostileLeg(ground);
});
