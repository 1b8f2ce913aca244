import { createHash, randomBytes } from 'node:crypto';

/** A token's trace in the database: who reads the table cannot enter with it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A new token: 256 bits of chance, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');
