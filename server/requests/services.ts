import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import type { Tries } from '../domain/tries.ts';
import { createDetail } from './detail.ts';
import { createHandling } from './handle.ts';
import { createInbox } from './inbox.ts';
import { createReferring } from './refer.ts';
import { createRevealing } from './reveal.ts';
import { createTracking } from './track.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
  /** The tries at tracking codes, by the place they come from. */
  readonly tries: Pick<Tries, 'begin' | 'failed' | 'dropped'>;
}

/** The services of requests, by verb. */
export function createRequests(deps: Deps) {
  return {
    inbox: createInbox(deps),
    detail: createDetail(deps),
    handling: createHandling(deps),
    referring: createReferring(deps),
    revealing: createRevealing(deps),
    tracking: createTracking(deps),
  };
}
