import { dayOf, clockOf, formatClock, formatInstant } from '../domain/calendar.ts';
import { formatDay, formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type EmptyPart, type ErrorSummaryPart } from '../http/parts.ts';
import { COMPLAINT_CHANNEL_NAMES } from '../wording/complaints.ts';
import { LONGEST_NOTE } from './forms.ts';
import type { AgencyComplaints, ComplaintChoices, ListedComplaint } from './service.ts';

/** Registering that a manager was not there. */
export interface ComplaintFormView {
  readonly crumbs: CrumbsPart;
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly controls: readonly Control[];
}

/** One complaint in its agency's list. */
export interface ComplaintRowView {
  readonly id: string;
  readonly day: string;
  readonly how: string;
  readonly note: string;
  readonly withdrawn: string | null;
  readonly form: { readonly action: string; readonly csrf: CsrfPart; readonly open: boolean; readonly control: Control } | null;
}

/** What is said of managers who were not there, by agency. */
export interface ComplaintsView {
  readonly lead: string;
  readonly agencies: readonly { readonly name: string; readonly counts: string; readonly chip: ChipPart; readonly rows: readonly ComplaintRowView[] }[];
  readonly empty: EmptyPart;
}

declare module '../http/pages.ts' {
  interface Pages {
    'complaints/new': ComplaintFormView;
    'complaints/list': ComplaintsView;
  }
}

/** The form: the last hour's day and, by the call, its agency stand there already. */
export function complaintFormView(form: FormState, { agencies, calls, day }: ComplaintChoices, csrf: CsrfPart): ComplaintFormView {
  const asked = calls.find(({ id }) => id === form.typed['call']);
  const state: FormState = { typed: { day: formatDay(day), ...form.typed, agency: form.typed['agency'] || (asked?.agencyId ?? '') }, errors: form.errors };
  const control = controlsOf(state);
  return {
    crumbs: { trail: [{ label: 'میز کارشناس ۱۱۱', href: '/desk' }, { label: 'گزارش نبودن مدیر', href: null }] },
    csrf,
    ...errorsOf(state),
    controls: [
      control.combobox('agency', 'کدام دستگاه؟', agencies.map(({ id, shortName }) => ({ id, label: shortName })), { required: true, empty: 'نام دستگاه', autofocus: true }),
      control.date('day', 'کدام روز؟', { required: true, hint: 'روز آخرین ساعت حضور از پیش نوشته شده است.' }),
      control.select('call', 'تماس', calls.map(({ id, receivedAt, caller }) => ({ value: id, label: `${formatClock(clockOf(receivedAt))}، ${caller}` })), { empty: 'بی‌تماس' }),
      control.field('note', 'یادداشت', { type: 'textarea', rows: 2, max: LONGEST_NOTE, wide: true }),
    ],
  };
}

/** What the list knows beside it. */
export interface ComplaintsFrame {
  readonly refused: { readonly id: string; readonly form: FormState } | null;
  readonly csrf: string;
  readonly newKey: () => string;
}

function rowOf({ complaint, by }: ListedComplaint, { refused, csrf, newKey }: ComplaintsFrame): ComplaintRowView {
  const { id, day, channel, note, recordedAt, withdrawnAt, withdrawnWhy } = complaint;
  const own = refused?.id === id ? refused.form : null;
  return {
    id,
    day: formatDayLong(day),
    how: [COMPLAINT_CHANNEL_NAMES[channel], by, formatInstant(recordedAt)].filter(Boolean).join('، '),
    note,
    withdrawn: withdrawnAt === null ? null : `کنار گذاشته شد، ${formatDayLong(dayOf(withdrawnAt))}: ${withdrawnWhy ?? ''}`,
    form: withdrawnAt !== null ? null : {
      action: `/complaints/${id}/withdraw`, csrf: { token: csrf, key: newKey() }, open: own !== null,
      control: controlsOf(own ?? { typed: {}, errors: {} }).field('why', 'چرا شمرده نشود؟', { required: true, max: LONGEST_NOTE, wide: true, id: `why-${id}` }),
    },
  };
}

const visitedChip = (visited: Day | null): ChipPart => (visited === null ? { tone: 'warning', text: 'هنوز بازدیدی نشده', icon: 'clock' } : { tone: 'ok', text: `بازدید شد، ${formatDayLong(visited)}`, icon: 'check' });

/** What was said in the last days, by agency. */
export function complaintsView(list: readonly AgencyComplaints[], days: number, frame: ComplaintsFrame): ComplaintsView {
  const standing = list.reduce((sum, one) => sum + one.standing, 0);
  return {
    lead: `در ${formatNumber(days)} روز گذشته ${formatNumber(standing)} گزارش. این‌ها گفتهٔ مردم و بررسی‌نشده است؛ تنها در قرعهٔ بازدیدها به کار می‌آید و خودبه‌خود تذکری نمی‌آورد.`,
    agencies: list.map(({ agency, complaints, standing: own, saidNo, visited }) => ({
      name: agency,
      counts: [own === 0 ? '' : `${formatNumber(own)} گزارش`, saidNo === 0 ? '' : `${formatNumber(saidNo)} پاسخ «نه» از مراجعه‌کنندگان`].filter(Boolean).join('؛ ') || 'گزارش برقراری نیست',
      chip: visitedChip(visited),
      rows: complaints.map((one) => rowOf(one, frame)),
    })),
    empty: { icon: 'message-circle', text: 'گزارشی ثبت نشده است.' },
  };
}
