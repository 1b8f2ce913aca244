import { mayExchange } from '../domain/rota/exchange.ts';
import { formatNumber } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type ChipPart, type Control, type CsrfPart, type ErrorSummaryPart, type LinkPart, type NoticePart } from '../http/parts.ts';
import { EXCHANGE_HINTS } from '../wording/swaps.ts';
import { historyOf, sideView, swapChip, type SwapSideView, type SwapStepView } from './swap-parts-view.ts';
import type { Deciding } from './swap-decide.ts';

/** A form of the decision. */
interface DecisionForm {
  readonly action: string;
  readonly controls: readonly Control[];
  readonly csrf: CsrfPart;
  /** Whether its fields stand open. */
  readonly open: boolean;
}

/** Where the scheduler decides about an exchange. */
export interface SwapDecideView {
  readonly chip: ChipPart;
  readonly sentence: string;
  readonly sides: readonly SwapSideView[];
  readonly notices: readonly NoticePart[];
  readonly history: readonly SwapStepView[];
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly mark: string;
  readonly version: string;
  readonly approve: DecisionForm | null;
  readonly reject: DecisionForm | null;
  readonly links: readonly LinkPart[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/swap-decide': SwapDecideView;
  }
}

/** The page of one exchange for the scheduler; forms stand only where they can be sent. */
export function swapDecideView({ seen, moved, prospect }: Deciding, form: FormState, csrf: string, newKey: () => string): SwapDecideView {
  const { exchange, state, own, other } = seen;
  const controls = controlsOf(form);
  const goes = prospect !== null;
  const items = prospect?.items ?? [];
  // Of a conflict its own sentence is enough.
  const refused = items.flatMap(({ refusal }) => (refusal === null ? [] : [String(refusal.refusal.facts['conflict'] ?? refusal.sentence)]));
  const confirmable = items.flatMap((item) => item.confirmable);
  const waiting = prospect?.waiting ?? 0;
  const mayApprove = mayExchange(state, 'approve') && refused.length === 0;
  const token = (): CsrfPart => ({ token: csrf, key: newKey() });
  return {
    chip: swapChip(state),
    sentence: state === 'agreed' && refused.length > 0 ? 'هر دو مدیر پذیرفته‌اند، اما اکنون شدنی نیست. مانع را برطرف کنید یا درخواست را رد کنید.' : EXCHANGE_HINTS[state],
    sides: [sideView('درخواست‌کننده', own, goes ? other : null), sideView('همکار', other, goes ? own : null)],
    notices: [
      ...refused.map((text): NoticePart => ({ tone: 'bad', title: 'این جابه‌جایی شدنی نیست', text })),
      ...(confirmable.length > 0 ? [{ tone: 'warning' as const, title: 'پیش از تأیید ببینید', text: confirmable.join(' ') }] : []),
      ...(moved ? [{ tone: 'warning' as const, title: 'یکی از دو جلسه پس از این درخواست جابه‌جا شده است', text: 'مدیران زمان تازه را نپذیرفته‌اند؛ پس از تأیید، از هر دو دوباره پرسیده می‌شود.' }] : []),
      ...(waiting > 0 ? [{ tone: 'info' as const, text: `${formatNumber(waiting)} نفر در صف این دو جلسه‌اند و با آن به روز تازه می‌روند.` }] : []),
    ],
    history: historyOf(seen),
    ...errorsOf(form),
    mark: prospect?.mark ?? '',
    version: formatNumber(prospect?.version ?? exchange.version ?? 0),
    approve: mayApprove ? {
      action: `/rota/swaps/${exchange.id}/approve`, csrf: token(), open: ['letterNo', 'letterDay', 'note'].some((name) => (form.typed[name] ?? '') !== '' || form.errors[name] !== undefined),
      controls: [
        controls.field('letterNo', 'شمارهٔ نامه', { max: 60, hint: 'اگر هنوز شماره ندارد خالی بگذارید.' }),
        controls.date('letterDay', 'تاریخ نامه'),
        controls.field('note', 'یادداشت نسخه', { max: 300, wide: true, hint: 'برای مردم دیده می‌شود؛ می‌توان خالی گذاشت.' }),
      ],
    } : null,
    reject: mayExchange(state, 'reject') ? {
      action: `/rota/swaps/${exchange.id}/reject`, csrf: token(), open: form.errors['why'] !== undefined || (state === 'agreed' && !mayApprove),
      controls: [controls.field('why', 'چرا تأیید نمی‌شود؟', { type: 'textarea', rows: 2, required: true, max: 300, wide: true, hint: 'هر دو طرف آن را می‌خوانند.' })],
    } : null,
    links: [
      ...(exchange.version === null ? [] : [{ href: `/rota/versions/${exchange.version}`, label: `نسخهٔ ${formatNumber(exchange.version)}` }]),
      ...[own, other].map(({ session, agency }) => ({ href: `/rota/sessions/${session.id}`, label: `جلسهٔ ${agency.shortName}` })),
    ],
  };
}
