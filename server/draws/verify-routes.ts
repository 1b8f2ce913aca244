import { formatDay, formatDayLong } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { sendFile } from '../http/download.ts';
import type { Routes } from '../http/guard.ts';
import { page } from '../http/pages.ts';
import { pathDay } from '../http/query.ts';
import { checksOf } from './proof.ts';
import type { DrawReading } from './reading.ts';
import { sealedView, verifyView } from './verify-view.ts';
import { sealNotice } from './view.ts';

/** What verifiers see of a draw: its seal before the opening, and afterwards all that it takes to draw it again. */
export function drawVerifyRoutes(routes: Routes, reading: DrawReading): void {
  routes.get('/draws/:day/verify', 'draws.verify', async (req, res) => {
    const day = pathDay(req);
    const frame = { title: `بازبینی قرعهٔ ${formatDayLong(day)}`, section: 'draws' };
    const file = await reading.file(day);
    if (file === null) {
      const seal = await reading.sealOf(day);
      if (seal === null) throw new Refusal('draw_not_drawn');
      return page(res, 'draws/verify', frame, sealedView(sealNotice(seal.drawnAt, seal.startsAt, seal.amendments), seal.commitment));
    }
    const people = [...file.inputs.inspectors.map(({ id }) => id), ...file.amendments.flatMap(({ change }) => [change.inspectorId, ...change.targets.flatMap(({ toId }) => toId ?? [])])];
    page(res, 'draws/verify', frame, verifyView(file, checksOf(file), { agencies: (await reading.names()).agencies, users: await reading.userNames(people) }));
  });

  routes.get('/draws/:day/file.json', 'draws.verify', async (req, res) => {
    const day = pathDay(req);
    const file = await reading.file(day);
    if (file === null) throw new Refusal('draw_not_drawn');
    sendFile(res, { ascii: `didar-draw-${day}.json`, name: `قرعهٔ بازدید ${formatDay(day)}.json`, body: JSON.stringify(file, null, 1) });
  });
}
