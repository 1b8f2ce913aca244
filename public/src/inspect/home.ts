import { toPersianDigits } from '../../../server/domain/digits.ts';
import { element, icon } from '../page/elements.ts';
import { clockNow, todayIso } from '../page/moments.ts';
import type { App } from './app.ts';
import type { Draft } from './draft.ts';
import { isOnRoute, nextTarget, underWay, type KnownDay, type KnownTarget } from './known-day.ts';
import { box, button, heading, thumb } from './parts.ts';
import { clockWords, hourWords } from './words.ts';

/** Says when he opens the next though the one before has no report yet; false where he would rather not. */
type Ask = (question: string, label: string) => Promise<boolean>;

const stateOf = (target: KnownTarget): { readonly name: string; readonly icon: string; readonly words: string } => {
  if (target.reported) return { name: 'done', icon: 'check', words: 'گزارش ثبت شد' };
  if (target.sight !== null && target.asked) return { name: 'open', icon: 'users-round', words: 'همکارتان شما را بازرس دوم نوشته است؛ گزارش خودتان را بنویسید' };
  if (target.sight !== null) return { name: 'open', icon: 'lock-open', words: 'باز شده' };
  if (target.passed) return { name: 'done', icon: 'calendar-x', words: 'ساعت حضور آن گذشته یا برگزار نمی‌شود' };
  return { name: 'shut', icon: 'lock', words: 'بسته' };
};

function row(app: App, target: KnownTarget, offset: number): HTMLElement {
  const state = stateOf(target);
  const opened = target.openedAt === null ? '' : `، ساعت ${hourWords(target.openedAt, offset)}${target.how === 'offline' ? ' بدون شبکه' : ''}`;
  const words = element(
    'span', { class: 'phone-target-words' },
    element('b', {}, target.sight?.agency ?? `مقصد ${toPersianDigits(target.place)}`),
    element('small', {}, icon(state.icon), `${state.words}${state.name === 'open' ? opened : ''}`),
  );
  const item = element('li', { class: `phone-target phone-target-${state.name}` }, element('span', { class: 'phone-target-place', 'aria-hidden': 'true' }, toPersianDigits(target.place)), words);
  if (state.name === 'open') {
    const go = element('button', { type: 'button', class: 'phone-target-go', 'aria-label': `ادامهٔ بازدید ${toPersianDigits(target.place)}` }, 'ادامه', icon('chevron-left'));
    go.addEventListener('click', () => void app.goOn(target.id));
    item.append(go);
  }
  return item;
}

/** The way to one's own account, and out. */
const account = (): HTMLElement => element('a', { href: '/account', class: 'phone-button phone-button-quiet phone-account' }, icon('user-round'), element('b', {}, 'حساب من و خروج'));

/** Visits that were begun and stand in no row of the route: they may be gone on with and are not lost. */
const left = (app: App, drafts: readonly Draft[], day: KnownDay): readonly HTMLElement[] =>
  drafts.filter((draft) => !isOnRoute(draft, day)).map((draft) => {
    const words = draft.day === day.day ? 'بازدید ناتمامی که از برنامهٔ امروز برداشته شده' : 'بازدید ناتمام از روز پیش';
    const go = element('button', { type: 'button', class: 'phone-target-go', 'aria-label': `ادامهٔ بازدید ${draft.sight.agency}` }, 'ادامه', icon('chevron-left'));
    go.addEventListener('click', () => app.go(`visit/${draft.targetId}`));
    return box('warning', 'history', element('b', {}, `${words}: ${draft.sight.agency}`), go);
  });

/** So many milliseconds before the hour the first target may be opened; earlier the server refuses, and without a network the phone does. */
const EARLY_MS = 10 * 60_000;

/** Whether it is too early to open a target. */
export const isEarly = (day: KnownDay, now: number): boolean => now < Date.parse(day.startsAt) - EARLY_MS;

