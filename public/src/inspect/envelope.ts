import { fromBase64Url, joined, toUtf8, type Bytes } from './bytes.ts';

const VERSION = 1;
const NONCE_BYTES = 12;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const INFO = toUtf8('didar report v1');

/**
 * Seals bytes with the server's public key (a raw P-256 point, base64url) in an envelope that only the server can open, as `phone-types.ts` says:
 * version byte 1, the point of a key made for this envelope alone, nonce, AES-256-GCM text. Nobody keeps what could open it here.
 */
export async function sealFor(publicKey: string, bytes: Bytes): Promise<Bytes> {
  const { subtle } = crypto;
  const server = await subtle.importKey('raw', fromBase64Url(publicKey), CURVE, false, []);
  const own = await subtle.generateKey(CURVE, false, ['deriveBits']);
  const point = new Uint8Array(await subtle.exportKey('raw', own.publicKey));
  const secret = await subtle.deriveBits({ name: 'ECDH', public: server }, own.privateKey, 256);
  const material = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const key = await subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: point, info: INFO }, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const text = await subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, bytes);
  return joined(Uint8Array.of(VERSION), point, nonce, new Uint8Array(text));
}
