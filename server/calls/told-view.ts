import { dayOf, type Instant } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { groupedCode } from '../domain/tracking-code.ts';
import { EMERGENCY_HELP } from '../wording/desk.ts';
import { aboutMinutes } from '../wording/desk.ts';
import { callerCalled, CALL_OUTCOME_NAMES } from '../wording/calls.ts';
import { placeWords, SESSION_KIND_NAMES } from '../wording/sessions.ts';
import { whenWords } from './desk-board-view.ts';
import type { Offers } from './desk.ts';
import type { Told } from './told.ts';

/** What was done with a call, and what the caller is to be told; `code` is a tracking code in the groups in which it is spoken. */
export interface DoneView {
  readonly tone: 'ok' | 'warning' | 'bad';
  readonly icon: string;
  readonly title: string;
  readonly text: string;
  readonly code: string | null;
}

/** One way that is open to whoever will not be reached; `what` is the form's button. */
export interface OfferView {
  readonly what: string;
  readonly digit: string;
  readonly key: string;
  readonly icon: string;
  readonly label: string;
  readonly hint: string;
}

/** What is said before somebody joins a queue in which he will not be reached. */
export interface OffersView {
  readonly sessionId: string;
  readonly sentence: string;
  readonly offers: readonly OfferView[];
  /** Why there is no session to which he could be carried; null where there is one. */
  readonly nowhere: string | null;
}

const spoken = (code: string): string => toPersianDigits(groupedCode(code));

function waitsView({ call, waits }: Told, now: Instant): DoneView | null {
  if (waits === null) return null;
  const { facts, place, minutes, reached } = waits;
  const { life, agency } = facts;
  if (life.day !== dayOf(now)) {
    return {
      tone: 'ok', icon: 'calendar-clock', code: null,
      title: `جای ${callerCalled(call)} نگه داشته شد: ${placeWords(place)} صف`,
      text: `${SESSION_KIND_NAMES[life.kind]} ${agency.shortName}، ${whenWords(life)}. آن روز هنگام نوبت با او تماس می‌گیریم.`,
    };
  }
  const ring = call.line === 'to_ring' ? ' هنگام نوبت با او تماس می‌گیریم.' : '';
  return {
    tone: reached ? 'ok' : 'warning', icon: reached ? 'circle-check' : 'hourglass', code: null,
    title: `${callerCalled(call)}: ${placeWords(place)} صف ${agency.shortName}`,
    text: reached ? `به او بگویید: انتظار تقریبی ${aboutMinutes(minutes)}.${ring}` : `به او بگویید که شاید به این جلسه نرسد؛ انتظار تقریبی ${aboutMinutes(minutes)}.${ring}`,
  };
}

/** What has become of a call, in the words that are told to the caller. */
export function doneView(told: Told, now: Instant): DoneView {
  const { call, request } = told;
  const waits = waitsView(told, now);
  if (waits !== null) return waits;
  const base = { tone: 'ok', icon: 'circle-check', code: null } as const;
  if (call.outcome === 'confidential' && request !== null) {
    return { ...base, icon: 'lock', title: 'محرمانه ثبت شد', text: 'تنها دفتر بازرسی آن را می‌بیند. کد رهگیری را برای او بخوانید و از او بخواهید آن را نزد خود نگه دارد.', code: spoken(request.trackingCode) };
  }
  if (request !== null && request.own) {
    return { ...base, icon: 'file-check', title: 'درخواست ثبت شد', text: `کد رهگیری را برای او بخوانید. مهلت پاسخ: ${formatDayLong(request.dueDay)}.`, code: spoken(request.trackingCode) };
  }
  if (request !== null) {
    return { ...base, icon: 'link', title: 'به درخواست پیشین پیوست', text: 'این تماس شمرده شد و دستگاه آن را می‌بیند. کد رهگیری همان است.', code: spoken(request.trackingCode) };
  }
  if (call.outcome === 'emergency') {
    const help = call.emergencyTo === null ? '' : `${EMERGENCY_HELP[call.emergencyTo]} ${toPersianDigits(call.emergencyTo)}`;
    return { ...base, tone: 'bad', icon: 'siren', title: `فوریت: او را به ${help} هدایت کنید`, text: 'سرپرست مرکز هم‌اکنون آن را می‌بیند.' };
  }
  if (call.outcome === 'call_back') return { ...base, icon: 'phone-outgoing', title: 'دوباره تماس می‌گیریم', text: `${callerCalled(call)} در فهرست تماس‌های مرکز ماند.` };
  return { ...base, title: `ثبت شد: ${call.outcome === null ? callerCalled(call) : CALL_OUTCOME_NAMES[call.outcome]}`, text: '' };
}

/** The ways that are open to whoever will not be reached: called back, carried with his place kept, registered now; null where he will be reached. */
export function offersView({ facts, prospect, carry, dueDay }: Offers): OffersView | null {
  if (prospect.reached) return null;
  const left = prospect.minutesLeft <= 0 ? 'وقت جلسه تمام شده است' : `${toPersianDigits(prospect.minutesLeft)} دقیقه مانده است`;
  return {
    sessionId: facts.life.id,
    sentence: `${placeWords(prospect.place)} می‌شود و ${left}. یکی را به او پیشنهاد کنید:`,
    offers: [
      { what: 'call_back', digit: '1', key: '۱', icon: 'phone-outgoing', label: 'دوباره تماس می‌گیریم', hint: 'نامش در فهرست تماس‌های مرکز می‌ماند و خود مرکز تماس می‌گیرد.' },
      ...(carry === null ? [] : [{
        what: `carry:${carry.life.id}`, digit: '2', key: '۲', icon: 'calendar-clock',
        label: `منتقل به ${SESSION_KIND_NAMES[carry.life.kind]}، ${whenWords(carry.life)}`,
        hint: `${facts.life.personId === carry.life.personId ? 'همین مدیر' : 'همین دستگاه'}؛ ${placeWords(carry.place)} صف`,
      }]),
      { what: 'registered', digit: '3', key: '۳', icon: 'file-check', label: 'ثبت درخواست', hint: `همین حالا، با کد رهگیری و مهلت پاسخ تا ${formatDayLong(dueDay)}` },
    ],
    nowhere: carry === null ? 'در هفته‌های پیش رو جلسه یا ساعت حضوری برای این دستگاه نیست.' : null,
  };
}
