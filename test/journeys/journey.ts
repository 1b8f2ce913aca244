import { expect } from 'chai';
import { closeBrowser, hasBrowser, openVisitor, shoot, type Visitor } from '../support/browser.ts';
import { startProgram, type Program } from './program.ts';

/** What the legs of a journey share: one program, and everybody who has sat down before it. */
export interface Ground {
  /** The running program; only inside tests. */
  readonly program: Program;
  /** The browser of a person, opened when he first appears (1366 px wide unless said otherwise) and closed at the journey's end. */
  person(name: string, width?: number): Promise<Visitor>;
}

/**
 * Declares a journey: tests in order over one program, each leg standing on the one before. The first leg that fails ends the
 * journey. After each test nothing may have gone wrong unseen: in any browser, or in the program.
 */
export function journey(title: string, declare: (ground: Ground) => void): void {
  describe(title, () => {
    const visitors = new Map<string, Visitor>();
    let program: Program | null = null;
    let isBroken = false;

    before(async function () {
      if (!hasBrowser()) return this.skip();
      program = await startProgram();
    });
    beforeEach(function () {
      if (isBroken) this.skip();
    });
    afterEach(async function () {
      const hasFailed = this.currentTest?.state === 'failed';
      isBroken ||= hasFailed;
      if (hasFailed) for (const [name, { page }] of visitors) await shoot(page, `failed-${name}`).catch(() => undefined);
      const wrong = [...[...visitors.values()].flatMap((one) => one.faults()), ...(program?.complaints() ?? [])];
      expect(wrong, 'what went wrong unseen').to.deep.equal([]);
    });
    after(async () => {
      await Promise.all([...visitors.values()].map(({ context }) => context.close()));
      await program?.stop();
    });

    declare({
      get program() {
        if (program === null) throw new Error('The program is not running.');
        return program;
      },
      async person(name, width) {
        const one = visitors.get(name) ?? (await openVisitor(this.program.url, width === undefined ? {} : { width }));
        visitors.set(name, one);
        return one;
      },
    });
  });
}

after(closeBrowser);
