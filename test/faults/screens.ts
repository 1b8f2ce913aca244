import { expect } from 'chai';
import { setTimeout as pause } from 'node:timers/promises';
import { openScreen, watch, type Screen } from '../live/screens.ts';
import type { Client } from '../support/client.ts';
import { openLivePage, type LivePage } from '../support/live-page.ts';

/** Somebody's page of a session's desk, kept live by its own modules. */
export async function openDesk(client: Client, session: string, over: { readonly url: string; readonly origin: string; readonly broken?: readonly (readonly [string, string])[] }): Promise<LivePage> {
  const { status, text } = await client.get(`/host/${session}`);
  expect(status, text.slice(0, 500)).to.equal(200);
  return openLivePage({ client, page: text, ...over });
}

/** The views of a session's desk that its queue moves. */
export const VIEWS = ['host-queue', 'host-card'] as const;

/** What the server would show now of a session, asked over a good connection. */
export interface Truth {
  of(session: string, view: (typeof VIEWS)[number]): Promise<{ readonly seq: number; readonly html: string }>;
  close(): void;
}

/** As long as there is nobody to ask. */
export const NO_TRUTH: Truth = { of: () => Promise.reject(new Error('there is nobody to ask')), close: () => undefined };

// A screen may ask so often a minute, and no more.
const QUESTIONS = 100;

/** Asks the program itself, by screens of its own. */
export function askTruth(url: string, client: Client, origin = url): Truth {
  const screens: Screen[] = [];
  let asked = 0;
  const screen = (): Screen => {
    if (asked % QUESTIONS === 0) screens.push(openScreen(url, client, origin));
    asked += 1;
    return screens.at(-1) as Screen;
  };
  return {
    async of(session, view) {
      const answer = await watch(screen(), `session:${session}`, view, -1);
      if (!answer.ok || answer.fragment === null) throw new Error(`no truth of ${session}: ${JSON.stringify(answer)}`);
      return answer.fragment;
    },
    close: () => screens.forEach((one) => void one.disconnect()),
  };
}

// When it was drawn, it says too, and what it reckons from that.
const plain = (html: string): string => html.replace(/ data-now="[^"]*"/g, '').replace(/\s+/g, ' ').trim();

/** Which pages are not, after at most so many ms, as the server has it, word for word; each with how far it has come. Nothing may change meanwhile. */
export async function staleAfter(pages: readonly { readonly page: LivePage; readonly session: string }[], truth: Truth, withinMs: number): Promise<{ readonly stale: readonly string[]; readonly tookMs: number }> {
  const sessions = [...new Set(pages.map(({ session }) => session))];
  const wanted = new Map<string, { readonly seq: number; readonly html: string }>();
  for (const session of sessions) for (const view of VIEWS) wanted.set(`${session} ${view}`, await truth.of(session, view));
  const began = performance.now();
  for (;;) {
    const stale = pages.flatMap(({ page, session }) => VIEWS.flatMap((view) => {
      const [shown, right] = [page.shown(view), wanted.get(`${session} ${view}`)];
      if (shown.seq === right?.seq && plain(shown.html).includes(plain(right.html))) return [];
      return [`${view} of ${session.slice(0, 4)} at ${shown.seq}, not ${right?.seq ?? ''}, ${page.state()}`];
    }));
    const tookMs = performance.now() - began;
    if (stale.length === 0 || tookMs > withinMs) return { stale, tookMs };
    await pause(25);
  }
}
