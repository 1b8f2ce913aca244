import { toAsciiDigits } from '../domain/digits.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#34;': '"', '&#39;': "'" };

/** Text as it stands in HTML, as it is meant. */
export const plain = (html: string): string => html.replace(/&(?:amp|lt|gt|#34|#39);/g, (entity) => ENTITIES[entity] ?? entity);

/** What a page says in a `data-` attribute, the first of that name; empty where it says nothing. */
export const dataOf = (html: string, name: string): string => plain(new RegExp(`\\bdata-${name}="([^"]*)"`).exec(html)?.[1] ?? '');

/** The values to choose from in a select, with their labels. */
export function optionsOf(html: string, name: string): { readonly value: string; readonly label: string }[] {
  const select = new RegExp(`<select[^>]*name="${name}"[^>]*>([\\s\\S]*?)</select>`).exec(html)?.[1] ?? '';
  return [...select.matchAll(/<option value="([^"]+)"[^>]*>([^<]*)</g)].map(([, value = '', label = '']) => ({ value: plain(value), label: plain(label).trim() }));
}

/** A topic as the desk's page offers it; the agencies that answer for it, none where any may. */
export interface OfferedTopic {
  readonly id: string;
  readonly agencyIds: readonly string[];
}

/** The topics to choose from on the operators' page. */
export function topicsOf(html: string): OfferedTopic[] {
  const json = plain(/data-combobox="topicId"[^>]*data-options="([^"]*)"/.exec(html)?.[1] ?? '[]');
  const options = JSON.parse(json) as readonly { readonly id: string; readonly data?: { readonly agencyIds?: readonly string[] } }[];
  return options.map(({ id, data }) => ({ id, agencyIds: data?.agencyIds ?? [] }));
}

/** The figures of a page's tiles, by their labels. */
export function tilesOf(html: string): ReadonlyMap<string, number> {
  const tiles = [...html.matchAll(/<span class="tile-label">([^<]*)<\/span>\s*<span class="tile-value">([^<]*)</g)];
  return new Map(tiles.map(([, label = '', value = '']) => [plain(label), Number(toAsciiDigits(value).replace(/\D/g, ''))]));
}
