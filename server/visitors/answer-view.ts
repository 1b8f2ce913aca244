import type { FormState } from '../http/forms.ts';
import type { Control, CsrfPart } from '../http/parts.ts';
import { answerControls } from './view.ts';

/** The one question of a slip, without a login. */
export interface VisitAnswerView {
  readonly csrf: CsrfPart;
  readonly problem: string | null;
  readonly controls: readonly Control[];
  readonly thanked: boolean;
}

declare module '../http/pages.ts' {
  interface Pages {
    'visitors/answer': VisitAnswerView;
  }
}

/** The page of the question; once answered it thanks and asks nothing more. */
export const visitAnswerView = (form: FormState, thanked: boolean, csrf: CsrfPart): VisitAnswerView => ({ csrf, problem: form.errors['_form'] ?? null, controls: answerControls(form, 'f-code'), thanked });
