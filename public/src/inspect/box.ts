import type { TargetSight } from '../../../server/inspections/phone-types.ts';
import { fromBase64Url, fromUtf8, joined, toUtf8, type Bytes } from './bytes.ts';

const NONCE_BYTES = 12;
const AES = 'AES-GCM';

/** The key of a target's box, or of the phone itself. */
export type Key = Awaited<ReturnType<typeof newPhoneKey>>;

/** A key of the phone's own: it serves here and can be read out by nobody. */
export const newPhoneKey = () => crypto.subtle.generateKey({ name: AES, length: 256 }, false, ['encrypt', 'decrypt']);

/** Shuts bytes under a key: nonce and text. `name` says what they are; under another name they do not open. */
export async function shut(key: Key, name: string, bytes: Bytes): Promise<Bytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return joined(nonce, new Uint8Array(await crypto.subtle.encrypt({ name: AES, iv: nonce, additionalData: toUtf8(name) }, key, bytes)));
}

/** What was shut under this key and name; throws where it was not. */
export async function open(key: Key, name: string, box: Bytes): Promise<Bytes> {
  const text = await crypto.subtle.decrypt({ name: AES, iv: box.slice(0, NONCE_BYTES), additionalData: toUtf8(name) }, key, box.slice(NONCE_BYTES));
  return new Uint8Array(text);
}

/** The same of a thing that JSON can hold. */
export const shutJson = (key: Key, name: string, thing: object): Promise<Bytes> => shut(key, name, toUtf8(JSON.stringify(thing)));
export const openJson = async <Thing extends object>(key: Key, name: string, box: Bytes): Promise<Thing> => JSON.parse(fromUtf8(await open(key, name, box))) as Thing;

/** What a target shows, from its box (base64url) and the box's own key; throws where they do not belong together. */
export async function sightIn(targetId: string, box: string, key: Bytes): Promise<TargetSight> {
  const imported = await crypto.subtle.importKey('raw', key, AES, false, ['decrypt']);
  return openJson<TargetSight>(imported, targetId, fromBase64Url(box));
}
