import type { Role } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { isCommonPassword } from './common-passwords.ts';

/** The greatest length of a password, in characters. */
export const LONGEST_PASSWORD = 128;

/** The least length of a new password, in characters: whoever can change everybody's rights needs a longer one. */
export const leastPasswordLength = (grants: readonly { readonly role: Role }[]): number => (grants.some(({ role }) => role === 'administrator') ? 15 : 12);

/** Refuses a new password that is too short, too long or easily guessed (`field` is `password`); any characters are welcome. */
export function refuseWeakPassword(password: string, who: { readonly grants: readonly { readonly role: Role }[]; readonly about: readonly string[] }): void {
  const least = leastPasswordLength(who.grants);
  const length = [...password.normalize('NFC')].length;
  if (length < least || length > LONGEST_PASSWORD) throw new Refusal('password_length', { field: 'password', facts: { least, most: LONGEST_PASSWORD } });
  if (isCommonPassword(password, who.about)) throw new Refusal('password_common', { field: 'password' });
}
