import { expect } from 'chai';
import fc from 'fast-check';
import { agencyCodesOf, inTreeOrder, isTopicOf, isUnderItself, pathOf, topicOptions, topicPath, type Topic } from '../../server/domain/topic.ts';

const topic = (id: string, parentId: string | null, more: Partial<Topic> = {}): Topic => ({
  id, parentId, name: id, aliases: null, agencyCodes: null, place: 0, retired: false, rev: 1, ...more,
});
const treeOf = (...topics: readonly Topic[]): ReadonlyMap<string, Topic> => new Map(inTreeOrder(topics).map((one) => [one.id, one]));

const water = treeOf(
  topic('bill', 'water', { name: 'قبض و اشتراک', place: 2 }),
  topic('objection', 'bill', { name: 'اعتراض به قبض', aliases: 'آب‌بها، پول آب' }),
  topic('quality', 'water', { name: 'کیفیت آب', place: 1, agencyCodes: ['water-sewage', 'mui'] }),
  topic('water', null, { name: 'آب و فاضلاب', place: 1, agencyCodes: ['water-sewage'] }),
  topic('office', null, { name: 'اداره', place: 2, agencyCodes: [] }),
);
const agencies = [{ id: 'a1', code: 'water-sewage' }, { id: 'a2', code: 'gas' }];

describe('topics', () => {
  it('stand each after the one above it, side by side by place', () => {
    expect([...water.keys()]).to.deep.equal(['water', 'quality', 'bill', 'objection', 'office']);
    expect(topicPath(water, 'objection')).to.equal('آب و فاضلاب › قبض و اشتراک › اعتراض به قبض');
  });

  it('are the agencies\' of the nearest topic above that names some; where none does, anybody\'s', () => {
    expect(agencyCodesOf(water, 'objection')).to.deep.equal(['water-sewage']);
    expect(agencyCodesOf(water, 'quality')).to.deep.equal(['water-sewage', 'mui']);
    expect([isTopicOf(water, 'objection', 'gas'), isTopicOf(water, 'objection', 'water-sewage'), isTopicOf(water, 'office', 'gas')]).to.deep.equal([false, true, true]);
  });

  it('are chosen by their path and by what people call them, with the agencies that answer', () => {
    const options = topicOptions(water, agencies);
    expect(options.map(({ id }) => id)).to.deep.equal(['water', 'quality', 'bill', 'objection', 'office']);
    const objection = options.find(({ id }) => id === 'objection');
    expect(objection).to.deep.include({ agencyIds: ['a1'], nobody: false });
    for (const word of ['فاضلاب', 'اعتراض', 'اببها', 'پول اب']) expect(objection?.search, word).to.contain(word);
    expect(options.find(({ id }) => id === 'office')).to.deep.include({ agencyIds: [], nobody: false });
    expect(topicOptions(water, [{ id: 'a2', code: 'gas' }]).find(({ id }) => id === 'bill')).to.deep.include({ agencyIds: [], nobody: true });
  });

  it('that were retired are not offered, nor what stands under them', () => {
    const without = new Map(water).set('bill', topic('bill', 'water', { retired: true }));
    expect(topicOptions(without, agencies).map(({ id }) => id)).to.deep.equal(['water', 'quality', 'office']);
  });

  it('in any tree, in any order of rows: none is lost, and none stands before what it stands under', () => {
    const tree = fc.array(fc.tuple(fc.nat(), fc.nat(5)), { maxLength: 30 }).map((rows) =>
      rows.map(([parent, place], at) => topic(`t${at}`, at === 0 || parent % (at + 1) === at ? null : `t${parent % (at + 1)}`, { place })));
    fc.assert(fc.property(tree.chain((rows) => fc.shuffledSubarray(rows, { minLength: rows.length })), (rows) => {
      const topics = treeOf(...rows);
      const order = [...topics.keys()];
      expect([...order].sort()).to.deep.equal(rows.map(({ id }) => id).sort());
      for (const { id, parentId } of rows) {
        if (parentId !== null) expect(order.indexOf(parentId)).to.be.lessThan(order.indexOf(id));
        for (const above of pathOf(topics, id)) expect(isUnderItself(topics, above.id, id)).to.equal(true);
        expect(isUnderItself(topics, id, parentId)).to.equal(false);
      }
    }));
  });
});
