import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../db/connection.ts';
import { chainHash } from '../../db/writer/chain.ts';
import { fromJalali } from '../../server/domain/jalali.ts';
import { draftStream } from '../../server/domain/rota/streams.ts';
import { BOARD_CHANGED, boardChanges } from '../../server/rota/record.ts';
import { ground as layRota } from '../slices/rota/ground.ts';
import type { Client } from '../support/client.ts';
import { chance } from './chance.ts';
import { layGround, type Ground } from './ground.ts';
import { countOf, isAcknowledged, NONE, startLoad, type Asked, type Difference, type Load } from './load.ts';

/** At most so many kills, or as many as fit into the time; KILLS asks for a number whatever it takes. */
const ASKED_KILLS = Number(process.env['KILLS'] ?? 0);
const KILLS = 100;
/** A slow machine goes on until the ledger is long enough to mean something; that of live calls, beside it, is the longer one. */
const LEAST = ASKED_KILLS > 0 ? ASKED_KILLS : 60;
const LAST_MS = 120_000;
const BUDGET_MS = { SQLite: 25_000, PostgreSQL: 20_000 } as const;

type Cells = ReadonlyMap<string, object>;

/** Each session's cell as its row has it, in the words of the record. */
const cellsOf = async ({ reads }: Database, draftId: string): Promise<Cells> => {
  const rows = await reads('sessions').where({ draft_id: draftId }).orderBy('id').select();
  return new Map(rows.map((row) => [row.id, { agencyId: row.agency_id, personId: row.person_id, pinned: row.pinned === 1, pinReason: row.pin_reason }]));
};

/** What the board must look like: as it was drawn, and then every recorded change on top of it, each on what it found. */
const replay = async ({ reads }: Database, draftId: string, drawn: Cells): Promise<Cells> => {
  const cells = new Map(drawn);
  const short = ({ agencyId, personId, pinned, pinReason }: { agencyId: string | null; personId: string | null; pinned: boolean; pinReason: string | null }) => ({ agencyId, personId, pinned, pinReason });
  for (const { seq, sessions } of await boardChanges(reads, draftId)) {
    for (const { id, before, after } of sessions) {
      expect(cells.get(id), `before change ${seq}`).to.deep.equal(short(before));
      cells.set(id, short(after));
    }
  }
  return cells;
};

const difference = async ({ reads }: Database, draftId: string, asked: readonly Asked[]): Promise<Difference> => {
  const events = await reads('events').where({ stream: draftStream(draftId), kind: BOARD_CHANGED }).orderBy('seq').select('key');
  const keys = countOf(events.map(({ key }) => key));
  const known = new Set(asked.map(({ key }) => key));
  return {
    lost: asked.filter((one) => isAcknowledged(one) && keys.get(one.key) === undefined).map(({ key }) => key),
    doubled: [...keys].filter(([, count]) => count > 1).map(([key]) => key),
    unknown: [...keys.keys()].filter((key) => !known.has(key) || asked.some((one) => one.key === key && one.answers.includes(422))),
  };
};

const expectWholeChain = async ({ reads }: Database, stream: string): Promise<void> => {
  let [hash, seq] = ['', 0];
  for (const event of await reads('events').where({ stream }).orderBy('seq').select()) {
    seq += 1;
    expect(event.seq).to.equal(seq);
    hash = chainHash(hash, event);
    expect(event.hash).to.equal(hash);
  }
};

