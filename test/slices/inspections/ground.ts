import { createHash, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { VisitReport } from '../../../server/domain/inspection/report.ts';
import { hourIdOf } from '../../../server/domain/manager-hour.ts';
import type { Day } from '../../../server/domain/jalali.ts';
import type { ReportAnswer } from '../../../server/inspections/phone-types.ts';
import { startApp, type Answer, type Client, type TestApp } from '../../support/app.ts';
import type { Fresh } from '../../support/database.ts';
import { layHour } from '../../support/hours.ts';
import { layPlace, type Place } from '../../support/place.ts';
import { envelopeOf, layTarget, reportOf, sealedJson } from '../../support/visits.ts';

export const DAY = '2026-11-23';
/** Half past nine on the day. */
export const NOW = '2026-11-23T06:00:00.000Z';
/** Twenty to ten. */
export const VISITED = '2026-11-23T06:10:00.000Z';

/** Two places with their hours of the day, and an inspector with a target at each. */
export interface Ground {
  readonly app: TestApp;
  readonly own: Place;
  readonly other: Place;
  readonly inspector: Client;
  readonly colleague: Client;
  readonly targets: readonly [string, string];
  report(given?: Partial<VisitReport>): VisitReport;
  send(report: VisitReport, by?: Client): Promise<Answer>;
  sendSealed(id: string, sealed: string, by?: Client): Promise<Answer>;
  sendPhoto(reportId: string, photo: Buffer, by?: Client, hash?: string): Promise<Answer>;
  sendBody(path: string, body: Buffer, by?: Client, headers?: Record<string, string>): Promise<Answer>;
}

/** SHA-256 in hex. */
export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A small photo of one colour. */
export const photoOf = (shade: number, format: 'jpeg' | 'png' | 'webp' = 'jpeg', side = 32): Promise<Buffer> =>
  sharp({ create: { width: side, height: side, channels: 3, background: { r: shade % 256, g: (shade * 7) % 256, b: 90 } } })[format]().toBuffer();

/** What a JSON answer of the phone's routes says. */
export const read = <T = ReportAnswer>({ text }: Answer): T => JSON.parse(text) as T;

/** Starts the program with such a ground; the caller stops it. */
export async function ground(fresh: Fresh): Promise<Ground> {
  const app = await startApp(await fresh(), NOW);
  const { database, seal, reportsKey, url } = app;
  const [own, other] = [await layPlace(database), await layPlace(database)];
  const [inspector, colleague] = [await app.as('inspector'), await app.as('inspector')];
  const inspectorId = inspector.userId ?? '';
  for (const { agencyId } of [own, other]) await layHour(database, { agencyId, day: DAY });
  const lay = (at: Place, place: number) => layTarget(database, seal, { day: DAY, inspectorId, agencyId: at.agencyId, hourId: hourIdOf(at.agencyId, DAY as Day), place });
  const targets = [await lay(own, 1), await lay(other, 2)] as const;
  const sendSealed: Ground['sendSealed'] = (id, sealed, by = inspector) => by.postJson('/inspect/reports', { _key: id, id, sealed });
  const sendBody: Ground['sendBody'] = async (path, body, by = inspector, headers = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST', headers: { cookie: by.cookie, origin: url, accept: 'application/json', 'content-type': 'application/octet-stream', 'x-csrf': by.csrf, ...headers }, body: new Uint8Array(body),
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return {
    app, own, other, inspector, colleague, targets, sendSealed, sendBody,
    report: (given = {}) => reportOf({ id: randomUUID(), targetId: targets[0], inspectorId, agencyId: own.agencyId, day: DAY as Day, visitedAt: VISITED, sealedAt: VISITED, ...given }),
    send: (report, by) => sendSealed(report.id, sealedJson(reportsKey, report), by),
    sendPhoto: (reportId, photo, by, hash = hashOf(photo)) => sendBody(`/inspect/reports/${reportId}/photos/${hash}`, envelopeOf(reportsKey, photo), by),
  };
}
