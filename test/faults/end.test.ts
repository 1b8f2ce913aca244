import { expect } from 'chai';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { layGround, type Ground } from './ground.ts';
import { ask, compare, isAcknowledged, NONE, startLoad } from './load.ts';

/** The program must be gone this long after it was asked to. */
const WITHIN_MS = 15_000;
const HALF = 'POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nusername=';

for (const kind of ['SQLite', 'PostgreSQL'] as const) {
  describe(`ending the program (${kind})`, function () {
    this.timeout(90_000);
    let ground: Ground;
    beforeEach(async () => {
      ground = await layGround(kind);
    });
    afterEach(() => ground.remove());

    it('finishes what is under way on SIGTERM, keeps what it acknowledged, and ends with 0', async () => {
      const program = await ground.launch();
      const load = startLoad(await ground.people(8, 'scheduler'));
      while (load.asked.filter(isAcknowledged).length < 60) await pause(50);
      const began = performance.now();
      const exit = await program.end('SIGTERM');
      const took = performance.now() - began;
      await load.stop();
      const acknowledged = load.asked.filter(isAcknowledged);
      console.log(`      ${kind}: ${acknowledged.length} writes acknowledged, gone ${Math.round(took)} ms after SIGTERM`);
      expect(exit.code, exit.output + exit.faults).to.equal(0);
      expect(took).to.be.below(WITHIN_MS);
      expect(acknowledged.length).to.be.above(50);
      expect(await compare(ground.database, load.asked)).to.deep.equal(NONE);
      expect(load.asked.flatMap(({ answers }) => answers).filter((status) => status !== 303 && status !== null)).to.deep.equal([]);

      await ground.launch();
      // Who was cut off sends the same form again: it counts once, whether or not it had come through.
      const cut = load.asked.filter((one) => !isAcknowledged(one));
      for (const one of cut) expect(await ask(one)).to.equal(303);
      expect(await compare(ground.database, load.asked)).to.deep.equal(NONE);
      expect(cut.length).to.be.above(0);
    });

    // What holds it up is HTTP's alone, so one database is enough.
    if (kind === 'SQLite') it('lets a half-sent request and a silent connection hold it up no longer than that', async () => {
      const program = await ground.launch();
      const { port } = new URL(program.url);
      const [half, silent] = [connect(Number(port), '127.0.0.1'), connect(Number(port), '127.0.0.1')];
      for (const socket of [half, silent]) socket.on('error', () => undefined);
      half.write(HALF);
      await pause(300);
      const began = performance.now();
      const exit = await Promise.race([program.end('SIGTERM'), pause(WITHIN_MS + 5_000, null)]);
      const took = performance.now() - began;
      console.log(`      ${kind}: gone ${Math.round(took)} ms after SIGTERM with a request half sent`);
      expect(exit?.code).to.equal(0);
      expect(took).to.be.below(WITHIN_MS);
    });

    it('ends at once at the second signal', async () => {
      const program = await ground.launch();
      const half = connect(Number(new URL(program.url).port), '127.0.0.1').on('error', () => undefined);
      half.write(HALF);
      await pause(300);
      program.send('SIGTERM');
      await pause(300);
      const began = performance.now();
      const exit = await program.end('SIGINT');
      expect(performance.now() - began).to.be.below(1_000);
      expect(exit.code).to.equal(1);
    });
  });
}
