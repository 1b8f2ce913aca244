import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type Control, type CsrfPart } from '../http/parts.ts';

/** The door for a host with a code. */
export interface SeatView {
  readonly csrf: CsrfPart;
  readonly problem: string | null;
  readonly code: Control;
  /** Said to somebody who is logged in, or already seated, in this browser; empty for everybody else. */
  readonly note: string;
  /** The session at whose desk this browser already sits. */
  readonly desk: string | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'sessions/seat': SeatView;
  }
}

interface Here {
  readonly csrf: CsrfPart;
  /** Who is logged in here with an account; null where nobody is. */
  readonly name: string | null;
  readonly seatOf: string | null;
}

/** The page of the door; the code is never sent back. */
export function seatView(form: FormState, { csrf, name, seatOf }: Here): SeatView {
  return {
    csrf,
    problem: errorsOf(form).problem,
    code: controlsOf({ typed: {}, errors: form.errors }).field('code', 'کد هشت‌رقمی', {
      type: 'tel', inputmode: 'numeric', dir: 'ltr', autocomplete: 'off', max: 40, required: true, wide: true, autofocus: true, hint: 'کد را سرپرست مرکز به شما می‌دهد و یک بار به کار می‌آید.',
    }),
    note: seatOf !== null ? 'این رایانه هم‌اکنون میز یک جلسه است. با کد تازه، میز جلسهٔ دیگر می‌شود.' : name !== null ? `${name} در این مرورگر وارد شده است؛ با نشستن پشت میز، آن ورود بسته می‌شود.` : '',
    desk: seatOf === null ? null : `/host/${seatOf}`,
  };
}
