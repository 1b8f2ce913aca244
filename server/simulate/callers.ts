import type { MatterKind } from '../domain/applicant.ts';
import type { EmergencyNumber, Line } from '../domain/call.ts';
import { inventedNames } from '../setup/example-people.ts';
import type { Chance } from './chance.ts';

/** Somebody who calls 111, as the operator hears him; nobody real bears this code and number on purpose. */
export interface Caller {
  readonly honorific: 'khanom' | 'agha';
  readonly name: string;
  /** Ten digits with a valid check digit; null for one who does not say it. */
  readonly nationalCode: string | null;
  /** As it is typed: 0913…. */
  readonly phone: string;
  readonly kind: MatterKind;
  readonly summary: string;
  readonly line: Line;
  readonly priority: string | null;
}

const KINDS: Readonly<Record<MatterKind, number>> = { service_request: 58, complaint: 22, criticism: 7, suggestion: 7, report: 4, idea: 2 };
const PLACES = ['خیابان امام', 'کوی ولیعصر', 'محلهٔ منظریه', 'شهرک قدس', 'روستای ما', 'خیابان شهید بهشتی', 'بلوار کشاورز', 'محلهٔ جویباره', 'شهرک کوثر', 'میدان جمهوری'];
const TIMES = ['سه هفته', 'دو ماه', 'از پارسال', 'ده روز', 'شش ماه', 'از ابتدای تابستان', 'چهار روز'];
const SUMMARIES: Readonly<Record<MatterKind, readonly string[]>> = {
  service_request: [
    'در PLACE کار ثبت‌شده TIME است که بی‌پاسخ مانده؛ می‌پرسد کی رسیدگی می‌شود.',
    'درخواست بازدید کارشناس از PLACE؛ TIME پیش نوشته و کسی نیامده است.',
    'می‌خواهد بداند پرونده‌اش پس از TIME کجاست و چه مدرکی کم دارد.',
    'درخواست مهلت و قسطی شدن بدهی؛ TIME است که توان پرداخت ندارد.',
  ],
  complaint: ['از رفتار کارکنان و رفت‌وآمد TIME گله دارد و پاسخ روشن می‌خواهد.', 'کار PLACE پس از TIME نیمه‌کاره مانده و برای خانواده‌ها خطر دارد.'],
  criticism: ['ساعت پاسخ‌گویی دفتر PLACE کم است و مردم معطل می‌مانند.', 'نوبت‌دهی اینترنتی TIME است که درست کار نمی‌کند.'],
  suggestion: ['پیشنهاد می‌کند برای PLACE نوبت جداگانه بگذارند تا صف کوتاه شود.', 'پیشنهاد می‌کند نتیجهٔ بازدیدها با پیامک خبر داده شود.'],
  report: ['گزارش نشت و فرونشست در PLACE؛ TIME است که بزرگ‌تر می‌شود.', 'گزارش ساخت‌وساز شبانه در PLACE.'],
  idea: ['طرحی برای ساماندهی PLACE دارد و می‌خواهد آن را حضوری توضیح دهد.'],
};
const URGENT = ['بیمار تحت درمان است', 'مادر باردار', 'سالمند تنهاست', 'از شهرستان دور تماس گرفته و خط قطع می‌شود'];

/** The nine digits of a national code with the check digit that belongs to them. */
const withCheckDigit = (nine: string): string => {
  const rest = [...nine].reduce((sum, digit, index) => sum + Number(digit) * (10 - index), 0) % 11;
  return `${nine}${rest < 2 ? rest : 11 - rest}`;
};

/** Somebody new who calls. */
export function newCaller(chance: Chance): Caller {
  const [named] = inventedNames(1, chance.number, 0.5);
  if (named === undefined) throw new Error('Nobody has a name.');
  const kind = chance.weighted(KINDS);
  const summary = chance.pick(SUMMARIES[kind]).replace('PLACE', chance.pick(PLACES)).replace('TIME', chance.pick(TIMES));
  return {
    ...named, kind, summary,
    nationalCode: chance.happens(0.93) ? withCheckDigit(`12${chance.pick(['7', '8'])}${chance.digits(6)}`) : null,
    phone: `0913${chance.digits(7)}`,
    line: chance.happens(0.7) ? 'on_line' : 'to_ring',
    priority: chance.happens(0.05) ? chance.pick(URGENT) : null,
  };
}

/** Whom an operator sends a caller in need to. */
export const emergencyOf = (chance: Chance): EmergencyNumber => chance.weighted<EmergencyNumber>({ 110: 4, 115: 3, 123: 2, 125: 1 });
