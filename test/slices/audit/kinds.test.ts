import { expect } from 'chai';
import { AUDIT_KINDS } from '../../../server/wording/audit-kinds.ts';
import { literalsIn, raisedKinds } from './raised.ts';

/** The life of calls, sessions, requests and promises is no change of what is governed, and is told on its own pages. */
const TOLD_ELSEWHERE = /^server\/(visitors|calls|requests|commitments)\/|^server\/sessions\/(life|steps|seats|seat-ends)\.ts$|^server\/inspections\/(steps|reporting|photos)\.ts$|^server\/hours\/(steps|lay-out|lives|office-acts)\.ts$|^server\/demo\/presence\.ts$/;

/** Where a kind reaches its event by a name: the pattern that finds it in the text. */
const NAMED: Readonly<Record<string, { readonly file: string; readonly pattern: RegExp }>> = {
  'server/rota/approve.ts': { file: 'server/rota/approve.ts', pattern: /step\(\w+, '(\w+)'/g },
  'server/messages/service.ts': { file: 'server/messages/service.ts', pattern: /step\(\w+, '\w+', '(\w+)'/g },
  'server/imports/service.ts': { file: 'server/imports/service.ts', pattern: /\}, '(import_\w+)', \{/g },
  'server/findings/service.ts': { file: 'server/findings/service.ts', pattern: /'findings\.\w+', '(\w+)'/g },
  'server/notices/steps.ts': { file: 'server/notices/steps.ts', pattern: /[|] '(notice_\w+)'/g },
  'server/calendar/steps.ts': { file: 'server/calendar/change.ts', pattern: /readonly kind: '(\w+)'/g },
};

describe('the words of the record', () => {
  it('name every kind of event that a change of what is governed raises', () => {
    const governed = raisedKinds().filter(({ file }) => !TOLD_ELSEWHERE.test(file));
    const kinds = governed.flatMap(({ file, kind }) => {
      if (kind !== null) return [{ file, kind }];
      const named = NAMED[file];
      const found = named === undefined ? [] : literalsIn(named.file, named.pattern);
      expect(found, `${file} raises a kind by a name that this test does not follow`).not.to.deep.equal([]);
      return found.map((one) => ({ file, kind: one }));
    });
    expect(kinds.length).to.be.above(40);
    expect(kinds.filter(({ kind }) => !Object.hasOwn(AUDIT_KINDS, kind)).map(({ file, kind }) => `${kind} of ${file}`)).to.deep.equal([]);
  });

  it('name no kind that nobody raises', () => {
    const raised = new Set(raisedKinds().map(({ kind }) => kind));
    const named = new Set(Object.values(NAMED).flatMap(({ file, pattern }) => literalsIn(file, pattern)));
    expect(Object.keys(AUDIT_KINDS).filter((kind) => !raised.has(kind) && !named.has(kind))).to.deep.equal([]);
  });
});
