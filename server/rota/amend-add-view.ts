import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type Control, type CrumbsPart, type ErrorSummaryPart } from '../http/parts.ts';
import { freeControls, groundControls, placeOptions } from './amend-controls-view.ts';
import { ELSEWHERE } from './amend-forms.ts';
import type { Room } from './amend-page.ts';

/** Where an agency is put into a free place of what is published: first which, then where. */
export interface AddView {
  readonly crumbs: CrumbsPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly agency: Control;
  /** Null until an agency is chosen. */
  readonly rest: { readonly name: string; readonly id: string; readonly note: string | null; readonly place: Control; readonly free: readonly Control[]; readonly grounds: readonly Control[] } | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/add': AddView;
  }
}

/** The page for adding an agency; of a chosen one the next fitting places are offered. */
export function addView({ agencies, places }: Room, form: FormState): AddView {
  const controls = controlsOf(form);
  const chosen = agencies.find(({ id }) => id === form.typed['agency']);
  const placeForm = controlsOf({ ...form, typed: { ...(places.length === 0 ? { place: ELSEWHERE } : {}), ...form.typed } });
  return {
    crumbs: { trail: [{ label: 'برنامه', href: '/rota' }, { label: 'افزودن دستگاه', href: null }] },
    ...errorsOf(form),
    agency: controls.combobox('agency', 'دستگاه', agencies.map(({ id, shortName, name, aliases }) => ({ id, label: shortName, search: `${name} ${aliases ?? ''}` })), { empty: 'برگزینید', required: true, wide: true }),
    rest: chosen === undefined ? null : {
      name: chosen.shortName, id: chosen.id,
      note: places.length === 0 ? 'در روزهای منتشرشده جای خالی مناسبی برای این دستگاه نیست؛ می‌توانید روز و ساعت دیگری بنویسید.' : null,
      place: placeForm.choice('place', places.length === 0 ? 'زمان' : 'جاهای خالی مناسب، به ترتیب زمان', placeOptions(places), { look: 'list', required: true }),
      free: freeControls(controls, 'f-'),
      grounds: groundControls(controls, 'f-'),
    },
  };
}
