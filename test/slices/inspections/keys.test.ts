import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { createReportKeys } from '../../../server/inspections/envelope.ts';
import { envelopeOf } from '../../support/visits.ts';
import { refused } from '../refused.ts';

const SECRET = Buffer.alloc(32, 7).toString('base64');

describe('the envelope of a report', () => {
  const keys = createReportKeys(SECRET);

  it('opens what was sealed to the public key, and the key is the same from the same secret', () => {
    expect(createReportKeys(SECRET).publicKey).to.equal(keys.publicKey);
    expect(Buffer.from(keys.publicKey, 'base64url').length).to.equal(65);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (content) => {
      expect(keys.open(envelopeOf(keys.publicKey, Buffer.from(content))).equals(Buffer.from(content))).to.equal(true);
    }), { numRuns: 50 });
  });

  it('refuses what was altered, cut, sealed to another key, or is no envelope at all', async () => {
    const sealed = envelopeOf(keys.publicKey, Buffer.from('{"answer":"present"}'));
    const opened = (bytes: Buffer): Promise<string> => refused(Promise.resolve().then(() => keys.open(bytes)));
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(await opened(altered), `byte ${at}`).to.equal('report_unreadable');
      expect(await opened(sealed.subarray(0, at)), `cut at ${at}`).to.equal('report_unreadable');
    }
    expect(await opened(randomBytes(300))).to.equal('report_unreadable');
    expect(await opened(envelopeOf(createReportKeys(randomBytes(32).toString('base64')).publicKey, Buffer.from('x')))).to.equal('report_unreadable');
  });

  it('is opened by what the browser seals with', async () => {
    const { subtle } = globalThis.crypto;
    const pair = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const office = await subtle.importKey('raw', Buffer.from(keys.publicKey, 'base64url'), { name: 'ECDH', namedCurve: 'P-256' }, false, []);
    const point = Buffer.from(await subtle.exportKey('raw', pair.publicKey));
    const secret = await subtle.importKey('raw', await subtle.deriveBits({ name: 'ECDH', public: office }, pair.privateKey, 256), 'HKDF', false, ['deriveKey']);
    const key = await subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: point, info: Buffer.from('didar report v1') }, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    const nonce = randomBytes(12);
    const text = Buffer.from(await subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, Buffer.from('گزارش')));
    expect(keys.open(Buffer.concat([Buffer.from([1]), point, nonce, text])).toString()).to.equal('گزارش');
  });

  it('gives a target one key for its box, and each target another', () => {
    expect(keys.boxKeyOf('a').equals(keys.boxKeyOf('a'))).to.equal(true);
    expect(keys.boxKeyOf('a').equals(keys.boxKeyOf('b'))).to.equal(false);
  });
});
