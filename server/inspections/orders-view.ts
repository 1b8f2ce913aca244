import { formatInstant } from '../domain/calendar.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { toPersianDigits } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type ErrorSummaryPart, type PostPart, type QrPart } from '../http/parts.ts';
import type { NamedOrder } from './orders.ts';

/** One order of the list. */
export interface OrderRowView {
  readonly name: string;
  readonly number: string;
  readonly span: string;
  readonly chip: ChipPart;
  readonly href: string;
  readonly revoke: PostPart | null;
}

/** The orders that hold or will, and those that have run out, with the form of a new one. */
export interface OrdersView {
  readonly crumbs: CrumbsPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly csrf: CsrfPart;
  readonly controls: readonly Control[];
  readonly photoError: string | null;
  readonly current: readonly OrderRowView[];
  readonly past: readonly OrderRowView[];
}

/** One order on paper. */
export interface OrderPrintView {
  readonly crumbs: CrumbsPart;
  readonly governorate: string;
  readonly office: string;
  readonly number: string;
  readonly name: string;
  readonly span: string;
  readonly photo: string | null;
  readonly chip: ChipPart;
  readonly qr: QrPart;
  readonly link: string;
}

/** What whoever is shown an order may learn of it. */
export interface OrderCheckView {
  readonly tone: 'ok' | 'bad';
  readonly heading: string;
  readonly sentence: string;
  readonly facts: readonly { readonly term: string; readonly text: string; readonly ltr?: boolean }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'inspections/orders': OrdersView;
    'inspections/order': OrderPrintView;
    'inspections/order-check': OrderCheckView;
  }
}

const spanOf = ({ order: { from, to } }: NamedOrder): string => `از ${formatDayLong(from)} تا ${formatDayLong(to)}`;

function chipOf({ order: { from, to, revokedAt } }: NamedOrder, today: Day): ChipPart {
  if (revokedAt !== null) return { tone: 'bad', text: 'باطل‌شده', icon: 'ban' };
  if (to < today) return { tone: 'plain', text: 'پایان‌یافته' };
  return from > today ? { tone: 'info', text: 'هنوز آغاز نشده' } : { tone: 'ok', text: 'معتبر', icon: 'check' };
}

const rowOf = (one: NamedOrder, today: Day, csrf: () => CsrfPart): OrderRowView => ({
  name: one.name, number: toPersianDigits(one.order.number), span: spanOf(one), chip: chipOf(one, today), href: `/inspections/orders/${one.order.id}`,
  revoke: one.order.revokedAt !== null || one.order.to < today ? null
    : { action: `/inspections/orders/${one.order.id}/revoke`, label: 'باطل کردن', look: 'danger', icon: 'ban', small: true, title: `باطل کردن حکم ${one.name}`, confirm: `حکم ${one.name} باطل شود؟`, csrf: csrf() },
});

interface OrdersFrame {
  readonly bearers: readonly { readonly id: string; readonly name: string }[];
  readonly form: FormState;
  readonly today: Day;
  readonly csrf: () => CsrfPart;
}

/** The orders, and the form of a new one. */
export function ordersView({ current, past }: { readonly current: readonly NamedOrder[]; readonly past: readonly NamedOrder[] }, { bearers, form, today, csrf }: OrdersFrame): OrdersView {
  const { select, field, date } = controlsOf(form);
  return {
    crumbs: { trail: [{ label: 'گزارش‌های بازدید', href: '/inspections' }, { label: 'حکم‌های بازرسی', href: null }] },
    ...errorsOf(form),
    csrf: csrf(),
    controls: [
      select('userId', 'بازرس', [{ value: '', label: bearers.length === 0 ? 'هنوز بازرسی ثبت نشده است' : 'برگزینید' }, ...bearers.map(({ id, name }) => ({ value: id, label: name }))], { required: true }),
      field('number', 'شمارهٔ حکم', { required: true, max: 40, dir: 'ltr' }),
      date('from', 'از تاریخ', { required: true }),
      date('to', 'تا تاریخ', { required: true }),
    ],
    photoError: form.errors['file'] ?? null,
    current: current.map((one) => rowOf(one, today, csrf)),
    past: past.map((one) => rowOf(one, today, csrf)),
  };
}

/** One order on paper, with the code by which anybody checks it. */
export const orderPrintView = (one: NamedOrder & { readonly link: string }, { today, governorate, office, qr }: { readonly today: Day; readonly governorate: string; readonly office: string; readonly qr: QrPart }): OrderPrintView => ({
  crumbs: { trail: [{ label: 'گزارش‌های بازدید', href: '/inspections' }, { label: 'حکم‌های بازرسی', href: '/inspections/orders' }, { label: one.name, href: null }] },
  governorate, office, qr,
  number: toPersianDigits(one.order.number),
  name: one.name,
  span: spanOf(one),
  photo: one.order.photo === null ? null : `/inspections/orders/${one.order.id}/photo`,
  chip: chipOf(one, today),
  link: one.link,
});

/** What whoever is shown an order may learn of it: nothing of where its bearer goes. */
export function orderCheckView(found: (NamedOrder & { readonly valid: boolean }) | null, { governorate, office }: { readonly governorate: string; readonly office: string }): OrderCheckView {
  if (found === null) return { tone: 'bad', heading: 'چنین حکمی نیست', sentence: 'این نشانی از حکم‌های بازرسی این استانداری نیست. به آورندهٔ آن اعتماد نکنید و با دفتر بازرسی تماس بگیرید.', facts: [] };
  const { name, valid, order: { number, to, revokedAt } } = found;
  return {
    tone: valid ? 'ok' : 'bad',
    heading: valid ? 'حکم بازرسی معتبر است' : 'حکم بازرسی معتبر نیست',
    sentence: valid ? 'چهره و نام آورنده را با حکم برابر کنید.' : revokedAt !== null ? `این حکم در ${formatInstant(revokedAt)} باطل شده است.` : 'امروز در بازهٔ این حکم نیست.',
    facts: [
      { term: 'بازرس', text: name }, { term: 'دفتر', text: `${office}، ${governorate}` }, { term: 'شمارهٔ حکم', text: toPersianDigits(number), ltr: true }, { term: 'تا تاریخ', text: formatDayLong(to) },
    ],
  };
}
