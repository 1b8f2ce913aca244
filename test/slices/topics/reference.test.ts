import { expect } from 'chai';
import agencies from '../../../db/seeds/data/agencies.json' with { type: 'json' };
import topics from '../../../db/seeds/data/topics.json' with { type: 'json' };
import { agencyCodesOf, pathOf, topicOptions } from '../../../server/domain/topic.ts';
import { foldKey } from '../../../server/domain/persian.ts';
import { seedTopics } from '../../../server/topics/reference.ts';
import { onBothDatabases } from '../../support/database.ts';
import { AT, command, topicEntry, topicGround } from './ground.ts';

describe('the reference list of topics', () => {
  const codes = new Set(agencies.map(({ code }) => code));

  it('names only agencies that are on the list of agencies, and only parents that stand before', () => {
    const before = new Set<string>();
    for (const { id, parentId, agencyCodes } of topics) {
      for (const code of agencyCodes ?? []) expect(codes, `${id}: ${code}`).to.include(code);
      if (parentId !== null) expect(before, id).to.include(parentId);
      expect(id).to.match(/^[a-z][a-z-]{1,40}$/);
      before.add(id);
    }
    expect(before.size).to.equal(topics.length).and.to.be.within(90, 140);
  });

  it('has no name twice side by side, and no other name that is its own', () => {
    const names = topics.map(({ parentId, name }) => `${parentId ?? ''} ${foldKey(name)}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).to.deep.equal([]);
    for (const { id, name, aliases } of topics) {
      const keys = aliases.map(foldKey);
      expect(keys.filter((key, at) => key === foldKey(name) || keys.indexOf(key) !== at), id).to.deep.equal([]);
    }
  });

  it('is written as the office writes', () => {
    for (const { id, name, aliases } of topics) {
      const text = [name, ...aliases].join('، ');
      expect(text, id).not.to.match(/[\u064a\u0643\u06c0A-Za-z0-9]|[«»]| {2}|[\u200c ]،/);
      // Words that the vocabulary writes in one way.
      expect(text, id).not.to.match(/تاخیر|تامین|مسوول|پاسخگوئی|ماموریت|هیات|ه‌ی(?=[\s،]|$)/);
    }
  });
});

onBothDatabases((_name, fresh) => {
  describe('laying in the reference topics', () => {
    it('is harmless to repeat, and leaves two to three levels, each with somebody who answers', async () => {
      const { database, writer, tree, eventsOf } = await topicGround(fresh);
      expect(await seedTopics(database.reads, writer, AT)).to.equal(topics.length);
      expect(await seedTopics(database.reads, writer, AT)).to.equal(0);
      const found = await tree();
      expect([...found.keys()]).to.deep.equal(topics.map(({ id }) => id));
      expect(Math.max(...[...found.keys()].map((id) => pathOf(found, id).length))).to.equal(3);
      expect(agencyCodesOf(found, 'water-outage')).to.deep.equal(['water-sewage', 'water-sewage-kashan']);
      expect(agencyCodesOf(found, 'office-conduct')).to.deep.equal([]);
      expect(topicOptions(found, agencies.map(({ code }) => ({ id: code, code }))).filter(({ nobody }) => nobody)).to.deep.equal([]);
      expect(await eventsOf()).to.deep.equal(['reference_topics_added']);
    });

    it('leaves what somebody changed, moved or retired as it is, and what somebody added himself under its name', async () => {
      const { database, writer, topics: service, tree } = await topicGround(fresh);
      const own = await service.add(topicEntry('گاز', { agencyCodes: [] }), command());
      await seedTopics(database.reads, writer, AT);
      const first = await tree();
      expect([first.has('gas'), first.has('gas-outage'), first.has(own.id)]).to.deep.equal([false, false, true]);
      await service.change('tax', topicEntry('دارایی و مالیات', { parentId: 'other', agencyCodes: [] }), 1, command());
      await service.retire('water-outage', 1, command());
      expect(await seedTopics(database.reads, writer, AT)).to.equal(0);
      const after = await tree();
      expect(after.get('tax')).to.deep.include({ name: 'دارایی و مالیات', parentId: 'other', agencyCodes: [], rev: 2 });
      expect(after.get('water-outage')).to.deep.include({ retired: true });
      expect(after.size).to.equal(first.size);
    });
  });
});
