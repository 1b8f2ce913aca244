import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/** Keys of 32 bytes each, base64; the previous ones still open what they sealed and still find what they indexed. */
export interface SealKeys {
  readonly encryptionKey: string;
  readonly indexKey: string;
  readonly previousEncryptionKey?: string;
  readonly previousIndexKey?: string;
}

/** A field's place, bound into its seal: 'table.row.column'. A sealed text moved elsewhere does not open. */
export type SealContext = `${string}.${string}.${string}`;

/** Seals personal fields, and makes keyed indexes by which an exact value is found without opening any. */
export interface Seal {
  seal(text: string, context: SealContext): string;
  /** Throws when the text was altered, belongs elsewhere, or its key is gone. */
  open(sealed: string, context: SealContext): string;
  /** The index to store: HMAC-SHA-256, base64url. */
  index(text: string): string;
  /** The indexes to search by: the current key's, then the previous one's. */
  indexes(text: string): readonly string[];
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

const version = 's1';

/** Seals with AES-256-GCM (random nonce, context as associated data); throws at once when a key is not 32 bytes. */
export function createSeal(keys: SealKeys): Seal {
  const current = keyFrom(keys.encryptionKey);
  const sealing = [current, ...(keys.previousEncryptionKey === undefined ? [] : [keyFrom(keys.previousEncryptionKey)])];
  const newest = keyFrom(keys.indexKey);
  const indexing = [newest, ...(keys.previousIndexKey === undefined ? [] : [keyFrom(keys.previousIndexKey)])];
  const indexWith = ({ bytes }: Key, text: string) => createHmac('sha256', bytes).update(text).digest('base64url');
  return {
    seal(text, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, nonce);
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [version, current.id, nonce.toString('base64url'), body.toString('base64url')].join('.');
    },
    open(sealed, context) {
      const [made, id, nonce = '', text = ''] = sealed.split('.');
      const key = sealing.find((candidate) => candidate.id === id);
      if (made !== version || key === undefined) throw new Error('this field was sealed with a key that is not here');
      const body = Buffer.from(text, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(body.subarray(-16));
      return decipher.update(body.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
    },
    index: (text) => indexWith(newest, text),
    indexes: (text) => indexing.map((key) => indexWith(key, text)),
  };
}

function keyFrom(base64: string): Key {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32) throw new Error('a key must be 32 bytes in base64');
  return { id: createHash('sha256').update('key id').update(bytes).digest('hex').slice(0, 8), bytes };
}
