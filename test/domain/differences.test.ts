import { expect } from 'chai';
import fc from 'fast-check';
import { differencesOf } from '../../server/domain/differences.ts';

const tree = fc.jsonValue({ maxDepth: 4 });

/** Every leaf that is there, by its path: what is null is not there. */
const leaves = (value: unknown, path = ''): Map<string, string> => {
  if (value === null || value === undefined) return new Map();
  if (typeof value === 'object' && Object.keys(value).length > 0) return new Map(Object.entries(value).flatMap(([name, inner]) => [...leaves(inner, `${path}/${JSON.stringify(name)}`)]));
  return new Map([[path, JSON.stringify(value)]]);
};
const keyOf = (path: readonly string[]): string => path.map((name) => `/${JSON.stringify(name)}`).join('');

describe('the differences of two states', () => {
  it('name every leaf that is another, came or went, once, and no other', () => {
    fc.assert(fc.property(tree, tree, (before, after) => {
      const [was, is] = [leaves(before), leaves(after)];
      const changed = [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key));
      expect(differencesOf(before, after).map(({ path }) => keyOf(path)).sort()).to.deep.equal(changed.sort());
    }), { numRuns: 500 });
  });

  it('hold the value of each side as it is, and null where there is none', () => {
    fc.assert(fc.property(tree, tree, (before, after) => {
      const [was, is] = [leaves(before), leaves(after)];
      for (const { path, before: old, after: now } of differencesOf(before, after)) {
        expect(old === null ? undefined : JSON.stringify(old)).to.equal(was.get(keyOf(path)));
        expect(now === null ? undefined : JSON.stringify(now)).to.equal(is.get(keyOf(path)));
      }
    }));
  });

  it('are the same however the names of the states stand, and none between a state and itself', () => {
    const turned = (value: unknown): unknown =>
      typeof value !== 'object' || value === null ? value : Array.isArray(value) ? value.map(turned) : Object.fromEntries(Object.entries(value).reverse().map(([name, inner]) => [name, turned(inner)]));
    const sorted = (before: unknown, after: unknown): string[] => differencesOf(before, after).map((one) => JSON.stringify([one.path, one.before, one.after])).sort();
    fc.assert(fc.property(tree, tree, (before, after) => {
      expect(differencesOf(before, turned(before))).to.deep.equal([]);
      expect(sorted(turned(before), turned(after))).to.deep.equal(sorted(before, after));
    }));
  });

  it('take a field as one where it is told as one, whatever the order of what is in it', () => {
    const before = { grants: [{ role: 'host', agencyId: 'a' }], name: 'الف' };
    expect(differencesOf(before, { name: 'الف', grants: [{ agencyId: 'a', role: 'host' }] }, new Set(['grants']))).to.deep.equal([]);
    expect(differencesOf(before, { ...before, grants: [] }, new Set(['grants']))).to.deep.equal([{ path: ['grants'], before: before.grants, after: [] }]);
  });
});
