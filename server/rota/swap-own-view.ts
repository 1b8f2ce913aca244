import { isOpenExchange, mayExchange, timesOf } from '../domain/rota/exchange.ts';
import { formatNumber } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type ChipPart, type Control, type CsrfPart, type ErrorSummaryPart, type PostPart } from '../http/parts.ts';
import { WAITS_FOR_YOU } from '../wording/swaps.ts';
import { historyOf, personOf, sideView, swapChip, whenOf, type SwapSideView, type SwapStepView } from './swap-parts-view.ts';
import type { SwapSeen } from './swap-facts.ts';
import type { Asking } from './swaps.ts';

/** Asking a named colleague for his turn. */
export interface SwapAskView {
  readonly action: string;
  readonly own: SwapSideView;
  readonly search: Control;
  readonly searched: boolean;
  readonly q: string;
  readonly others: Control | null;
  readonly reason: Control;
  readonly none: string | null;
  readonly more: string | null;
  readonly hindered: string | null;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly csrf: CsrfPart;
}

/** One exchange as its two sides see it. */
export interface SwapOwnView {
  readonly chip: ChipPart;
  readonly sentence: string;
  readonly sides: readonly SwapSideView[];
  readonly history: readonly SwapStepView[];
  readonly problem: string | null;
  readonly answer: { readonly action: string; readonly of: string; readonly note: Control; readonly csrf: CsrfPart } | null;
  readonly takeBack: PostPart | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/swap-ask': SwapAskView;
    'rota/swap-own': SwapOwnView;
  }
}

/** So many colleagues are offered at once; whoever means another looks for his name. */
const OFFERED = 8;

/** The page on which a manager asks for an exchange. */
export function swapAskView({ own, possible, hindered }: Asking, search: string, form: FormState, csrf: CsrfPart): SwapAskView {
  const controls = controlsOf(form);
  const chosen = form.typed['other'] ?? '';
  const offered = possible.filter(({ session }, index) => index < OFFERED || session.id === chosen);
  const more = possible.length - offered.length;
  return {
    action: `/mine/sessions/${own.session.id}/swap`,
    own: sideView('نوبت شما', own, null),
    search: controlsOf({ typed: { q: search }, errors: {} }).field('q', 'نام دستگاه یا مدیر', { type: 'search', max: 60, id: 'q' }),
    searched: search !== '',
    q: search,
    others: offered.length === 0 ? null : controls.choice('other', 'نوبت چه کسی؟', offered.map((side) => ({ value: side.session.id, label: `${side.agency.shortName}؛ ${personOf(side)}`, hint: whenOf(side.session) })), { look: 'list', required: true }),
    reason: controls.field('reason', 'چرا می‌خواهید جابه‌جا کنید؟', { type: 'textarea', rows: 3, required: true, max: 500, wide: true, hint: 'همکارتان و مسئول برنامه آن را می‌خوانند.' }),
    none: offered.length > 0 ? null : search === '' ? 'نوبت منتشرشده‌ای نیست که بتوان با آن جابه‌جا کرد.' : 'با این نام، نوبتی که بتوان با آن جابه‌جا کرد یافت نشد.',
    more: more > 0 ? `نزدیک‌ترین نوبت‌ها دیده می‌شود؛ ${formatNumber(more)} نوبت دیگر هم هست. برای یافتنشان نام را جست‌وجو کنید.` : null,
    hindered: hindered > 0 ? `${formatNumber(hindered)} نوبت دیگر در فهرست نیست: یکی از دو طرف در روز تازه نمی‌تواند بیاید، یا درخواست دیگری برای آن باز است.` : null,
    ...errorsOf(form),
    csrf,
  };
}

function sentenceFor({ state, other, own }: SwapSeen, isAsker: boolean): string {
  const colleague = isAsker ? personOf(other) : personOf(own);
  switch (state) {
    case 'asked':
      return isAsker ? `درخواست شما به ${colleague} رسیده است. پس از پذیرش او، مسئول برنامه تصمیم می‌گیرد.` : `${colleague} می‌خواهد نوبتش را با نوبت شما جابه‌جا کند. اگر بپذیرید، مسئول برنامه تصمیم می‌گیرد.`;
    case 'agreed':
      return 'هر دو طرف پذیرفته‌اند و مسئول برنامه تصمیم می‌گیرد. تا آن هنگام نوبت‌ها سر جای خود است.';
    case 'declined':
      return isAsker ? `${colleague} نپذیرفت؛ نوبت شما سر جای خود است.` : 'نپذیرفتید؛ نوبت شما سر جای خود است.';
    case 'taken_back':
      return 'درخواست پس گرفته شد؛ نوبت‌ها سر جای خود است.';
    case 'approved':
      return 'نوبت‌ها جابه‌جا شد و نسخهٔ تازهٔ برنامه منتشر شده است.';
    case 'rejected':
      return 'مسئول برنامه تأیید نکرد؛ نوبت‌ها سر جای خود است.';
    case 'lapsed':
      return 'این درخواست دیگر برقرار نیست.';
  }
}

/** An exchange for one of its sides; `agencyIds` are those the reader acts for. */
export function swapOwnView(seen: SwapSeen, agencyIds: readonly string[], form: FormState, csrf: string, newKey: () => string): SwapOwnView {
  const { exchange, state, own, other } = seen;
  const isAsker = agencyIds.includes(exchange.agencyId);
  const onItsWay = isOpenExchange(state);
  const [mine, colleague] = isAsker ? [own, other] : [other, own];
  return {
    chip: state === 'asked' && !isAsker ? { ...swapChip(state), tone: 'warning', text: WAITS_FOR_YOU } : swapChip(state),
    sentence: sentenceFor(seen, isAsker),
    sides: [sideView('نوبت شما', mine, onItsWay ? colleague : null), sideView('نوبت همکار', colleague, onItsWay ? mine : null)],
    history: historyOf(seen),
    problem: form.errors['_form'] ?? form.errors['answer'] ?? null,
    answer: agencyIds.includes(exchange.otherAgencyId) && mayExchange(state, 'agree') ? {
      action: `/mine/swaps/${exchange.id}/answer`,
      of: timesOf([own.session, other.session]),
      note: controlsOf(form).field('note', 'اگر توضیحی هست', { type: 'textarea', rows: 2, max: 300, wide: true }),
      csrf: { token: csrf, key: newKey() },
    } : null,
    takeBack: isAsker && mayExchange(state, 'take_back') ? {
      action: `/mine/swaps/${exchange.id}/take-back`, label: 'پس گرفتن درخواست', icon: 'undo-2', csrf: { token: csrf, key: newKey() }, confirm: 'این درخواست جابه‌جایی پس گرفته شود؟',
    } : null,
  };
}
