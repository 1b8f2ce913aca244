import { expect } from 'chai';
import { closeBrowser, hasBrowser, openVisitor, type Visitor } from '../support/browser.ts';
import { startProgram, type Program } from './program.ts';

/** What the legs of a journey share: one program, and everybody who has sat down before it. */
export interface Ground {
  /** The running program; only inside tests. */
  readonly program: Program;
  /** A browser of its own for one more person, 1366 px wide unless said otherwise; closed at the journey's end. */
  visitor(width?: number): Promise<Visitor>;
}

/**
 * Declares a journey: tests in order over one program, each leg standing on the one before. The first leg that fails ends the
 * journey. After each test nothing may have gone wrong unseen: in any browser, or in the program.
 */
export function journey(title: string, declare: (ground: Ground) => void): void {
  describe(title, () => {
    const visitors: Visitor[] = [];
    let program: Program | null = null;
    let isBroken = false;

    before(async function () {
      if (!hasBrowser()) return this.skip();
      program = await startProgram();
    });
    beforeEach(function () {
      if (isBroken) this.skip();
    });
    afterEach(function () {
      isBroken ||= this.currentTest?.state === 'failed';
      const wrong = [...visitors.flatMap((one) => one.faults()), ...(program?.complaints() ?? [])];
      expect(wrong, 'what went wrong unseen').to.deep.equal([]);
    });
    after(async () => {
      await Promise.all(visitors.map(({ context }) => context.close()));
      await program?.stop();
    });

    declare({
      get program() {
        if (program === null) throw new Error('The program is not running.');
        return program;
      },
      async visitor(width) {
        const one = await openVisitor(this.program.url, width === undefined ? {} : { width });
        visitors.push(one);
        return one;
      },
    });
  });
}

after(closeBrowser);
