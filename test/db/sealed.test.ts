import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { createSeal } from '../../db/sealed.ts';

const key = () => randomBytes(32).toString('base64');
const keys = { encryptionKey: key(), indexKey: key() };
const seal = createSeal(keys);

describe('sealed fields', () => {
  it('open to what was sealed, and never look the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = seal.seal(text, 'people.1.phone');
        expect(seal.open(sealed, 'people.1.phone')).to.equal(text);
        expect(seal.seal(text, 'people.1.phone')).to.not.equal(sealed);
      }),
    );
  });

  it('do not open elsewhere, altered, cut short, or with another key', () => {
    const sealed = seal.seal('1270000001', 'people.1.national_code');
    const last = sealed.endsWith('A') ? 'E' : 'A';
    for (const attempt of [
      () => seal.open(sealed, 'people.2.national_code'),
      () => seal.open(sealed, 'people.1.phone'),
      () => seal.open(`${sealed.slice(0, -4)}${last}${sealed.slice(-3)}`, 'people.1.national_code'),
      () => seal.open(sealed.slice(0, -3), 'people.1.national_code'),
      () => createSeal({ ...keys, encryptionKey: key() }).open(sealed, 'people.1.national_code'),
    ]) {
      expect(attempt).to.throw();
    }
  });

  it('open after a rotation, and seal with the new key', () => {
    const old = seal.seal('09131234567', 'people.1.phone');
    const rotated = createSeal({ encryptionKey: key(), indexKey: key(), previousEncryptionKey: keys.encryptionKey, previousIndexKey: keys.indexKey });
    expect(rotated.open(old, 'people.1.phone')).to.equal('09131234567');
    expect(() => seal.open(rotated.seal('09131234567', 'people.1.phone'), 'people.1.phone')).to.throw();
    expect(rotated.indexes('09131234567')).to.deep.equal([rotated.index('09131234567'), seal.index('09131234567')]);
  });

  it('are found by an index that only the key can make', () => {
    expect(seal.index('1270000001')).to.equal(createSeal(keys).index('1270000001'));
    expect(seal.index('1270000001')).to.not.equal(seal.index('1270000002'));
    expect(seal.index('1270000001')).to.not.equal(createSeal({ ...keys, indexKey: key() }).index('1270000001'));
  });

  it('refuse a key that is not 32 bytes', () => {
    expect(() => createSeal({ ...keys, encryptionKey: randomBytes(16).toString('base64') })).to.throw(/32 bytes/);
    expect(() => createSeal({ ...keys, indexKey: '' })).to.throw(/32 bytes/);
  });
});
