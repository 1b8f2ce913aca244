import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { sealFor } from '../../../public/src/inspect/envelope.ts';
import { fromBase64Url, fromUtf8, joined, sha256Hex, toBase64Url, toUtf8 } from '../../../public/src/inspect/bytes.ts';

/** Opens an envelope as `phone-types.ts` describes it, by node's own ciphers and nothing of the phone's. */
function opened(server: ReturnType<typeof createECDH>, envelope: Uint8Array): Buffer {
  expect(envelope[0]).to.equal(1);
  const [point, nonce, text] = [envelope.subarray(1, 66), envelope.subarray(66, 78), envelope.subarray(78)];
  const key = hkdfSync('sha256', server.computeSecret(point), point, 'didar report v1', 32);
  const cipher = createDecipheriv('aes-256-gcm', Buffer.from(key), nonce);
  cipher.setAuthTag(text.subarray(-16));
  return Buffer.concat([cipher.update(text.subarray(0, -16)), cipher.final()]);
}

describe('what the phone seals', () => {
  const server = createECDH('prime256v1');
  const publicKey = server.generateKeys().toString('base64url');

  it('is opened by the server’s key as the protocol says', async () => {
    const report = JSON.stringify({ note: 'در اتاق بسته بود', photos: ['a'.repeat(64)] });
    const envelope = await sealFor(publicKey, toUtf8(report));
    expect(opened(server, envelope).toString('utf8')).to.equal(report);
    expect(Buffer.from(envelope).includes(Buffer.from('در اتاق'))).to.equal(false);
  });

  it('is another envelope each time, and opens for nobody else nor when a byte is changed', async () => {
    const [one, other] = await Promise.all([sealFor(publicKey, toUtf8('الف')), sealFor(publicKey, toUtf8('الف'))]);
    expect(toBase64Url(one)).not.to.equal(toBase64Url(other));
    const foreign = createECDH('prime256v1');
    foreign.generateKeys();
    expect(() => opened(foreign, one)).to.throw();
    expect(() => opened(server, one.map((byte, at) => (at === one.length - 1 ? byte ^ 1 : byte)))).to.throw();
  });

  it('is carried as text and back without loss', async () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(toBase64Url(bytes)).to.equal(Buffer.from(bytes).toString('base64url'));
      expect(Buffer.from(fromBase64Url(toBase64Url(bytes)))).to.deep.equal(Buffer.from(bytes));
      expect(Buffer.from(joined(bytes, bytes))).to.deep.equal(Buffer.concat([bytes, bytes]));
    }));
    expect(fromUtf8(toUtf8('بازدید'))).to.equal('بازدید');
    expect(await sha256Hex(toUtf8('abc'))).to.equal('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
