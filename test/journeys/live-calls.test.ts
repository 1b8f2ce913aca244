import { journey } from './journey.ts';
import { createLedger } from './ledger.ts';
import { liveBadInputLeg } from './legs/live-bad-input.ts';
import { liveCentreLeg } from './legs/live-centre.ts';
import { liveCloseLeg } from './legs/live-close.ts';
import { liveFaultsLeg } from './legs/live-faults.ts';
import { liveHostileLeg } from './legs/live-hostile.ts';
import { livePagesLeg } from './legs/live-pages.ts';
import { liveRequestsLeg } from './legs/live-requests.ts';
import { liveSeatLeg } from './legs/live-seat.ts';
import { liveSetUpLeg } from './legs/live-set-up.ts';
import { liveTalksLeg } from './legs/live-talks.ts';
import { AHEAD_MS } from './morning.ts';

journey('A morning of live calls, from the operator’s keyboard to the closing', (ground) => {
  const ledger = createLedger();
  liveSetUpLeg(ground);
  liveSeatLeg(ground, ledger);
  liveBadInputLeg(ground, ledger);
  liveCentreLeg(ground, ledger);
  liveTalksLeg(ground, ledger);
  liveFaultsLeg(ground, ledger);
  liveRequestsLeg(ground, ledger);
  liveCloseLeg(ground, ledger);
  livePagesLeg(ground, ledger);
  liveHostileLeg(ground);
}, { network: true, clockMs: AHEAD_MS });
