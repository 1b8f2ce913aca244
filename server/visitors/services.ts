import type { Database } from '../../db/connection.ts';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import type { Tries } from '../domain/tries.ts';
import { createAnswering } from './answer.ts';
import { createVisitorReading } from './read.ts';
import { createRegistering } from './register.ts';

interface Deps {
  readonly database: Pick<Database, 'reads' | 'snapshot'>;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
  /** The tries at codes of slips, by the place they come from. */
  readonly tries: Pick<Tries, 'begin' | 'failed' | 'dropped'>;
}

/** The services of the desk of visitors, by verb. */
export function createVisitors({ database, writer, seal, newId, tries }: Deps) {
  const { reads } = database;
  return {
    reading: createVisitorReading({ database, seal }),
    registering: createRegistering({ reads, writer, seal, newId }),
    answering: createAnswering({ reads, writer, seal, tries }),
  };
}
