import { newKey } from '../page/keys.ts';
import { post, type Answer } from '../page/post.ts';

/** What the server said; status 0 where it said nothing. */
export type Reply = Answer;

/** POSTs a body under a command key; a lost reply is asked for again under the same key, so that it is done at most once. */
export const send = async (url: string, body: object, key: string = newKey()): Promise<Reply> => (await post(url, { ...body, _key: key }, (answer) => answer)) ?? { status: 0, body: {} };

/** The sentence of a reply that says no. */
export function sentenceIn({ status, body }: Reply): string {
  if (status === 0) return 'پاسخی از سامانه نرسید. نوشته‌های شما همین‌جاست؛ هنگامی که ارتباط برقرار شد دوباره بفرستید.';
  const { sentence } = body;
  return typeof sentence === 'string' && sentence !== '' ? sentence : 'انجام نشد؛ دوباره تلاش کنید.';
}
