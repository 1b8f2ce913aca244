import { newKey } from '../page/keys.ts';
import { post, postOnce, type Answer } from '../page/post.ts';

/** What came of a command: done, refused in a sentence, refused at some fields, or nobody answered. */
export type Reply =
  | { readonly kind: 'done'; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly code: string; readonly sentence: string }
  | { readonly kind: 'fields'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'unreachable' };

type Fields = Readonly<Record<string, string>>;

const textIn = (answer: Readonly<Record<string, unknown>>, name: string): string => (typeof answer[name] === 'string' ? answer[name] : '');

const readReply = ({ body }: Answer): Reply | null => {
  if (body['ok'] === true) return { kind: 'done', data: body };
  if (typeof body['errors'] === 'object' && body['errors'] !== null) return { kind: 'fields', errors: body['errors'] as Fields };
  return textIn(body, 'sentence') === '' ? null : { kind: 'refused', code: textIn(body, 'code'), sentence: textIn(body, 'sentence') };
};

/** Sends a command; what came of it, asked for again under the same key where a reply was lost. */
export const command = async (url: string, fields: Fields, key: string): Promise<Reply> => (await post(url, { _key: key, ...fields }, readReply)) ?? { kind: 'unreachable' };

/** Sends what may as well be sent anew later, such as a note; `last` outlives the page that is being left. */
export const tryPost = async (url: string, fields: Fields, last = false): Promise<Reply> => (await postOnce(url, { _key: newKey(), ...fields }, readReply, last)) ?? { kind: 'unreachable' };
