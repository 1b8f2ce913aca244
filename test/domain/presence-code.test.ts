import { createHmac, webcrypto } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { instant, millisecondsOf } from '../../server/domain/calendar.ts';
import { codeGroups, codeWindow, presenceCode, windowAt, windowBegin, type Mac } from '../../server/domain/presence-code.ts';

const macOf = (secret: Uint8Array): Mac => (text) => Promise.resolve(createHmac('sha256', secret).update(text).digest());
const SECRET = Buffer.from('didar presence golden secret 001');
const mac = macOf(SECRET);
const STARTS = millisecondsOf(instant('2026-11-30T05:30:00Z'));

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 });
const windows = fc.integer({ min: 0, max: 200_000_000 });

describe('the presence code', () => {
  it('is the same wherever it is made, in eight digits', async () => {
    const code = await presenceCode(mac, windowAt(STARTS));
    expect(code).to.equal('36576282');
    const key = await webcrypto.subtle.importKey('raw', SECRET, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const browser: Mac = async (text) => new Uint8Array(await webcrypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)));
    expect(await presenceCode(browser, windowAt(STARTS))).to.equal(code);
    await fc.assert(fc.asyncProperty(secrets, windows, async (secret, window) => {
      const made = await presenceCode(macOf(secret), window);
      expect(made).to.match(/^\d{8}$/);
      expect(await presenceCode(macOf(secret), window)).to.equal(made);
      expect(codeGroups(made).join('')).to.equal(made);
    }));
  });

  it('is unique within an hour, and over a day', async () => {
    const first = windowAt(STARTS);
    const codes = new Set<string>();
    for (let window = first; window < first + 2880; window += 1) codes.add(await presenceCode(mac, window));
    expect(codes.size).to.equal(2880);
  });

  it('leads back to its window, and to no other hour or secret', () =>
    fc.assert(fc.asyncProperty(secrets, windows, fc.integer({ min: 0, max: 420 }), fc.integer({ min: 1, max: 420 }), async (secret, first, before, length) => {
      const own = macOf(secret);
      const code = await presenceCode(own, first + before);
      const [from, until] = [windowBegin(first), windowBegin(first + length)];
      expect(await codeWindow(own, code, from, until)).to.equal(before < length ? first + before : null);
      expect(await codeWindow(own, code.slice(1), from, until)).to.equal(null);
    })));

  it('cannot be told from the codes before it by adding or subtracting', async () => {
    // Differences of neighbours, and differences of those, are as scattered as chance makes them: none comes again in a morning.
    const codes: number[] = [];
    for (let window = windowAt(STARTS); window < windowAt(STARTS) + 420; window += 1) codes.push(Number(await presenceCode(mac, window)));
    const differences = (of: readonly number[]): number[] => of.slice(1).map((code, at) => (((code - (of[at] ?? 0)) % 1e8) + 1e8) % 1e8);
    const steps = differences(codes);
    expect(new Set(steps).size).to.be.above(steps.length - 3);
    expect(new Set(differences(steps)).size).to.be.above(steps.length - 4);
    const low = codes.filter((code) => code < 50_000_000).length;
    expect(low).to.be.within(150, 270);
  });
});