function acts(app: App, day: KnownDay, ask: Ask): HTMLElement {
  const [next, current] = [nextTarget(day), underWay(day)];
  const early = isEarly(day, Date.now() + app.state().offset);
  const going = current === null ? null : button(`ادامهٔ بازدید ${toPersianDigits(current.place)}`, () => void app.goOn(current.id), { kind: 'primary', name: 'pencil-line' });
  if (next === null || day.day !== todayIso(Date.now() + app.state().offset)) return thumb(going ?? button('فهرست ارسال', () => app.go('outbox'), { kind: 'primary', name: 'send' }));
  const open = button('مقصد بعدی', () => void (async () => {
    if (current !== null && !(await ask(`گزارش بازدید ${toPersianDigits(current.place)} هنوز ثبت نشده است. مقصد بعدی باز شود؟`, 'باز شود'))) return;
    open.disabled = true;
    open.setAttribute('aria-busy', 'true');
    await app.openNext();
    open.disabled = false;
    open.removeAttribute('aria-busy');
  })(), { kind: going === null ? 'primary' : 'locked', name: 'lock', more: early ? `از ساعت ${clockNow(Date.parse(day.startsAt) - EARLY_MS)} باز می‌شود` : 'زمان باز شدن ثبت می‌شود' });
  open.disabled = early;
  return going === null ? thumb(open) : thumb(going, open);
}

function withoutDay(app: App): readonly Node[] {
  const { passed } = app.state();
  const title = heading('بازدیدهای من');
  if (passed?.kind === 'login') {
    const enter = element('a', { href: '/login?next=/inspect', class: 'phone-button phone-button-primary' }, icon('log-in'), element('b', {}, 'ورود'));
    return [title, box('info', 'info', 'برای دیدن بازدیدهای امروز وارد شوید. پس از آن، این صفحه بدون شبکه هم کار می‌کند.'), thumb(enter)];
  }
  if (passed?.kind === 'refused') {
    const away = element('a', { href: '/', class: 'phone-button phone-button-primary' }, icon('house'), element('b', {}, 'صفحهٔ نخست سامانه'));
    return [title, box('info', 'info', 'این صفحه ویژهٔ بازرسان استانداری و شهرستان است.'), thumb(away)];
  }
  if (passed === null) return [title, element('p', { class: 'phone-opening' }, 'در حال دریافت برنامهٔ امروز')];
  return [title, box('warning', 'wifi-off', 'برنامهٔ امروز روی این گوشی نیست. پیش از راه افتادن، یک بار این صفحه را با شبکه باز کنید.'), thumb(button('دوباره بکوشید', () => void app.send(), { kind: 'primary', name: 'refresh-cw' }))];
}

/** Why there is no target, as the server told: whoever waits for a list that was not sealed is told so, and what can still be done. */
function nothing({ draw, startsAt }: KnownDay, now: number): HTMLElement {
  if (draw === 'no_hour') return box('info', 'info', 'امروز ساعت حضوری برگزار نمی‌شود.');
  if (draw !== 'none') return box('info', 'info', 'امروز مقصدی برای شما در قرعه نیست. اگر منتظر آن هستید، دوباره بپرسید.');
  if (now < Date.parse(startsAt)) return box('info', 'info', 'قرعهٔ امروز هنوز کشیده نشده است. پیش از آغاز ساعت حضور دوباره بپرسید.');
  return box('warning', 'triangle-alert', 'ساعت حضور آغاز شده و قرعهٔ امروز کشیده نشده است. با دفتر بازرسی تماس بگیرید؛ هنوز می‌تواند آن را بکشد. پس از آن دوباره بپرسید.');
}

/** The first screen: the day, the route by numbers, and the next target. */
export function homeScreen(app: App, ask: Ask): readonly Node[] {
  const { day, drafts, offset } = app.state();
  if (day === null) return withoutDay(app);
  const done = day.targets.filter(({ reported }) => reported).length;
  const head = element(
    'div', { class: 'phone-day' },
    element('div', {}, heading(day.dayText), element('p', {}, `ساعت حضور مدیران: ${clockWords(day.from)} تا ${clockWords(day.to)}`)),
    element('p', { class: 'phone-clock', 'data-clock': '' }, clockNow(Date.now() + offset)),
  );
  const stale = day.day === todayIso(Date.now() + offset) ? [] : [box('warning', 'calendar-x', 'این برنامهٔ امروز نیست. برای برنامهٔ امروز، صفحه را یک بار با شبکه باز کنید.')];
  const before = left(app, drafts, day);
  if (day.targets.length === 0) return [head, ...stale, ...before, nothing(day, Date.now() + offset), account(), thumb(button('پرسش دوباره', () => void app.send(), { kind: 'primary', name: 'refresh-cw' }))];
  return [
    head, ...stale, ...before,
    element('h2', { class: 'phone-sub' }, `${toPersianDigits(day.targets.length)} مقصد؛ ${done === 0 ? 'هنوز گزارشی ثبت نشده است' : `${toPersianDigits(done)} گزارش ثبت شد`}`),
    element('ol', { class: 'phone-targets' }, ...day.targets.map((target) => row(app, target, offset))),
    account(),
    acts(app, day, ask),
  ];
}
