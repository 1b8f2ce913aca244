import { ReadFault } from '../cells.ts';
import { isKnown } from '../header.ts';
import type { Given, Told } from '../read-file.ts';
import { readFile } from './read.ts';

// A process of its own: a file that was made to exhaust its reader exhausts this one and nothing else.
const tell = (told: Told): void => void process.send?.(told);

process.once('message', ({ bytes, kind }: Given) => {
  readFile(Buffer.from(bytes), (rows) => isKnown(kind, rows), (rows) => tell({ rows })).then(
    (read) => tell({ read }),
    (error: unknown) => {
      if (error instanceof ReadFault) tell({ fault: error.code, facts: error.facts });
      else throw error;
    },
  );
});
// Whoever asked is gone: nobody waits for an answer.
process.once('disconnect', () => process.exit());