for (const kind of ['SQLite', 'PostgreSQL'] as const) {
  describe(`a board whose server is killed again and again (${kind})`, function () {
    this.timeout(300_000 + ASKED_KILLS * 5_000);
    const luck = chance();
    let ground: Ground;
    let draftId: string;
    let drawn: Cells;
    let people: Client[];
    let agencies: readonly string[];
    beforeEach(async () => {
      ground = await layGround(kind);
      const rota = await layRota(ground.database);
      agencies = rota.agencies.map(({ id }) => id);
      draftId = await rota.draft(fromJalali(1399, 2, 1), fromJalali(1399, 2, 31));
      drawn = await cellsOf(ground.database, draftId);
      people = await ground.people(12, 'scheduler');
    });
    afterEach(() => ground.remove());

    /** Something a scheduler does: mostly what is allowed, now and then what the rules refuse. */
    const nextChange = async (client: Client): Promise<Asked> => {
      const [slot, to] = [luck.pick([...drawn.keys()]), luck.pick([...drawn.keys()])];
      const key = randomUUID();
      // What the page would show; another may be faster, and then the rules refuse.
      const revs = new Map((await ground.database.reads('sessions').whereIn('id', [slot, to]).orderBy('id').select('id', 'rev')).map(({ id, rev }) => [id, String(rev)]));
      const rev = revs.get(slot) ?? '';
      const [act, fields] = luck.pick<readonly [string, Record<string, string>]>([
        ['move', { slot, rev, to: `${to}@${revs.get(to) ?? ''}` }],
        ['pin', { session: slot, rev, reason: `آزمون ${key}` }],
        ['pin', { session: slot, rev, reason: `آزمون ${key}` }],
        ['unpin', { session: slot, rev }],
        ['clear', { session: slot, rev }],
        ['assign', { session: slot, rev, agency: luck.pick(agencies) }],
      ]);
      return { client, key, path: `/rota/drafts/${draftId}/${act}`, fields, answers: [] };
    };

    const killOnce = async (entry: 'main' | 'broken', load: () => Load): Promise<void> => {
      const program = await ground.launch(entry);
      load();
      await pause(luck.between(150, 600));
      await program.end('SIGKILL');
    };

    it('loses nothing that it acknowledged, doubles nothing, and is what its record says', async () => {
      let load: Load | null = null;
      const running = (): Load => (load ??= startLoad(people, nextChange, { repeat: true }));
      const began = performance.now();
      let kills = 0;
      const goesOn = (): boolean => {
        if (ASKED_KILLS > 0) return kills < ASKED_KILLS;
        const spent = performance.now() - began;
        return kills < KILLS && spent < (load !== null && load.asked.filter(isAcknowledged).length < LEAST ? LAST_MS : BUDGET_MS[kind]);
      };
      while (goesOn()) {
        await killOnce('main', running);
        kills += 1;
      }
      await ground.launch();
      await running().stop();
      const { asked } = running();
      const acknowledged = asked.filter(isAcknowledged);
      const cut = asked.filter(({ answers }) => answers.includes(null));
      console.log(`      ${kind}, seed ${luck.seed}: ${kills} kills, ${acknowledged.length} changes acknowledged, ${asked.length - acknowledged.length} refused by the rules, ${cut.length} cut off and sent again`);
      expect(acknowledged.length).to.be.at.least(LEAST);
      expect(cut.length).to.be.above(0);
      expect([...new Set(asked.flatMap(({ answers }) => answers))].filter((status) => ![303, 422, 503, null].includes(status))).to.deep.equal([]);
      expect(await difference(ground.database, draftId, asked)).to.deep.equal(NONE);
      expect(await cellsOf(ground.database, draftId)).to.deep.equal(await replay(ground.database, draftId, drawn));
      for (const { stream } of await ground.database.reads('events').distinct('stream').orderBy('stream')) await expectWholeChain(ground.database, stream);
      if (kind === 'SQLite') expect(await ground.database.direct.raw('pragma integrity_check')).to.deep.equal([{ integrity_check: 'ok' }]);
    });

    it('is seen to lose changes when it answers before it commits', async () => {
      const asked: Asked[] = [];
      for (let round = 0; round < 5; round += 1) {
        let load: Load | null = null;
        await killOnce('broken', () => (load ??= startLoad(people, nextChange)));
        await (load as Load | null)?.stop();
        asked.push(...((load as Load | null)?.asked ?? []));
        const { lost } = await difference(ground.database, draftId, asked);
        if (lost.length > 0) return console.log(`      ${kind}, seed ${luck.seed}: ${lost.length} acknowledged changes lost by the broken program`);
      }
      expect.fail('the broken program lost nothing: this test would not notice');
    });
  });
}
