import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { createSeal } from '../../db/sealed.ts';
import { dayOf, instantOf } from '../../server/domain/calendar.ts';
import { csrfToken } from '../../server/http/csrf.ts';
import { createReportKeys } from '../../server/inspections/envelope.ts';
import { layUser } from '../support/client.ts';
import { layHour } from '../support/hours.ts';
import { layPlace } from '../support/place.ts';
import { envelopeOf, layTarget, reportOf, sealedJson } from '../support/visits.ts';
import type { Ground } from './ground.ts';

/** Something that a phone sends until it is answered: a report, or a photo of one. */
export interface Item {
  readonly kind: 'report' | 'photo';
  readonly reportId: string;
  readonly hash: string;
  readonly path: string;
  readonly body: Buffer;
  readonly by: Phone;
}

/** An inspector's phone, whose login may end and is then begun anew. */
export interface Phone {
  readonly userId: string;
  login: Promise<{ readonly cookie: string; readonly csrf: string }>;
}

/** What came back: the status (0 where the connection was cut) and the text. */
export interface Came { readonly status: number; readonly text: string }

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Small photos, no two alike. */
export const smallPhotos = (count: number): Promise<Buffer[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => {
    const pixels = Buffer.alloc(32 * 32 * 3, (at * 37) % 256);
    for (let bit = 0; bit < 16; bit += 1) pixels.fill(at & (1 << bit) ? 250 : 5, bit * 6 * 32, bit * 6 * 32 + 3 * 64);
    return sharp(pixels, { raw: { width: 32, height: 32, channels: 3 } }).jpeg({ quality: 90 }).toBuffer();
  }));

/** Enters an inspector, as his phone does when it is asked to. */
async function enter({ database, formSecret }: Ground, userId: string): Promise<{ readonly cookie: string; readonly csrf: string }> {
  const [loginId, token, at] = [randomUUID(), randomBytes(32).toString('base64url'), new Date().toISOString()];
  await database.direct('logins').insert({
    id: loginId, token_hash: createHash('sha256').update(token).digest('hex'), user_id: userId, started_at: at, seen_at: at, expires_at: '2099-01-01T00:00:00.000Z', ended_at: null, ended_why: null, ip: '127.0.0.1', device: 'phone',
  });
  return { cookie: `didar=${token}`, csrf: csrfToken(formSecret, `login ${loginId}`) };
}

/** Ends every login there is, so that the phones must enter anew. */
export const endLogins = async ({ database }: Ground): Promise<void> =>
  void (await database.direct('logins').whereNull('ended_at').update({ ended_at: new Date().toISOString(), ended_why: 'logout' }));

/** Lays offices with an hour of today, inspectors with phones, and so many reports to send, each with photos; the server must have the secrets of `ground`. */
export async function layMorning(ground: Ground, { reports, photosEach, phones: count, photoOf }: { readonly reports: number; readonly photosEach: number; readonly phones: number; readonly photoOf?: (at: number) => Promise<Buffer> }): Promise<{ readonly items: readonly Item[]; readonly phones: readonly Phone[] }> {
  const { database, secrets } = ground;
  const seal = createSeal({ encryptionKey: secrets('encryption'), indexKey: secrets('index') });
  const { publicKey } = createReportKeys(secrets('reports'));
  const day = dayOf(instantOf(Date.now()));
  const phones: Phone[] = [];
  for (let at = 0; at < count; at += 1) {
    const userId = await layUser(database, `phone${at}`, ['inspector'], null, new Date().toISOString());
    phones.push({ userId, login: enter(ground, userId) });
  }
  const offices: { readonly agencyId: string; readonly hourId: string }[] = [];
  for (let at = 0; at < Math.min(20, reports); at += 1) {
    const { agencyId } = await layPlace(database);
    offices.push({ agencyId, hourId: await layHour(database, { agencyId, day, from: '00:05', to: '23:55' }) });
  }
  const all = photoOf === undefined ? await smallPhotos(reports * photosEach) : null;
  const items: Item[] = [];
  for (let at = 0; at < reports; at += 1) {
    const [by, office] = [phones[at % count], offices[at % offices.length]];
    if (by === undefined || office === undefined) throw new Error('nobody');
    const targetId = await layTarget(database, seal, { day, inspectorId: by.userId, ...office, place: at + 1 });
    const photos = all === null ? await Promise.all(Array.from({ length: photosEach }, async (_, own) => (await photoOf?.(at * photosEach + own)) ?? Buffer.alloc(0))) : all.slice(at * photosEach, (at + 1) * photosEach);
    const now = new Date().toISOString();
    const report = reportOf({ targetId, inspectorId: by.userId, agencyId: office.agencyId, day, visitedAt: now, sealedAt: now, photos: photos.map(hashOf) });
    // Sealed once and sent ever again as it is, as the phone does.
    items.push({ kind: 'report', reportId: report.id, hash: '', path: '/inspect/reports', body: Buffer.from(JSON.stringify({ _key: report.id, id: report.id, sealed: sealedJson(publicKey, report) })), by });
    for (const photo of photos) items.push({ kind: 'photo', reportId: report.id, hash: hashOf(photo), path: `/inspect/reports/${report.id}/photos/${hashOf(photo)}`, body: envelopeOf(publicKey, photo), by });
  }
  return { items, phones };
}

/** Sends a thing once to `url`, as the phone of `ground` would; enters anew where the login has ended. */
export async function sendOnce(ground: Ground, url: string, { kind, path, body, by }: Item): Promise<Came> {
  const login = by.login;
  const { cookie, csrf } = await login;
  try {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST', signal: AbortSignal.timeout(20_000),
      headers: { cookie, origin: ground.url, accept: 'application/json', 'x-csrf': csrf, 'content-type': kind === 'report' ? 'application/json' : 'application/octet-stream' },
      body: new Uint8Array(body),
    });
    const came = { status: answer.status, text: await answer.text() };
    if (came.status === 401 && by.login === login) by.login = enter(ground, by.userId);
    return came;
  } catch {
    await pause(20);
    return { status: 0, text: '' };
  }
}
