import { z } from 'zod';
import { choice, optionalText } from '../http/fields.ts';
import type { Way } from './close.ts';

/** How a session ends; whoever cancels it says why. */
export const closeForm = z
  .object({ how: choice('پایان', ['close', 'cancel']), reason: optionalText('دلیل لغو', { max: 200 }) })
  .refine(({ how, reason }) => how === 'close' || reason !== null, { path: ['reason'], message: '«دلیل لغو» را بنویسید.' });

/** The ways that were chosen, by call: `way.CALL` is `call_back`, `register` or `carry`, and this one names its session in `to.CALL`. What is none of these is no way. */
export function waysFrom(body: unknown): Readonly<Record<string, Way>> {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, way]): [string, Way][] => {
      const [, call] = /^way\.([\w-]{1,64})$/.exec(name) ?? [];
      if (call === undefined) return [];
      const to = fields[`to.${call}`];
      if (way === 'carry') return typeof to === 'string' && /^[\w-]{1,80}$/.test(to) ? [[call, { way, to }]] : [];
      return way === 'call_back' || way === 'register' ? [[call, { way }]] : [];
    }),
  );
}
