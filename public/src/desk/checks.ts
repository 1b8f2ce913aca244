import { checkNationalCode, checkOtherIdentity, normalizePhone, toAsciiDigits } from '../../../server/domain/persian.ts';
import { icon } from '../page/elements.ts';
import type { DeskForm } from './form.ts';

interface Faults {
  readonly phone: string;
  readonly national_code: Readonly<Record<'length' | 'digits' | 'repeated' | 'checksum', string>>;
  readonly foreign: string;
  readonly passport: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What is known of the caller for certain: fields that have passed their check. */
export interface Checked {
  readonly phone: string;
  readonly identityKind: string;
  readonly identity: string;
}

/** Checks telephone and identity as they are typed: «درست است» within the field, or what is wrong beside it. `known` hears what has passed. */
export function startChecks(form: DeskForm, known: (checked: Checked) => void): void {
  const faults = JSON.parse(form.element.dataset['faults'] ?? '{}') as Faults;
  const area = form.element.dataset['area'] ?? '';
  const [phone, identity] = [form.field('phone'), form.field('identity')];
  const kind = form.element.querySelector<HTMLSelectElement>('[name="identityKind"]');
  if (!(phone instanceof HTMLInputElement) || !(identity instanceof HTMLInputElement)) return;

  const verdict = (of: 'phone' | 'identity', text: string): void => {
    const box = form.element.querySelector(`[data-check="${of}"] [data-verdict]`);
    if (box === null || box.textContent === text) return;
    box.replaceChildren(...(text === '' ? [] : [icon('check'), text]));
  };
  const kindOf = (): string => kind?.value ?? 'national_code';

  const phonePasses = (): boolean => normalizePhone(phone.value, area).ok;
  const identityPasses = (): boolean => {
    const of = kindOf();
    if (of === 'foreign' || of === 'passport') return checkOtherIdentity(of, identity.value) !== null;
    return toAsciiDigits(identity.value).replace(/\D/g, '').length === 10 && checkNationalCode(identity.value).ok;
  };

  const tell = (): void => known({ phone: phonePasses() ? phone.value : '', identityKind: kindOf(), identity: identityPasses() ? identity.value : '' });

  const typedPhone = (): void => {
    if (phonePasses()) form.mark('phone', null);
    tell();
  };
  const leftPhone = (): void => {
    const checked = normalizePhone(phone.value, area);
    const empty = phone.value.trim() === '';
    form.mark('phone', empty || checked.ok ? null : faults.phone);
    if (checked.ok) phone.value = toAsciiDigits(checked.display).replace(/\u00a0/g, ' ');
    tell();
  };

  // Nine digits may be ten without their nought, but only when the hand has left the field.
  const typedIdentity = (): void => {
    const passes = identityPasses();
    verdict('identity', passes ? 'درست است' : '');
    const digits = toAsciiDigits(identity.value).replace(/\D/g, '').length;
    const checked = checkNationalCode(identity.value);
    if (passes || identity.value.trim() === '') form.mark('identity', null);
    else if (kindOf() === 'national_code' && digits >= 10 && !checked.ok) form.mark('identity', faults.national_code[checked.why]);
    else if (digits < 10) form.mark('identity', null);
    tell();
  };
  const leftIdentity = (): void => {
    const of = kindOf();
    if (identity.value.trim() === '') return typedIdentity();
    if (of === 'foreign' || of === 'passport') {
      form.mark('identity', identityPasses() ? null : faults[of]);
      return;
    }
    const checked = checkNationalCode(identity.value);
    if (checked.ok) identity.value = checked.code;
    typedIdentity();
    if (!checked.ok) form.mark('identity', faults.national_code[checked.why]);
  };
  const labelled = (): void => {
    const label = form.element.querySelector(`label[for="${identity.id}"]`);
    const words = faults.labels[kindOf()];
    if (label?.firstChild && words !== undefined) label.firstChild.textContent = `${words} `;
    identity.inputMode = kindOf() === 'passport' ? 'text' : 'numeric';
    leftIdentity();
  };

  phone.addEventListener('input', typedPhone);
  phone.addEventListener('change', leftPhone);
  identity.addEventListener('input', typedIdentity);
  identity.addEventListener('change', leftIdentity);
  kind?.addEventListener('change', labelled);
  form.element.addEventListener('didar:filled', () => {
    leftPhone();
    labelled();
  });
  form.element.addEventListener('didar:cleared', () => {
    verdict('identity', '');
    labelled();
    tell();
  });
}
