import { formatDay } from '../domain/jalali.ts';
import { mayHandle } from '../domain/request.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type Control, type CsrfPart, type PostPart } from '../http/parts.ts';
import { calledName } from '../wording/fa.ts';
import { ANSWER_KIND_NAMES } from '../wording/requests.ts';
import type { Desk } from './changing.ts';
import type { RequestChoices, RequestDetail } from './detail.ts';
import { LONGEST } from './forms.ts';
import { pathAt } from './view.ts';

/** What can be done to a request by a form of its own. */
export type ActName = 'answer' | 'pass' | 'return' | 'refer' | 'reopen';

/** One act as a small form; folded away unless it is the likely one or was refused. */
export interface ActView {
  readonly name: ActName;
  readonly title: string;
  readonly note: string;
  readonly folded: boolean;
  readonly action: string;
  readonly submit: string;
  readonly primary: boolean;
  readonly csrf: CsrfPart;
  readonly seen: string;
  readonly problem: string | null;
  readonly controls: readonly Control[];
}

/** What the reader may do at all; where it stands decides the rest. */
export interface Rights {
  readonly answers: boolean;
  readonly refers: boolean;
  readonly reveals: boolean;
}

/** What the forms of a page stand on. */
export interface ActFrame {
  readonly desk: Desk;
  readonly rights: Rights;
  readonly choices: RequestChoices;
  /** The form that was refused, with what was typed. */
  readonly refused: { readonly act: ActName; readonly form: FormState } | null;
  readonly csrf: string;
  readonly newKey: () => string;
}

type Controls = ReturnType<typeof controlsOf>;

const ANSWER_NOTES: Readonly<Record<Desk, string>> = {
  open: 'شهروند این متن را با کد رهگیری می‌خواند؛ نام، شماره و کد ملی در آن ننویسید.',
  confidential: 'این متن در پیگیری همگانی دیده نمی‌شود؛ آن را خودتان به متقاضی برسانید.',
};

// The page that comes back stands where something is wrong.
const focused = (controls: readonly Control[]): Control[] => {
  const wrong = controls.find(({ view }) => view.error !== null && view.error !== undefined);
  return controls.map((one): Control => {
    if (one !== wrong) return one;
    if (one.part === 'field') return { part: one.part, view: { ...one.view, autofocus: true } };
    return one.part === 'combobox' ? { part: one.part, view: { ...one.view, autofocus: true } } : one;
  });
};

const NOTHING: FormState = { typed: {}, errors: {} };

