import type { Draft } from '../domain/draft.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type Control, type ErrorSummaryPart } from '../http/parts.ts';
import { programmeName } from './shares-view.ts';

/** The form that records the letter of an approval, once the secretariat has given its number. */
export interface LetterView {
  readonly base: string;
  readonly programme: string;
  readonly csrf: string;
  readonly key: string;
  readonly seen: number;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly controls: readonly Control[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/letter': LetterView;
  }
}

/** The letter's page. */
export function letterView(draft: Draft, form: FormState, csrf: string, key: string): LetterView {
  const controls = controlsOf(form);
  return {
    base: `/rota/drafts/${draft.id}`,
    programme: programmeName(draft),
    csrf,
    key,
    seen: draft.rev,
    ...errorsOf(form),
    controls: [
      controls.field('letterNo', 'شمارهٔ نامه', { required: true, max: 60 }),
      controls.date('letterDay', 'تاریخ نامه', { required: true }),
    ],
  };
}
