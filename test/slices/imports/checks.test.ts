import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createSeal } from '../../../db/sealed.ts';
import { createChecks } from '../../../server/imports/checks.ts';

const key = (): string => randomBytes(32).toString('base64');
const seal = createSeal({ encryptionKey: key(), indexKey: key() });
const file = { sheets: [{ name: '', rows: [{ at: 1, cells: ['دستگاه', 'ماه'] }] }], stoppedAt: null };
const header = { row: 0, columns: { agency: 0, month: 1 } };

describe('the checks of uploaded tables', () => {
  it('are made once for each state of a file, and kept no longer than it is looked at', async () => {
    const checks = createChecks(() => Promise.resolve({ areaCode: '031', newId: randomUUID, seal }));
    const of = (id: string, rev: number) => checks.of({ id, kind: 'demand', rev }, header, file);
    const [one, other] = [await of('one', 1), await of('other', 1)];
    expect(await of('one', 1)).to.equal(one);
    expect(await of('one', 2)).not.to.equal(one);
    checks.forget('one');
    expect(await of('one', 1)).not.to.equal(one);
    expect(await of('other', 1)).to.equal(other);
  });
});
