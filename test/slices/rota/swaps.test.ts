import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createWriter } from '../../../db/writer.ts';
import { openDatabase } from '../../../db/connection.ts';
import { toInstant } from '../../../server/domain/calendar.ts';
import { addDays, daysBetween } from '../../../server/domain/jalali.ts';
import { sweepSwaps } from '../../../server/rota/swap-sweep.ts';
import { createSwaps } from '../../../server/rota/swaps.ts';
import { onBothDatabases } from '../../support/database.ts';
import { exchanging } from './exchanging.ts';
import { absent, AT, command, refusal, refused, type Ground } from './ground.ts';

const holds = async ({ database }: Ground): Promise<number> => (await database.reads('swap_holds').select()).length;

describe('exchanges', () => {
  onBothDatabases((name, fresh) => {
    it('offers the colleagues\' sessions that both sides could have, the nearest first, and finds one by name', async () => {
      const { g, own, other } = await exchanging(await fresh());
      const { possible, hindered } = await g.swaps.asking(own.id, '', AT);
      const distances = possible.map(({ session }) => Math.abs(daysBetween(own.day, session.day)));
      expect(distances).to.deep.equal([...distances].sort((a, b) => a - b));
      expect(possible.map(({ session }) => session.agencyId)).to.not.include(own.agencyId);
      expect(hindered, 'some would come too soon after another turn').to.be.greaterThan(0);
      const named = await g.swaps.asking(own.id, possible[0]?.head?.name ?? '', AT);
      expect(named.possible.map(({ session }) => session.agencyId)).to.include(other.agencyId);
      expect((await g.swaps.asking(own.id, 'هیچ‌کس', AT)).possible).to.deep.equal([]);
      await absent(g.database, other.personId ?? '', own.day, own.day);
      expect((await g.swaps.asking(own.id, '', AT)).possible.map(({ session }) => session.id), 'whoever is away then').to.not.include(other.id);
    });

    it('goes from asked to agreed, and is taken back while nobody has decided', async () => {
      const { g, own, other, asker, colleague } = await exchanging(await fresh());
      const { id } = await g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت تهران' }, asker, command(asker.id));
      expect((await g.swaps.asking(own.id, '', AT)).open?.exchange.id).to.equal(id);
      expect(await holds(g)).to.equal(2);
      await g.swaps.agree(id, 'مانعی نیست', colleague, command(colleague.id));
      const seen = await g.swaps.see(id, AT);
      expect([seen.state, seen.exchange.answerNote, seen.people.get(colleague.id)?.called]).to.deep.equal(['agreed', 'مانعی نیست', `آقای ${colleague.name}`]);
      expect(await refused(g.swaps.decline(id, null, colleague, command(colleague.id)))).to.equal('swap_step');
      expect((await g.swaps.open(AT)).map(({ exchange }) => exchange.id)).to.deep.equal([id]);
      await g.swaps.takeBack(id, asker, command(asker.id));
      expect([(await g.swaps.see(id, AT)).state, await holds(g)]).to.deep.equal(['taken_back', 0]);
    });

    it('lets each side do its own part alone', async () => {
      const { g, own, other, asker, colleague, stranger } = await exchanging(await fresh());
      const ask = { sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت' };
      expect(await refused(g.swaps.ask(ask, colleague, command(colleague.id)))).to.equal('forbidden');
      const { id } = await g.swaps.ask(ask, asker, command(asker.id));
      for (const who of [asker, stranger]) expect(await refused(g.swaps.agree(id, null, who, command(who.id)))).to.equal('forbidden');
      for (const who of [colleague, stranger]) expect(await refused(g.swaps.takeBack(id, who, command(who.id)))).to.equal('forbidden');
      await g.swaps.decline(id, 'آن روز نیستم', colleague, command(colleague.id));
      const told = await g.database.reads('messages').where('kind', 'like', 'swap%').orderBy('kind').select('kind', 'agency_id');
      expect(told, 'each side is told').to.deep.equal([{ kind: 'swap_asked', agency_id: other.agencyId }, { kind: 'swap_declined', agency_id: own.agencyId }]);
      expect([(await g.swaps.see(id, AT)).state, await holds(g)]).to.deep.equal(['declined', 0]);
    });

    it('refuses a session with itself, with its own agency\'s, and a second open request for either', async () => {
      const { g, own, other, third, asker, stranger } = await exchanging(await fresh());
      const ask = (otherSessionId: string) => g.swaps.ask({ sessionId: own.id, otherSessionId, reason: 'مأموریت' }, asker, command(asker.id));
      expect(await refused(ask(own.id))).to.equal('swap_same');
      const [same] = await g.database.reads('sessions').where({ agency_id: own.agencyId ?? '', state: 'published' }).whereNot({ id: own.id }).select('id');
      expect(await refused(ask(same?.id ?? ''))).to.equal('swap_same');
      expect(await refused(ask(randomUUID()))).to.equal('not_found');
      await absent(g.database, third.personId ?? '', own.day, own.day);
      const hindered = await refusal(ask(third.id));
      expect([hindered.code, hindered.field]).to.deep.equal(['slot_conflict', 'other']);
      await ask(other.id);
      expect(await refused(ask(other.id))).to.equal('swap_open_already');
      const [near] = (await g.swaps.asking(third.id, '', AT)).possible;
      expect(near?.session.id, 'what is held is not offered').to.not.be.oneOf([own.id, other.id]);
      expect(await refused(g.swaps.ask({ sessionId: third.id, otherSessionId: other.id, reason: 'مأموریت' }, stranger, command(stranger.id)))).to.be.oneOf(['swap_open_already', 'slot_conflict']);
    });

    it('lapses when a side has begun or was cancelled, whether or not anybody looks, and then makes room', async () => {
      const { g, own, other, asker, colleague } = await exchanging(await fresh());
      const { id } = await g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت' }, asker, command(asker.id));
      const [first, second] = own.day < other.day ? [own, other] : [other, own];
      const past = toInstant(first.day, first.to);
      expect((await g.swaps.see(id, past)).state).to.equal('lapsed');
      expect(await g.swaps.open(past)).to.deep.equal([]);
      expect(await refused(g.swaps.agree(id, null, colleague, command(colleague.id, past)))).to.equal('session_past');
      expect([(await g.swaps.see(id, AT)).exchange.state, await holds(g)], 'written down by whoever came too late').to.deep.equal(['lapsed', 0]);
      const again = await g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت' }, asker, command(asker.id));
      await g.database.direct('sessions').where({ id: first.id }).update({ state: 'cancelled', cancelled_at: AT });
      const side = second.id === own.id ? asker : colleague;
      const [near] = (await g.swaps.asking(second.id, '', AT)).possible;
      if (near === undefined) throw new Error('nobody is left to ask');
      await g.swaps.ask({ sessionId: second.id, otherSessionId: near.session.id, reason: 'آن یکی لغو شد' }, side, command(side.id));
      expect([(await g.swaps.see(again.id, AT)).exchange.state, await holds(g)]).to.deep.equal(['lapsed', 2]);
    });

    it('is written down as lapsed by nobody, once, so that what is on its way does not grow', async () => {
      const { g, own, other, asker } = await exchanging(await fresh());
      const { id } = await g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت' }, asker, command(asker.id));
      const deps = { reads: g.database.reads, writer: g.writer, newId: randomUUID };
      const [first] = own.day < other.day ? [own] : [other];
      const past = toInstant(first.day, first.to);
      const told = async () => g.database.reads('events').where({ stream: `swap:${id}` }).orderBy('seq').select('kind', 'actor');
      expect([await sweepSwaps(deps, AT), await holds(g)], 'it is still on its way').to.deep.equal([0, 2]);
      expect(await Promise.all([sweepSwaps(deps, past), sweepSwaps(deps, past)]), 'looked at twice at once').to.have.members([0, 1]);
      expect([await sweepSwaps(deps, past), await holds(g)]).to.deep.equal([0, 0]);
      const [row] = await g.database.reads('swap_requests').where({ id });
      expect(row).to.include({ state: 'lapsed', decided_at: past, decided_by: null, rev: 2 });
      expect(await told()).to.deep.equal([{ kind: 'swap_changed', actor: asker.id }, { kind: 'swap_changed', actor: null }]);
      expect((await g.swaps.see(id, past)).state).to.equal('lapsed');
    });

    it('moves with its session: the request is for the session, wherever it stands', async () => {
      const { g, own, other, asker, colleague } = await exchanging(await fresh());
      const { id } = await g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت' }, asker, command(asker.id));
      const day = addDays(own.day, 1);
      await g.database.direct('sessions').where({ id: own.id }).update({ day, starts_at: toInstant(day, own.from) });
      expect((await g.swaps.see(id, AT)).own.session.day).to.equal(day);
      await g.swaps.agree(id, null, colleague, command(colleague.id));
      expect((await g.swaps.see(id, AT)).state).to.equal('agreed');
    });

    it('takes one of two requests that two sides make at the same moment', async () => {
      const database = await fresh();
      const { g, own, other, asker, colleague } = await exchanging(database);
      // A second process with a writer of its own, where the database lets one in.
      const second = name === 'PostgreSQL' ? await openDatabase({ url: database.url, role: 'server', synchronous: 'normal' }) : null;
      const writer = second === null ? g.writer : await createWriter(second, () => undefined);
      const elsewhere = createSwaps({ reads: (second ?? database).reads, writer, newId: randomUUID });
      for (let round = 0; round < 5; round += 1) {
        const made = await Promise.allSettled([
          g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت' }, asker, command(asker.id)),
          elsewhere.ask({ sessionId: other.id, otherSessionId: own.id, reason: 'مأموریت' }, colleague, command(colleague.id)),
        ]);
        const [won] = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
        const lost = made.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
        expect([won === undefined, lost]).to.deep.equal([false, ['swap_open_already']]);
        const exchange = (await g.swaps.see(won ?? '', AT)).exchange;
        const by = exchange.agencyId === own.agencyId ? asker : colleague;
        await g.swaps.takeBack(exchange.id, by, command(by.id));
      }
      await writer.drain();
      await second?.close();
    });
  });
});
