import { createCipheriv, createECDH, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import type { Seal } from '../../db/sealed.ts';
import type { VisitReport } from '../../server/domain/inspection/report.ts';
import type { Day } from '../../server/domain/jalali.ts';

/** What an envelope is made of, as the phone makes it: bytes sealed to the office's public key (raw point, base64url). */
export function envelopeOf(publicKey: string, content: Buffer): Buffer {
  const pair = createECDH('prime256v1');
  const point = pair.generateKeys();
  const [nonce, secret] = [randomBytes(12), pair.computeSecret(Buffer.from(publicKey, 'base64url'))];
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', secret, point, 'didar report v1', 32)), nonce);
  return Buffer.concat([Buffer.from([1]), point, nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Something as JSON, sealed and written as the phone sends it. */
export const sealedJson = (publicKey: string, content: object): string => envelopeOf(publicKey, Buffer.from(JSON.stringify(content))).toString('base64url');

/** What a target is laid with beside its inspector. */
export interface TargetGiven {
  readonly day: string;
  readonly inspectorId: string;
  readonly secondId?: string | null;
  readonly agencyId: string;
  readonly hourId: string;
  readonly place?: number;
  readonly minute?: number;
}

/** Lays a drawn target, sealed as the draw seals it; gives its id. */
export async function layTarget({ direct }: Pick<Database, 'direct'>, seal: Seal, given: TargetGiven): Promise<string> {
  const id = randomUUID();
  const { agencyId, hourId, minute = 40 } = given;
  await direct('visit_targets').insert({
    id, day: given.day, inspector_id: given.inspectorId, second_id: given.secondId ?? null, place: given.place ?? 1,
    target: seal.seal(JSON.stringify({ agencyId, hourId, minute }), `visit_targets.${id}.target`), agency_id: null, hour_id: null, state: 'drawn', opened_at: null, opened_how: null,
    opened_count: null, device_opened_at: null, rev: 1,
  });
  return id;
}

/** A report of a manager who was there, unless something else is said of it. */
export const reportOf = (given: Pick<VisitReport, 'targetId' | 'inspectorId' | 'agencyId'> & Partial<VisitReport>): VisitReport => ({
  id: randomUUID(), day: '2026-11-22' as Day, answer: 'present', visitedAt: '2026-11-22T06:10:00.000Z', sealedAt: '2026-11-22T06:12:00.000Z', substitute: '', peopleWaiting: 2, noticeBoard: true, namePlate: true,
  conduct: 'good', checklist: [], note: '', code: '', presenceWitness: 'آقای رحیمی، مسئول دفتر', position: null, notFound: null, photos: [], ...given,
});
