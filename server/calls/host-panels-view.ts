import { dayOf, formatClockRange } from '../domain/calendar.ts';
import type { HostOutcome } from '../domain/call.ts';
import { formatDay } from '../domain/jalali.ts';
import { normalizePhone, searchKey } from '../domain/persian.ts';
import type { CitizenRequest } from '../domain/request.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type ComboboxOptionPart, type Control, type OptionPart } from '../http/parts.ts';
import { calledName, headCalled } from '../wording/fa.ts';
import { PANEL_WORDS } from '../wording/host.ts';
import { REQUEST_STATE_NAMES } from '../wording/requests.ts';
import { hostCalled, LIFE_STATE_NAMES } from '../wording/sessions.ts';
import type { HostChoices, OtherAgency } from './host-choices.ts';
import { inShort, titleOf } from './host-past-view.ts';
import { dayWords } from './host-view.ts';

/** The panels in which the host says more than one word of a call. */
export const PANELS = ['referred', 'commitment', 'other_agency', 'settled_on_line', 'hold', 'back', 'transfer', 'linked', 'same_problem'] as const;
export type PanelName = (typeof PANELS)[number];

/** One panel: a form of its own, where it is sent, and its controls. */
export interface PanelView {
  readonly name: PanelName;
  readonly path: string;
  readonly outcome: HostOutcome | null;
  readonly title: string;
  readonly hint: string | null;
  readonly submit: string;
  readonly controls: readonly Control[];
  readonly key: string;
  readonly problem: string | null;
}

/** What changes under an open page and is asked for again when a panel is opened. */
export interface FreshChoices {
  readonly atDesk: readonly { readonly id: string; readonly name: string; readonly who: string; readonly where: string; readonly line: string | null }[];
  readonly sessions: readonly OptionPart[];
  readonly earlier: readonly OptionPart[];
  readonly made: readonly OptionPart[];
}


const requestOption = (request: CitizenRequest): OptionPart => ({
  value: request.id, label: `${inShort(titleOf(request, new Map()), 60)} (${REQUEST_STATE_NAMES[request.state]}، ${dayWords(dayOf(request.registeredAt))})`,
});

/** The choices that are read anew, ready to be shown. */
export function freshChoices({ agencies, sessions, earlier, made }: HostChoices): FreshChoices {
  return {
    atDesk: agencies.filter(({ atDesk }) => atDesk !== null).map((one) => {
      const phone = one.agency.directLine === null ? null : normalizePhone(one.agency.directLine);
      return {
        id: one.agency.id, name: one.agency.shortName, who: headCalled(one.head, one.agency.headTitle),
        where: one.atDesk === 'session' ? 'اکنون در جلسهٔ پاسخگویی' : 'ساعت حضور مدیران', line: phone?.ok === true ? phone.display : null,
      };
    }),
    sessions: sessions.map(({ life, agency }) => ({
      value: life.id, label: `${agency.shortName}، ${hostCalled(life)} (${formatClockRange(life.from, life.to)}، ${LIFE_STATE_NAMES[life.state]})`,
    })),
    earlier: earlier.map(requestOption),
    made: made.map(requestOption),
  };
}

const agencyOptions = (agencies: readonly OtherAgency[]): ComboboxOptionPart[] => agencies.map((one) => ({
  id: one.agency.id, label: one.agency.shortName, search: searchKey(`${one.agency.name} ${one.agency.aliases ?? ''} ${one.head?.name ?? ''}`), note: headCalled(one.head, one.agency.headTitle),
}));

interface Asked {
  readonly refused: { readonly panel: PanelName; readonly form: FormState } | null;
  readonly newKey: () => string;
}

/** Every panel of the page over what the host may choose; a refused form keeps what was typed. */
export function panelsView(choices: HostChoices, { refused, newKey }: Asked): PanelView[] {
  const fresh = freshChoices(choices);
  const agencies = agencyOptions(choices.agencies);
  const defaults: Readonly<Record<string, string>> = { dueDay: formatDay(choices.deadline), minutes: '۵', after: '۰' };
  return PANELS.map((name): PanelView => {
    const form = refused?.panel === name ? refused.form : { typed: name === 'commitment' ? {} : defaults, errors: {} };
    const own = controlsOf(form);
    const id = (field: string): string => `${name}-${field}`;
    const agency = (label: string): Control => own.combobox('agencyId', label, agencies, { id: id('agencyId'), required: true, empty: 'نام دستگاه را بنویسید', wide: true });
    const due = (label: string, required: boolean): Control => own.date('dueDay', label, { id: id('dueDay'), required });
    const about = (label: string): Control => own.field('note', label, { id: id('note'), type: 'textarea', rows: 2, max: 1000, wide: true });
    const controls: Readonly<Record<PanelName, () => Control[]>> = {
      referred: () => [
        due('مهلت پاسخ', false),
        own.select('expertId', 'کارشناس', choices.experts.map((one) => ({ value: one.userId, label: calledName(one) })), { id: id('expertId'), empty: 'همهٔ کارشناسان' }),
        about('توضیح برای کارشناس'),
      ],
      commitment: () => [own.field('text', 'چه قولی می‌دهید؟', { id: id('text'), type: 'textarea', rows: 2, max: 500, required: true }), due('تا چه روزی؟', true)],
      other_agency: () => [agency('کار کدام دستگاه است؟'), about('توضیح برای آن دستگاه')],
      settled_on_line: () => [agency('با کدام دستگاه هماهنگ شد؟')],
      hold: () => [
        own.field('reason', 'برای چه؟', { id: id('reason'), max: 100, required: true, placeholder: 'مانند پرسش از همکار' }),
        own.field('minutes', 'چند دقیقه؟', { id: id('minutes'), type: 'number', required: true }),
      ],
      back: () => [own.field('after', 'پس از چند نفر؟', { id: id('after'), type: 'number', required: true, hint: 'صفر یعنی سر صف.' })],
      transfer: () => [own.select('to', 'کدام جلسه؟', fresh.sessions, { id: id('to'), required: true, empty: fresh.sessions.length === 0 ? 'جلسهٔ دیگری امروز نیست' : 'برگزینید', wide: true })],
      linked: () => [
        own.select('requestId', 'کدام درخواست پیشین او؟', fresh.earlier, { id: id('requestId'), empty: fresh.earlier.length === 0 ? 'درخواست پیشینی نیست' : 'برگزینید', wide: true }),
        own.field('code', 'یا کد رهگیری', { id: id('code'), inputmode: 'numeric', dir: 'ltr', max: 40 }),
      ],
      same_problem: () => [
        own.select('requestId', 'مانند کدام درخواست امروز؟', fresh.made, { id: id('requestId'), empty: fresh.made.length === 0 ? 'امروز درخواستی ثبت نشده است' : 'برگزینید', wide: true }),
        own.field('code', 'یا کد رهگیری', { id: id('code'), inputmode: 'numeric', dir: 'ltr', max: 40 }),
      ],
    };
    const { path, ...words } = PANEL_WORDS[name];
    return { name, path, ...words, controls: controls[name](), key: newKey(), problem: form.errors['_form'] ?? null };
  });
}
