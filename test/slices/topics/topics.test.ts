import { expect } from 'chai';
import { topicPath } from '../../../server/domain/topic.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';
import { command, topicEntry, topicGround } from './ground.ts';

onBothDatabases((_name, fresh) => {
  describe('the tree of topics', () => {
    it('grows at its ends, and is read in its order with the codes of who answers', async () => {
      const { topics, tree, eventsOf, database } = await topicGround(fresh);
      const water = await topics.add(topicEntry('آب', { agencyCodes: ['water-sewage', 'water-sewage-kashan'], aliases: 'آبفا' }), command());
      const gas = await topics.add(topicEntry('گاز', { agencyCodes: [] }), command());
      const bill = await topics.add(topicEntry('قبض', { parentId: water.id }), command());
      const found = await tree();
      expect([...found.keys()]).to.deep.equal([water.id, bill.id, gas.id]);
      expect(found.get(water.id)).to.deep.include({ agencyCodes: ['water-sewage', 'water-sewage-kashan'], aliases: 'آبفا', rev: 1, retired: false });
      expect([found.get(gas.id)?.agencyCodes, found.get(bill.id)?.agencyCodes]).to.deep.equal([[], null]);
      expect(topicPath(found, bill.id)).to.equal('آب › قبض');
      expect(await database.reads('topics').where('agency_codes', 'like', '% water-sewage %').select('id')).to.deep.equal([{ id: water.id }]);
      expect(await eventsOf()).to.deep.equal(['topic_added', 'topic_added', 'topic_added']);
    });

    it('has no two of one name side by side, at once too, however they are spelt', async () => {
      const { topics } = await topicGround(fresh);
      const results = await Promise.allSettled(['تأمین آب', 'تامین آب', 'تامين آب'].map((name) => topics.add(topicEntry(name), command())));
      expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      const other = await topics.add(topicEntry('برق'), command());
      await topics.add(topicEntry('تأمین آب', { parentId: other.id }), command());
      expect(await refused(topics.change(other.id, topicEntry('تامین‌ آب'), 1, command()))).to.equal('topic_taken');
    });

    it('is moved and renamed by whoever saw it last, and never under itself', async () => {
      const { topics, tree } = await topicGround(fresh);
      const [water, city] = [await topics.add(topicEntry('آب'), command()), await topics.add(topicEntry('شهر'), command())];
      const bill = await topics.add(topicEntry('قبض', { parentId: water.id }), command());
      expect(await refused(topics.change(water.id, topicEntry('آب', { parentId: bill.id }), 1, command()))).to.equal('topic_own_parent');
      expect(await refused(topics.change(water.id, topicEntry('آب', { parentId: water.id }), 1, command()))).to.equal('topic_own_parent');
      expect(await refused(topics.change(water.id, topicEntry('آب', { parentId: 'none' }), 1, command()))).to.equal('not_found');
      await topics.change(bill.id, topicEntry('قبض شهر', { parentId: city.id, agencyCodes: ['gas'] }), 1, command());
      expect([...(await tree()).keys()]).to.deep.equal([water.id, city.id, bill.id]);
      expect((await tree()).get(bill.id)).to.deep.include({ name: 'قبض شهر', agencyCodes: ['gas'], rev: 2 });
      expect(await refused(topics.change(bill.id, topicEntry('قبض'), 1, command()))).to.equal('changed_meanwhile');
    });

    it('retires from its ends, keeps what was retired, and brings a topic back with what stands above it', async () => {
      const { topics, tree, eventsOf } = await topicGround(fresh);
      const water = await topics.add(topicEntry('آب'), command());
      const bill = await topics.add(topicEntry('قبض', { parentId: water.id }), command());
      expect(await refused(topics.retire(water.id, 1, command()))).to.equal('topic_has_children');
      expect(await refused(topics.retire(bill.id, 7, command()))).to.equal('changed_meanwhile');
      const once = command();
      await topics.retire(bill.id, 1, once);
      await topics.retire(bill.id, 1, once);
      await topics.retire(water.id, 1, command());
      expect([...(await tree()).values()].map(({ retired }) => retired)).to.deep.equal([true, true]);
      expect(await refused(topics.add(topicEntry('انشعاب', { parentId: water.id }), command()))).to.equal('not_found');
      expect(await refused(topics.add(topicEntry('آب'), command()))).to.equal('topic_taken');
      await topics.bringBack(bill.id, 2, command());
      expect([...(await tree()).values()].map(({ retired }) => retired)).to.deep.equal([false, false]);
      expect(await eventsOf()).to.deep.equal(['topic_added', 'topic_added', 'topic_retired', 'topic_retired', 'topic_brought_back', 'topic_brought_back']);
    });
  });
});
