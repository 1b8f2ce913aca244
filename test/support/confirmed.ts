import type { Answer, Client } from './client.ts';

/** The hidden and chosen fields of a page's form of consequences, as a browser would send them; null where the page has none. */
export function listedFields(html: string): Record<string, string> | null {
  const form = /<form[^>]*class="stack consequences"[\s\S]*?<\/form>/.exec(html)?.[0];
  if (form === undefined) return null;
  const unescaped = (text: string): string => text.replace(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code))).replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');
  const fields: Record<string, string> = {};
  for (const [, name = '', value = ''] of form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)) if (name !== '_csrf' && name !== '_key') fields[unescaped(name)] = unescaped(value);
  for (const [, name = '', inner = ''] of form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) fields[unescaped(name)] = unescaped(/<option value="([^"]*)" selected/.exec(inner)?.[1] ?? '');
  return fields;
}

/** Posts a form of the calendar and, where its consequences are listed, confirms them as they are proposed. */
export async function postConfirmed(client: Client, path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
  const first = await client.post(path, fields);
  const listed = first.status === 200 ? listedFields(first.text) : null;
  return listed === null ? first : client.post(path, listed);
}
