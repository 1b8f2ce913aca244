import type { Database } from '../../db/connection.ts';
import type { Seal } from '../../db/sealed.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Scope } from '../domain/permission.ts';
import { namedRequest, readChoices, readOthers, type Named } from './host-choices.ts';
import { hostedBy } from './host-list.ts';
import { createHostWatch } from './host-watch.ts';
import { readPreparation } from './prepare.ts';

interface Deps {
  readonly database: Pick<Database, 'reads' | 'snapshot'>;
  readonly seal: Seal;
  readonly now: () => Instant;
}

/** Everything that the host's pages read. */
export function createHost(deps: Deps) {
  const { reads } = deps.database;
  return {
    watch: createHostWatch(deps),
    hosted: (scope: Scope, now: Instant) => hostedBy(reads, scope, now),
    choices: (sessionId: string, now: Instant, namedId?: string) => readChoices(reads, sessionId, now, namedId),
    others: (sessionId: string, now: Instant) => readOthers(reads, sessionId, now),
    preparation: (sessionId: string, now: Instant) => readPreparation(reads, sessionId, now),
    named: (sessionId: string, named: Named) => namedRequest(reads, sessionId, named),
  };
}

export type Host = ReturnType<typeof createHost>;
