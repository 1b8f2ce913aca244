import { toPersianDigits } from '../../../server/domain/digits.ts';
import { element, icon } from '../page/elements.ts';
import { clockNow } from '../page/moments.ts';
import type { App } from './app.ts';
import { box, button, heading, thumb } from './parts.ts';
import type { Sending } from './store.ts';
import { hourWords, sendingsWords } from './words.ts';

const KINDS = { opening: 'باز شدن مقصد', report: 'گزارش بازدید', photo: 'عکس بازدید' } as const;
const STATES = { waiting: { words: 'در انتظار ارسال', icon: 'clock' }, sent: { words: 'ارسال شد', icon: 'circle-check' }, refused: { words: 'پذیرفته نشد', icon: 'circle-x' } } as const;

type Ask = (question: string, label: string) => Promise<boolean>;

// What was sealed cannot be read here: a visit whose report was refused is written anew.
function anew(app: App, { kind, day, place }: Sending): readonly HTMLElement[] {
  const known = app.state().day;
  const target = kind === 'report' && known?.day === day ? known.targets.find((one) => one.place === place && one.sight !== null && !one.reported) : undefined;
  return target === undefined ? [] : [button('نوشتن دوباره', () => void app.goOn(target.id), { name: 'pencil-line' })];
}

function acts(app: App, sending: Sending, ask: Ask): HTMLElement {
  const { id, kind } = sending;
  const again = button('ارسال دوباره', () => void (async () => {
    await app.keeping(() => app.outbox.again(id));
    await app.refresh();
    await app.send();
  })(), { kind: 'quiet', name: 'refresh-cw' });
  const lay = button('کنار گذاشتن', () => void (async () => {
    const about = kind === 'report' ? 'این گزارش و عکس‌های آن از گوشی پاک می‌شود. اگر گزارش را دوباره نوشته‌اید یا لازم نیست، کنار بگذارید.' : 'این بسته از گوشی پاک می‌شود.';
    if (!(await ask(about, 'کنار گذاشتن'))) return;
    await app.keeping(() => app.outbox.lay(id));
    await app.refresh();
  })(), { kind: 'quiet', name: 'trash-2' });
  return element('div', { class: 'phone-acts' }, ...anew(app, sending), again, lay);
}

function row(app: App, one: Sending, offset: number, ask: Ask): HTMLElement {
  const state = STATES[one.state];
  const tried = one.state === 'waiting' && one.attempts > 0 ? `، ${toPersianDigits(one.attempts)} بار کوشیده شد` : '';
  return element(
    'li', { class: `phone-sending phone-sending-${one.state}` },
    element('div', { class: 'phone-sending-head' }, element('b', {}, `${KINDS[one.kind]} ${toPersianDigits(one.place)}`), element('span', { class: 'phone-state' }, icon(state.icon), state.words)),
    element('small', {}, `ساعت ${hourWords(one.at, offset)}${tried}`),
    ...(one.why === '' ? [] : [element('p', { class: 'phone-why' }, one.why)]),
    ...(one.state === 'refused' && one.kind !== 'photo' ? [acts(app, one, ask)] : []),
    ...(one.state === 'refused' && one.kind === 'photo' && one.why !== 'گزارش این عکس پذیرفته نشد.' ? [acts(app, one, ask)] : []),
  );
}

/** What waits, was sent and was refused, and why; of what is in it, nothing can be read here. */
export function outboxScreen(app: App, ask: Ask): readonly Node[] {
  const { sendings, offset, others, passed } = app.state();
  const counts = (['waiting', 'sent', 'refused'] as const).map((state) => {
    const own = sendings.filter((one) => one.state === state);
    return element('div', { class: `phone-total phone-sending-${state}` }, element('dt', {}, STATES[state].words), element('dd', {}, sendingsWords(own) || 'هیچ'));
  });
  const order = { refused: 0, waiting: 1, sent: 2 } as const;
  const sorted = [...sendings].sort((one, other) => order[one.state] - order[other.state] || one.turn - other.turn);
  const send = button('ارسال اکنون', () => void (async () => {
    send.disabled = true;
    await app.send();
    send.disabled = false;
  })(), { kind: 'primary', name: 'send' });
  const home = button('بازگشت به فهرست', () => app.go('home'), { kind: 'quiet', name: 'arrow-right' });
  return [
    element('div', { class: 'phone-day' }, heading('فهرست ارسال'), element('p', { class: 'phone-clock', 'data-clock': '' }, clockNow(Date.now() + offset))),
    element('dl', { class: 'phone-totals' }, ...counts),
    ...(passed?.kind === 'login' ? [box('warning', 'log-in', 'برای ارسال دوباره وارد شوید. ', element('a', { href: '/login?next=/inspect' }, 'ورود'))] : []),
    ...(others > 0 ? [box('info', 'lock', `${toPersianDigits(others)} بستهٔ همکار دیگری روی این گوشی است و با ورود خود او فرستاده می‌شود.`)] : []),
    sorted.length === 0 ? element('p', { class: 'phone-empty' }, 'هنوز چیزی برای ارسال ثبت نشده است.') : element('ul', { class: 'phone-sendings' }, ...sorted.map((one) => row(app, one, offset, ask))),
    thumb(send, home),
  ];
}
