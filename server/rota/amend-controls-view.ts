import { formatDayLong } from '../domain/jalali.ts';
import { formatClockRange } from '../domain/calendar.ts';
import { formatNumber } from '../domain/persian.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import type { PlannedSession } from '../domain/session.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type Control, type OptionPart } from '../http/parts.ts';
import { CHANGE_WORDS, placeWords, SUBSTITUTE_RULES } from '../wording/amend.ts';
import { headCalled } from '../wording/fa.ts';
import { CHANGES, ELSEWHERE, HIMSELF, placeValue, type ChangeKind } from './amend-forms.ts';
import type { Alterable } from './amend-page.ts';
import type { TypedChange } from './amend-page-view.ts';
import type { SwapSide } from './swap-facts.ts';

/** One change that may be made of a session; without controls only its note is told. */
export interface ChangeForm {
  readonly kind: ChangeKind;
  readonly title: string;
  readonly lead: string;
  readonly icon: string;
  readonly note: string | null;
  readonly controls: readonly Control[];
  /** Day and times that are not in the list. */
  readonly free: readonly Control[];
  readonly grounds: readonly Control[];
  readonly open: boolean;
}

type Controls = ReturnType<typeof controlsOf>;

/** Why, and by which letter; ids are told apart where several forms stand on one page. */
export const groundControls = (controls: Controls, prefix: string): Control[] => [
  controls.field('reason', 'دلیل', { required: true, max: 200, wide: true, id: `${prefix}reason`, hint: 'در اصلاحیه برای مردم و رسانه‌ها می‌آید.' }),
  controls.field('letterNo', 'شمارهٔ نامه', { max: 60, id: `${prefix}letterNo`, hint: 'اگر هنوز شماره ندارد خالی بگذارید.' }),
  controls.date('letterDay', 'تاریخ نامه', { id: `${prefix}letterDay` }),
];

/** The next fitting places, and the way to any other. */
export const placeOptions = (places: readonly TimetablePlace[]): OptionPart[] => [
  ...places.map((place) => ({ value: placeValue(place), label: formatDayLong(place.day), hint: `ساعت ${formatClockRange(place.from, place.to)}${place.line > 1 ? `، جای ${formatNumber(place.line)}` : ''}` })),
  { value: ELSEWHERE, label: 'روز و ساعت دیگر', hint: 'در خانه‌های زیر بنویسید.' },
];

/** Day and times that are typed. */
export const freeControls = (controls: Controls, prefix: string): Control[] => [
  controls.date('day', 'روز', { id: `${prefix}day` }),
  controls.clock('from', 'از ساعت', { id: `${prefix}from` }),
  controls.clock('until', 'تا ساعت', { id: `${prefix}until` }),
];

const headOf = ({ head, agency }: SwapSide): string => headCalled(head, agency.headTitle);

const DRAWN: Readonly<Record<ChangeKind, (session: PlannedSession, alterable: Alterable, controls: Controls, prefix: string) => Pick<ChangeForm, 'note' | 'controls' | 'free'>>> = {
  move: (_session, { places }, controls, prefix) => ({
    note: places.length === 0 ? 'در روزهای منتشرشده جای خالی مناسبی نیست؛ می‌توانید روز و ساعت دیگری بنویسید.' : null,
    controls: [controls.choice('place', places.length === 0 ? 'زمان تازه' : 'جاهای خالی مناسب، به ترتیب زمان', placeOptions(places), { look: 'list', required: true, ...(places.length === 0 ? { value: ELSEWHERE } : {}) })],
    free: freeControls(controls, prefix),
  }),
  swap: (_session, { counterparts: { possible, hindered } }, controls, prefix) => ({
    note: possible.length === 0 ? 'اکنون نوبتی نیست که بی‌تداخل بتوان با آن جابه‌جا کرد.' : hindered > 0 ? `${formatNumber(hindered)} نوبت دیگر به سبب تداخل در این فهرست نیست.` : null,
    controls: possible.length === 0 ? [] : [controls.combobox('otherId', 'با نوبتِ', possible.map((side) => ({ id: side.session.id, label: `${side.agency.shortName}، ${placeWords(side.session)}`, search: `${side.agency.name} ${side.agency.aliases ?? ''} ${headOf(side)}`, note: headOf(side) })), { empty: 'برگزینید', required: true, wide: true, id: `${prefix}otherId` })],
    free: [],
  }),
  cancel: () => ({ note: null, controls: [], free: [] }),
  substitute: (session, { substitutes: { rule, people } }, controls, prefix) => {
    const options = [
      ...(session.substituteId === null ? [] : [{ value: HIMSELF, label: 'خود مدیر' }]),
      ...people.filter(({ personId }) => personId !== session.substituteId).map(({ personId, name, post, away }) => ({ value: personId, label: `${name}، ${post}${away ? ' (در این ساعت غایب)' : ''}`, disabled: away })),
    ];
    const none = rule !== 'forbidden' && options.length === 0 ? ' برای این دستگاه معاونی ثبت نشده است؛ نخست دورهٔ او را در صفحهٔ دستگاه بنویسید.' : '';
    return {
      note: `${SUBSTITUTE_RULES[rule]}${none}`,
      controls: options.length === 0 || (rule === 'forbidden' && session.substituteId === null) ? [] : [controls.select('personId', 'چه کسی پاسخ می‌دهد؟', options, { empty: 'برگزینید', required: true, wide: true, id: `${prefix}personId` })],
      free: [],
    };
  },
};

const NOTHING: FormState = { typed: {}, errors: {} };

/** The forms of a published session; the one that was typed into is open and keeps what was typed. */
export const changeForms = (session: PlannedSession, alterable: Alterable, typed: TypedChange | null): ChangeForm[] =>
  CHANGES.map((kind) => {
    const own = typed?.kind === kind;
    const controls = controlsOf(own ? typed.form : NOTHING);
    const prefix = own ? 'f-' : `${kind}-`;
    const drawn = DRAWN[kind](session, alterable, controls, prefix);
    const possible = kind === 'cancel' || drawn.controls.length > 0;
    return { kind, ...CHANGE_WORDS[kind], ...drawn, grounds: possible ? groundControls(controls, prefix) : [], open: own };
  });
