import { createHmac } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '../domain/refusal.ts';

// Argon2 shares libuv's four threads with SQLite: unbounded, forty logins at once held the database for two seconds.
const AT_ONCE = 2;
const WAITING = 20;
// OWASP ASVS 5.0 appendix C: 19 MiB, two passes, one lane.
// Argon2id is the library's default; its const enum cannot be named under `verbatimModuleSyntax`.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes and checks passwords, at most two at a time; more than twenty waiting are refused as `busy`. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Whether the password fits; with null it takes the same time and says no, so that nobody learns which names exist. */
  matches(hash: string | null, password: string): Promise<boolean>;
}

const createTurnstile = () => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) {
      if (waiting.length >= WAITING) throw new Refusal('busy', { facts: { seconds: 5 } });
      await new Promise<void>((resume) => waiting.push(resume));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
};

/** Makes the password keeper; the pepper is a secret that is not in the database. */
export function createPasswords(pepper: string): Passwords {
  const inTurn = createTurnstile();
  const peppered = (password: string): string => createHmac('sha256', pepper).update(password.normalize('NFC')).digest('base64');
  const nobody = hash('nobody has this password', COST);
  return {
    hash: (password) => inTurn(() => hash(peppered(password), COST)),
    async matches(stored, password) {
      const against = stored ?? (await nobody);
      const fits = await inTurn(() => verify(against, peppered(password)));
      return fits && stored !== null;
    },
  };
}
