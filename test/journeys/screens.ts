import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Visitor } from '../support/browser.ts';

// What the page's own script writes anew from one second to the next, or shows and hides by its clock.
const COUNTED = [
  'time', '[data-count]', '[data-count-up]', '[data-count-down]', '[data-target]', '[data-waited]', '[data-age]', '[data-late]', '[data-left-of]', '[data-typing]', '[data-own]',
  // Written by the server from how much time was left when the fragment was made.
  '.session-unreached', '.desk-unreached', '.desk-wait', '.watch-pace', '.wall-when', '.wall-turn', '.talk-facts',
].join();

// Runs on a page of its own, where markup may be parsed: the fragments of a page as texts, by what they show.
const DIGEST = `([html, counted]) => Object.fromEntries([...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('[data-live][data-stream]')].map((section) => {
  for (const one of section.querySelectorAll(counted)) one.remove();
  const calls = [...section.querySelectorAll('[data-call]')].map((one) => one.dataset.call + (one.dataset.place ?? ''));
  return [section.dataset.view, [section.textContent.replace(/\\s+/g, ' ').trim(), ...calls].join(' | ')];
}))`;

type Digest = Readonly<Record<string, string>>;

/** Whoever compares screens with the server. */
export interface Judge {
  /** Every fragment of every screen, as it stands and as the server has it now; [] where all are equal. */
  differences(screens: Readonly<Record<string, Page>>): Promise<string[]>;
  /** Waits until all are equal; throws what is not when the time is up. */
  agree(screens: Readonly<Record<string, Page>>, withinMs: number): Promise<number>;
}

/** Opens a blank page on which fragments are compared. */
export async function createJudge({ context }: Visitor): Promise<Judge> {
  const blank = await context.newPage();
  const digest = (html: string): Promise<Digest> => blank.evaluate<Digest>(`(${DIGEST})(${JSON.stringify([html, COUNTED])})`);

  const differences = async (screens: Readonly<Record<string, Page>>): Promise<string[]> => {
    const found = await Promise.all(Object.entries(screens).map(async ([name, page]) => {
      const shown = await digest(await page.content());
      const reply = await page.request.get(page.url(), { headers: { accept: 'text/html' } });
      const true_ = await digest(await reply.text());
      return [...new Set([...Object.keys(shown), ...Object.keys(true_)])]
        .filter((view) => shown[view] !== true_[view])
        .map((view) => `${name}, ${view}:\n  shows ${shown[view] ?? 'nothing'}\n  is    ${true_[view] ?? 'nothing'}`);
    }));
    return found.flat();
  };

  return {
    differences,
    async agree(screens, withinMs) {
      const began = performance.now();
      let left: string[] = ['not looked'];
      while (left.length > 0 && performance.now() - began < withinMs) left = await differences(screens).catch((error: unknown) => [String(error)]);
      expect(left, `screens equal the server within ${withinMs} ms`).to.deep.equal([]);
      return performance.now() - began;
    },
  };
}
