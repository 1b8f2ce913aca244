import { dayOf } from '../domain/calendar.ts';
import { isLate } from '../domain/commitment.ts';
import { daysBetween, formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { may, type Actor } from '../domain/permission.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, pagesOf, type ChipPart, type Control, type CsrfPart, type EmptyPart, type Paged, type PaginationPart } from '../http/parts.ts';
import { COMMITMENT_END_NAMES, commitmentDue } from '../wording/commitments.ts';
import { LONGEST_NOTE } from './forms.ts';
import type { CommitmentList, ListedCommitment } from './service.ts';

/** Ending one commitment, as a small form of its own. */
export interface EndFormView {
  readonly label: string;
  readonly open: boolean;
  readonly action: string;
  readonly submit: string;
  readonly csrf: CsrfPart;
  readonly problem: string | null;
  readonly control: Control;
}

/** One open commitment. */
export interface CommitmentRowView {
  readonly id: string;
  readonly text: string;
  readonly due: string;
  readonly chip: ChipPart;
  readonly late: boolean;
  readonly by: string;
  readonly made: string;
  readonly forms: readonly EndFormView[];
}

/** What managers have promised. */
export interface CommitmentsView {
  readonly lead: string;
  readonly open: readonly CommitmentRowView[];
  readonly empty: EmptyPart;
  readonly pagination: PaginationPart | null;
  readonly ended: readonly { readonly text: string; readonly by: string; readonly chip: ChipPart; readonly when: string; readonly note: string }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'commitments/list': CommitmentsView;
  }
}

/** The two ways in which a commitment is ended on its page. */
export type EndWord = 'keep' | 'withdraw';

/** What the page knows beside the list. */
export interface CommitmentsFrame {
  readonly actor: Actor;
  readonly today: Day;
  /** The form that was refused, and the commitment that it belongs to. */
  readonly refused: { readonly id: string; readonly word: EndWord; readonly form: FormState } | null;
  readonly csrf: string;
  readonly newKey: () => string;
  readonly paged: Paged;
}

const NEAR_DAYS = 3;

const hostOf = ({ commitment: { hostName }, agency }: ListedCommitment): string => (hostName === null ? agency : `${hostName}، ${agency}`);

function chipOf(dueDay: Day, today: Day): ChipPart {
  const text = commitmentDue(dueDay, today);
  if (dueDay < today) return { tone: 'bad', text, icon: 'alarm-clock' };
  return daysBetween(today, dueDay) <= NEAR_DAYS ? { tone: 'warning', text, icon: 'clock' } : { tone: 'plain', text };
}

function rowOf(one: ListedCommitment, { actor, today, refused, csrf, newKey, paged }: CommitmentsFrame): CommitmentRowView {
  const { id, agencyId, text, dueDay, madeAt } = one.commitment;
  const form = (word: EndWord, words: Pick<EndFormView, 'label' | 'submit'>, question: string): EndFormView => {
    const own = refused?.id === id && refused.word === word ? refused.form : null;
    const state = own ?? { typed: {}, errors: {} };
    return {
      ...words, open: own !== null, action: `/commitments/${id}/${word}${paged.page === 1 ? '' : `?page=${paged.page}`}`, csrf: { token: csrf, key: newKey() }, problem: state.errors['_form'] ?? null,
      control: controlsOf(state).field('note', question, { type: 'textarea', rows: 2, required: true, max: LONGEST_NOTE, wide: true, id: `${word}-${id}`, autofocus: own !== null }),
    };
  };
  return {
    id, text,
    due: formatDayLong(dueDay),
    chip: chipOf(dueDay, today),
    late: isLate(one.commitment, today),
    by: hostOf(one),
    made: formatDayLong(dayOf(madeAt)),
    forms: [
      ...(may(actor, 'commitments.keep', { agencyId }) ? [form('keep', { label: 'انجام شد', submit: 'ثبت انجام تعهد' }, 'چه کاری انجام شد؟')] : []),
      ...(may(actor, 'commitments.withdraw', { agencyId }) ? [form('withdraw', { label: 'بی‌اثر کردن', submit: 'بی‌اثر شود' }, 'چرا این تعهد دیگر برقرار نیست؟')] : []),
    ],
  };
}

const leadOf = ({ total, late }: CommitmentList): string => {
  if (total === 0) return 'تعهد انجام‌نشده‌ای نمانده است.';
  return late === 0 ? `${formatNumber(total)} تعهد در انتظار انجام است.` : `${formatNumber(total)} تعهد در انتظار انجام است؛ مهلت ${formatNumber(late)} تعهد گذشته است.`;
};

/** The open commitments by nearest day, and the ended ones below. */
export function commitmentsView(list: CommitmentList, frame: CommitmentsFrame): CommitmentsView {
  return {
    lead: leadOf(list),
    open: list.open.map((one) => rowOf(one, frame)),
    empty: { icon: 'handshake', text: 'تعهد انجام‌نشده‌ای نمانده است.', hint: 'هنگامی که مدیری در گفت‌وگو با شهروند قولی می‌دهد، همین‌جا با مهلتش دیده می‌شود.' },
    pagination: pagesOf(frame.paged, (page) => `/commitments?page=${page}`),
    ended: list.ended.map((one) => {
      const { commitment: { text, state, endedAt, endedNote }, endedBy } = one;
      const when = endedAt === null ? '' : formatDayLong(dayOf(endedAt));
      return {
        text, by: hostOf(one),
        chip: state === 'withdrawn' ? { tone: 'plain', text: COMMITMENT_END_NAMES.withdrawn, icon: 'ban' } : { tone: 'ok', text: COMMITMENT_END_NAMES.kept, icon: 'check' },
        when: endedBy === null ? when : `${when}، ${endedBy}`,
        note: endedNote ?? '',
      };
    }),
  };
}