/** The forms that follow from where the request stands, the likely one first. */
export function actsOf(detail: RequestDetail, frame: ActFrame): ActView[] {
  const { request, referral, mark } = detail;
  const { desk, rights, choices, refused, csrf, newKey } = frame;
  const may = (step: Parameters<typeof mayHandle>[1]): boolean => mayHandle(request.state, step);

  const act = (name: ActName, first: FormState, words: Pick<ActView, 'title' | 'note' | 'submit' | 'primary'>, build: (controls: Controls) => readonly Control[]): ActView => {
    const own = refused?.act === name ? refused.form : null;
    const form = own ?? first;
    return {
      name, ...words, folded: !words.primary && own === null, action: `${pathAt(desk)}/${request.id}/${name}`, csrf: { token: csrf, key: newKey() },
      // Where it stands now, so that the same form sent again is a decision and no accident.
      seen: mark, problem: form.errors['_form'] ?? null, controls: focused(build(controlsOf(form))),
    };
  };

  const answer = (): ActView =>
    act('answer', { typed: { kind: 'final' }, errors: {} }, { title: 'پاسخ به شهروند', note: ANSWER_NOTES[desk], submit: 'ثبت پاسخ', primary: true }, (control) => [
      control.choice('kind', 'نوع پاسخ', [
        { value: 'interim', label: ANSWER_KIND_NAMES.interim },
        { value: 'final', label: ANSWER_KIND_NAMES.final },
      ], { hint: 'با پاسخ اولیه مهلت سر جای خود می‌ماند؛ پس از پاسخ نهایی پاسخ دیگری بر عهده نیست.' }),
      control.field('text', 'متن پاسخ', { type: 'textarea', rows: 6, required: true, max: LONGEST.answer, wide: true, id: 'answer-text' }),
    ]);

  const pass = (): ActView =>
    act('pass', NOTHING, { title: 'ارجاع به کارشناس دیگر', note: '', submit: 'ارجاع به کارشناس', primary: false }, (control) => [
      control.select('userId', 'کارشناس', choices.experts.filter(({ userId }) => userId !== referral?.toUserId).map((one) => ({ value: one.userId, label: calledName(one) })), { empty: 'برگزینید', required: true, id: 'pass-user' }),
      control.field('note', 'یادداشت برای او', { type: 'textarea', rows: 2, max: LONGEST.note, wide: true, id: 'pass-note' }),
    ]);

  const giveBack = (): ActView =>
    act('return', NOTHING, { title: 'مربوط به دستگاه ما نیست', note: 'درخواست به مرکز بازمی‌گردد و مرکز آن را به دستگاه دیگری می‌فرستد.', submit: 'بازگشت به مرکز', primary: false }, (control) => [
      control.field('reason', 'چرا، و مربوط به کدام دستگاه است؟', { type: 'textarea', rows: 3, required: true, max: LONGEST.reason, wide: true, id: 'return-reason' }),
    ]);

  const destination = (control: Controls, name: 'refer' | 'reopen', noteLabel: string): Control[] => [
    control.combobox('agencyId', 'دستگاه', choices.agencies.filter(({ id }) => name === 'reopen' || id !== request.agencyId).map(({ id, name: label, search }) => ({ id, label, search })), { empty: 'نام دستگاه را بنویسید', required: true, id: `${name}-agency` }),
    control.date('dueDay', 'مهلت پاسخ', { required: true, id: `${name}-due` }),
    control.field('note', noteLabel, { type: 'textarea', rows: 2, required: name === 'reopen', max: LONGEST.note, wide: true, id: `${name}-note` }),
  ];
  const due = formatDay(choices.deadline);
  const atCentre = request.agencyId === null;

  const refer = (): ActView =>
    act('refer', { typed: { dueDay: due }, errors: {} }, { title: atCentre ? 'ارجاع به دستگاه' : 'ارجاع به دستگاه دیگر', note: '', submit: 'ارجاع', primary: atCentre }, (control) => destination(control, 'refer', 'یادداشت برای دستگاه'));

  const reopen = (): ActView =>
    act('reopen', { typed: { agencyId: request.agencyId ?? '', dueDay: due }, errors: {} }, { title: 'بازگشایی', note: 'اگر شهروند به پاسخ اعتراض دارد، درخواست دوباره به دستگاه می‌رود.', submit: 'بازگشایی و ارجاع', primary: false }, (control) => destination(control, 'reopen', 'اعتراض شهروند یا دلیل بازگشایی'));

  const others = choices.experts.some(({ userId }) => userId !== referral?.toUserId);
  const open = desk === 'open';
  return [
    ...(open && rights.refers && may('refer') ? [refer()] : []),
    ...(rights.answers && may('answer_final') ? [answer()] : []),
    ...(open && rights.answers && may('refer') && others ? [pass()] : []),
    ...(open && rights.answers && may('return') ? [giveBack()] : []),
    ...(open && rights.refers && may('reopen') ? [reopen()] : []),
  ];
}

/** The acts that need no word: taking up and closing. */
export function pressesOf({ request }: RequestDetail, { desk, rights, csrf, newKey }: ActFrame): PostPart[] {
  const post = (name: string, label: string, more: Partial<PostPart>): PostPart => ({ action: `${pathAt(desk)}/${request.id}/${name}`, label, csrf: { token: csrf, key: newKey() }, ...more });
  return [
    ...(desk === 'open' && rights.answers && mayHandle(request.state, 'take_up') ? [post('take-up', 'آغاز بررسی', { look: 'primary', icon: 'hand' })] : []),
    ...(rights.answers && mayHandle(request.state, 'close') ? [post('close', 'بستن درخواست', { icon: 'check', confirm: 'این درخواست بسته شود؟ پاسخ نهایی برای شهروند می‌ماند و مرکز می‌تواند آن را بازگشایی کند.' })] : []),
  ];
}
