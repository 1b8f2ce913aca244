import { openDatabase } from '../../db/connection.ts';
import { StartFault } from '../../db/errors.ts';
import { listen } from '../../db/listen.ts';
import { createWriter } from '../../db/writer.ts';
import { change } from './sample.ts';

// A second server process: opens the database at the URL given, tells its parent what happens, and writes when told.
const url = process.argv[2] ?? '';
const tell = (message: object) => void process.send?.(message);

try {
  const database = await openDatabase({ url, role: 'server', synchronous: url.startsWith('sqlite:') ? 'full' : 'normal' });
  const publish = (events: readonly object[]) => tell({ heard: events });
  const writer = await createWriter(database, publish);
  await listen(database, publish, () => tell({ reconnected: true }));
  process.on('message', ({ key, stream }: { key: string; stream: string }) => {
    void writer.submit(change(key, { streams: [stream] })).then(() => tell({ wrote: key }));
  });
  tell({ opened: true });
} catch (error) {
  tell({ refused: error instanceof StartFault ? error.code : String(error) });
  process.disconnect?.();
}
