import type { FormState } from '../http/forms.ts';
import type { FieldPart } from '../http/parts.ts';

/** The form that takes an existing holiday or closure out of the calendar. */
export interface RemovalView {
  readonly action: string;
  readonly key: string;
  readonly reason: FieldPart;
  readonly orderNo: FieldPart;
  /** Whether it is open: something in it was refused, or is written already. */
  readonly open: boolean;
}

/** How the field of an order's number looks everywhere. */
export const ORDER = { label: 'شمارهٔ دستور', max: 60, dir: 'ltr' } as const;

/** The second form of a page: its fields are kept under names of their own, so that the first form's do not answer for them. */
export const removalOf = (form: FormState, action: string, key: string, label: string): RemovalView => {
  const typed = (name: string, own: string): { name: string; id: string; value: string; error: string | null } => ({ name, id: `f-${own}`, value: form.typed[own] ?? '', error: form.errors[own] ?? null });
  const [reason, orderNo] = [typed('reason', 'removal'), typed('orderNo', 'removalOrder')];
  return {
    action,
    key,
    reason: { ...reason, label, required: true, max: 300, wide: true },
    orderNo: { ...orderNo, ...ORDER },
    open: reason.error !== null || orderNo.error !== null || reason.value !== '',
  };
};

/** The errors of a removal's own form, and what was typed there, laid onto the page's form under their own names. */
export const withRemoval = (page: FormState, removal: FormState): FormState => {
  const own = (all: Readonly<Record<string, string>>): Record<string, string> => ({ ...(all['reason'] === undefined ? {} : { removal: all['reason'] }), ...(all['orderNo'] === undefined ? {} : { removalOrder: all['orderNo'] }) });
  return { typed: { ...page.typed, ...own(removal.typed) }, errors: { ...own(removal.errors), ...(removal.errors['_form'] === undefined ? {} : { _form: removal.errors['_form'] }) } };
};
