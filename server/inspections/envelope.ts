import { createDecipheriv, createECDH, createHash, hkdfSync } from 'node:crypto';
import { Refusal } from '../domain/refusal.ts';

/** The office's key pair, to which phones seal what they report; and the keys of targets' boxes, from the same secret. */
export interface ReportKeys {
  /** Raw P-256 point of 65 bytes, base64url. */
  readonly publicKey: string;
  readonly keyId: string;
  /** What an envelope holds (its shape is in `phone-types.ts`). Refuses `report_unreadable`. */
  open(envelope: Buffer): Buffer;
  /** The key of one target's box, 32 bytes; the same whenever it is asked for. */
  boxKeyOf(targetId: string): Buffer;
}

const VERSION = 1;
const POINT = 65;
const NONCE = 12;
const TAG = 16;
const INFO = 'didar report v1';
/** By how many bytes an envelope is longer than what it holds. */
export const ENVELOPE_BYTES = 1 + POINT + NONCE + TAG;
// The order of P-256 (SEC 2, §2.4.2): a private key is a whole number from 1 to one less.
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

// Half as many bytes again as the order has, so that the remainder favours no number that one could notice.
const scalarOf = (secret: Buffer): Buffer => {
  const wide = Buffer.from(hkdfSync('sha256', secret, '', 'didar reports key v1', 48)).toString('hex');
  return Buffer.from(((BigInt(`0x${wide}`) % (ORDER - 1n)) + 1n).toString(16).padStart(64, '0'), 'hex');
};

/** Makes the pair from the secret `reports`, 32 bytes in base64: the same for the same secret. */
export function createReportKeys(secret: string): ReportKeys {
  const bytes = Buffer.from(secret, 'base64');
  if (bytes.length !== 32) throw new Error('The secret of reports must be 32 bytes in base64.');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(scalarOf(bytes));
  const point = pair.getPublicKey();
  return {
    publicKey: point.toString('base64url'),
    keyId: createHash('sha256').update(point).digest('hex').slice(0, 16),
    open(envelope) {
      if (envelope.length < ENVELOPE_BYTES || envelope[0] !== VERSION) throw new Refusal('report_unreadable');
      const sender = envelope.subarray(1, 1 + POINT);
      const nonce = envelope.subarray(1 + POINT, 1 + POINT + NONCE);
      const body = envelope.subarray(1 + POINT + NONCE);
      try {
        const key = Buffer.from(hkdfSync('sha256', pair.computeSecret(sender), sender, INFO, 32));
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
        decipher.setAuthTag(body.subarray(-TAG));
        // GCM has no last block: all of it is in the first piece, and is not copied once more.
        const content = decipher.update(body.subarray(0, -TAG));
        decipher.final();
        return content;
      } catch {
        // A point that is not on the curve and a text that was altered are the same to whoever sent them.
        throw new Refusal('report_unreadable');
      }
    },
    boxKeyOf: (targetId) => Buffer.from(hkdfSync('sha256', bytes, '', `didar target box v1 ${targetId}`, 32)),
  };
}
