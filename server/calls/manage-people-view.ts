import { isLiving } from '../domain/session-life.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, optionsOf, type ChipPart, type Control, type CsrfPart, type PostPart } from '../http/parts.ts';
import type { Seat } from '../sessions/seats.ts';
import type { Substitutes } from '../sessions/substitutes.ts';
import { clockWords, hostCalled, SEAT_SIDE_NAMES, substituteWords } from '../wording/sessions.ts';
import type { SessionFacts } from './facts.ts';

/** Who sits or may sit at the session's desk. */
export interface Desk {
  readonly seats: readonly Seat[];
  readonly substitutes: Substitutes;
}

/** The seats of the desk, and the form that gives one. */
export interface SeatsView {
  readonly open: boolean;
  readonly seats: readonly { readonly desk: string; readonly side: string; readonly chip: ChipPart; readonly end: PostPart }[];
  readonly side: Control;
  readonly desk: Control;
}

/** Who may answer in the host's place. */
export interface SubstituteView {
  readonly open: boolean;
  readonly title: string;
  /** Why nobody can be named; empty where somebody can. */
  readonly none: string;
  readonly rule: string;
  readonly person: Control | null;
  readonly why: Control | null;
}

/** The seats panel. */
export function seatsView({ life }: SessionFacts, { seats }: Desk, form: FormState, csrf: () => CsrfPart): SeatsView {
  const control = controlsOf({ typed: { side: 'host', ...form.typed }, errors: form.errors });
  const isLapsed = (seat: Seat): boolean => seat.usedAt === null && !isLiving(life.state);
  return {
    open: isLiving(life.state),
    seats: seats.filter((seat) => !isLapsed(seat)).map((seat) => ({
      desk: seat.desk,
      side: SEAT_SIDE_NAMES[seat.side],
      chip: seat.usedAt === null
        ? { tone: 'info', text: `کد تا ساعت ${clockWords(seat.expiresAt)} به کار می‌آید`, icon: 'key-round' }
        : { tone: 'ok', text: `از ساعت ${clockWords(seat.usedAt)} نشسته است`, icon: 'armchair' },
      end: {
        action: `/today/${life.id}/seats/${seat.id}/end`, csrf: csrf(), label: 'پایان', small: true, title: `پایان جای ${SEAT_SIDE_NAMES[seat.side]} در ${seat.desk}`,
        confirm: `جای ${SEAT_SIDE_NAMES[seat.side]} در «${seat.desk}» پایان یابد؟ صفحه‌اش همان دم بسته می‌شود.`,
      },
    })),
    side: control.choice('side', 'چه کسی می‌نشیند؟', optionsOf(SEAT_SIDE_NAMES)),
    desk: control.field('desk', 'نام میز', { max: 60, required: true, hint: 'مانند «میز ۱»؛ تا بدانید کد از آن کدام رایانه است.' }),
  };
}

const RULES = {
  forbidden: 'در این استان جانشین پذیرفته نیست.',
  with_approval: 'هر یک از همکاران دستگاه، با موافقت مرکز، می‌تواند جانشین شود.',
  deputies: 'تنها معاونان دستگاه می‌توانند جانشین شوند.',
} as const;

/** The panel of the substitute, as the setting of the day allows one. */
export function substituteView({ life }: SessionFacts, { substitutes: { rule, people } }: Desk, form: FormState): SubstituteView {
  const control = controlsOf(form);
  const none = rule === 'forbidden' ? 'جلسه را لغو کنید یا منتظر مدیر بمانید.' : people.length === 0 ? 'کسی دیگر از این دستگاه در این روز در سمتی ثبت نشده است.' : '';
  return {
    open: isLiving(life.state),
    title: life.openedAt === null ? 'مدیر نیامد؟' : 'جانشین مدیر',
    rule: RULES[rule],
    none,
    person: none !== '' ? null : control.select('personId', `به جای ${hostCalled(life)}`, people.map((one) => ({
      value: one.personId, label: substituteWords(one), disabled: one.away,
    })), { empty: 'برگزینید', required: true }),
    why: none !== '' ? null : control.field('why', 'دلیل', { max: 200, required: true, hint: 'مانند مأموریت استاندار؛ در پروندهٔ جلسه می‌ماند.' }),
  };
}
