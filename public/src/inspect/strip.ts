import { element, icon } from '../page/elements.ts';
import type { State } from './app.ts';
import { sendingsWords } from './words.ts';

interface Said {
  readonly tone: 'ok' | 'wait' | 'cut' | 'bad';
  readonly icon: string;
  readonly bold: string;
  readonly rest: string;
}

/** What stands at the top of every screen: the network, and what waits to be sent. */
export function stripSays({ sendings, passed, others, full }: State, online: boolean): Said {
  const waiting = sendings.filter(({ state }) => state === 'waiting');
  const refused = sendings.filter(({ state, kind }) => state === 'refused' && kind !== 'photo').length;
  const words = sendingsWords(waiting);
  const kept = words === '' ? '' : `${words} در انتظار ارسال؛ همه روی گوشی محفوظ است.`;
  if (full) return { tone: 'bad', icon: 'hard-drive', bold: 'حافظهٔ گوشی پر است.', rest: 'آنچه نوشته‌اید تنها روی همین صفحه است: آن را نبندید، چند عکس یا برنامه را از گوشی پاک کنید و دوباره بکوشید.' };
  if (passed?.kind === 'login') return { tone: words === '' ? 'wait' : 'bad', icon: 'log-in', bold: words === '' ? 'وارد شوید.' : 'برای ارسال دوباره وارد شوید.', rest: kept };
  if (passed?.kind === 'refused') return { tone: 'bad', icon: 'triangle-alert', bold: passed.why, rest: kept };
  if (!online || passed?.kind === 'away') return { tone: 'cut', icon: 'wifi-off', bold: 'ارتباط قطع است.', rest: words === '' ? 'کار شما بی‌شبکه هم پیش می‌رود.' : kept };
  if (refused > 0) return { tone: 'bad', icon: 'triangle-alert', bold: 'گزارشی پذیرفته نشد.', rest: 'علت آن در فهرست ارسال آمده است.' };
  if (words !== '') return { tone: 'wait', icon: 'upload', bold: `${words} در انتظار ارسال.`, rest: passed?.kind === 'later' ? 'سامانه هنوز نپذیرفته است؛ دوباره فرستاده می‌شود.' : '' };
  if (others > 0) return { tone: 'wait', icon: 'lock', bold: 'گزارش‌های همکار دیگری روی این گوشی است.', rest: 'با ورود خود او فرستاده می‌شود.' };
  return { tone: 'ok', icon: 'circle-check', bold: passed === null ? 'در حال پرسش از سامانه' : sendings.length > 0 ? 'به‌روز؛' : 'به‌روز', rest: sendings.length > 0 ? 'همه چیز ارسال شده است.' : '' };
}

/** Shows it; nothing is touched while it says the same, so that nobody is told twice. */
export function showStrip(place: HTMLElement, state: State, online: boolean): void {
  const said = stripSays(state, online);
  const login = state.passed?.kind === 'login' && !state.full;
  const shown = JSON.stringify([said, login]);
  if (place.dataset['shown'] === shown) return;
  place.dataset['shown'] = shown;
  place.className = `phone-strip phone-strip-${said.tone}`;
  place.hidden = false;
  const words = element('p', {}, element('b', {}, said.bold), ...(said.rest === '' ? [] : [` ${said.rest}`]));
  const way = login ? element('a', { href: '/login?next=/inspect', class: 'phone-strip-way' }, 'ورود') : element('a', { href: '#outbox', class: 'phone-strip-way' }, 'فهرست ارسال');
  place.replaceChildren(icon(said.icon), words, ...(login || state.sendings.length > 0 ? [way] : []));
}
