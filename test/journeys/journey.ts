import { expect } from 'chai';
import { closeBrowser, hasBrowser, openVisitor, shoot, type Visitor } from '../support/browser.ts';
import { freePort } from '../support/process.ts';
import { startProxy, type Proxy } from '../support/proxy.ts';
import { startProgram, type Program } from './program.ts';

/** What the legs of a journey share: one program, and everybody who has sat down before it. */
export interface Ground {
  /** The running program; only inside tests. */
  readonly program: Program;
  /** The stretch of network between every browser and the program, where the journey has asked for one; only inside tests. */
  readonly network: Proxy;
  /** The browser of a person, opened when he first appears (1366 px wide unless said otherwise) and closed at the journey's end. */
  person(name: string, width?: number): Promise<Visitor>;
  /** Everybody who has sat down so far. */
  everybody(): readonly Visitor[];
  /** Takes what went wrong so far in every browser and in the program, so that a test may say itself what had to go wrong. */
  faults(): string[];
}

/** What a journey asks for beside a program: a network that can be cut, and a clock so many ms ahead. */
export interface Wanted {
  readonly network?: boolean;
  readonly clockMs?: number;
  /** Whether some of its browsers lose their network on purpose: the browser itself writes each request that finds none into the console. */
  readonly offline?: boolean;
}

/**
 * Declares a journey: tests in order over one program, each leg standing on the one before. The first leg that fails ends the
 * journey. After each test nothing may have gone wrong unseen: in any browser, or in the program.
 */
export function journey(title: string, declare: (ground: Ground) => void, { network = false, clockMs = 0, offline = false }: Wanted = {}): void {
  describe(title, () => {
    const visitors = new Map<string, Visitor>();
    let program: Program | null = null;
    let proxy: Proxy | null = null;
    let isBroken = false;

    const running = (): Program => {
      if (program === null) throw new Error('The program is not running.');
      return program;
    };
    const isExpected = (fault: string): boolean => offline && fault.includes('ERR_INTERNET_DISCONNECTED');
    const faults = (): string[] => [...[...visitors.values()].flatMap((one) => one.faults()), ...(program?.complaints() ?? [])].filter((fault) => !isExpected(fault));

    before(async function () {
      if (!hasBrowser()) return this.skip();
      if (!network) {
        program = await startProgram({ clockMs });
        return;
      }
      const port = await freePort();
      proxy = await startProxy(port);
      program = await startProgram({ port, origin: proxy.url, clockMs });
    });
    beforeEach(function () {
      if (isBroken) this.skip();
    });
    afterEach(async function () {
      const hasFailed = this.currentTest?.state === 'failed';
      isBroken ||= hasFailed;
      if (hasFailed) for (const [name, { page }] of visitors) await shoot(page, `failed-${name}`).catch(() => undefined);
      expect(faults(), 'what went wrong unseen').to.deep.equal([]);
    });
    after(async () => {
      await Promise.all([...visitors.values()].map(({ context }) => context.close()));
      await program?.stop();
      await proxy?.stop();
    });

    declare({
      get program() {
        return running();
      },
      get network() {
        if (proxy === null) throw new Error('The journey has asked for no network.');
        return proxy;
      },
      async person(name, width) {
        const one = visitors.get(name) ?? (await openVisitor(proxy?.url ?? running().url, width === undefined ? {} : { width }));
        visitors.set(name, one);
        return one;
      },
      everybody: () => [...visitors.values()],
      faults,
    });
  });
}

after(closeBrowser);
