import { randomUUID } from 'node:crypto';
import type { Answer } from '../../support/client.ts';
import type { TestApp } from '../../support/app.ts';

/** An event to be recorded: of nobody at 9:30 of 1 Azar 1405 unless said otherwise. */
export interface Recorded {
  readonly stream: string;
  readonly kind: string;
  readonly data: object;
  readonly actor?: string | null;
  readonly at?: string;
}

/** Records events as the program's own changes do, each by a change of its own. */
export async function record({ writer }: Pick<TestApp, 'writer'>, events: readonly Recorded[]): Promise<void> {
  for (const { stream, kind, data, actor = null, at = '2026-11-22T06:00:00.000Z' } of events) {
    await writer.submit({
      key: randomUUID(), bodyHash: '', actor, at, streams: [stream],
      apply: async (tx) => {
        tx.raise(stream, kind, data);
        return Promise.resolve({});
      },
    });
  }
}

/** What a reader sees: without tags, in one line, isolates left out. */
export const seenText = ({ text }: Pick<Answer, 'text'>): string =>
  text.replace(/<(script|style|select)[\s\S]*?<\/\1>|<[^>]*>/g, ' ').replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ').replace(/&quot;/g, '"').replace(/&#39;/g, "'");

/** The sentences of a page of the record, in their order, but those of the reference data with which every office begins. */
export const sentencesOf = ({ text }: Pick<Answer, 'text'>): string[] =>
  [...text.matchAll(/<p class="change-sentence">([\s\S]*?)<\/p>/g)].map(([, inner]) => seenText({ text: inner ?? '' }).trim()).filter((sentence) => !sentence.includes('مرجع'));

/** The address of the page of older entries; null on the last. */
export const olderOf = ({ text }: Pick<Answer, 'text'>): string | null => (/href="(\/audit\?[^"]*)" rel="next"/.exec(text)?.[1] ?? null)?.replaceAll('&amp;', '&') ?? null;
