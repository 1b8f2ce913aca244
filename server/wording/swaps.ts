import type { ExchangeState } from '../domain/rota/exchange.ts';

/** The state of an exchange. */
export const EXCHANGE_STATE_NAMES: Readonly<Record<ExchangeState, string>> = {
  asked: 'در انتظار پاسخ همکار',
  agreed: 'در انتظار تأیید مسئول برنامه',
  declined: 'همکار نپذیرفت',
  taken_back: 'پس گرفته شد',
  approved: 'جابه‌جا شد',
  rejected: 'تأیید نشد',
  lapsed: 'مهلتش گذشت',
};

/** Why a colleague's session cannot be had, without a word of what keeps whom away. */
export const HINDERED_SWAP = 'یکی از دو طرف در روز تازه نمی‌تواند بیاید. نوبت دیگری برگزینید.';

/** The reason that is published with a version that carried out an exchange; what the managers told each other stays between them. */
export const AGREED_SWAP = 'جابه‌جایی نوبت با توافق دو مدیر';

/** What the scheduler is told of an exchange in each state. */
export const EXCHANGE_HINTS: Readonly<Record<ExchangeState, string>> = {
  asked: 'همکار هنوز پاسخ نداده است. پس از پذیرش او می‌توان تأیید کرد.',
  agreed: 'هر دو مدیر پذیرفته‌اند. با تأیید شما نوبت‌ها جابه‌جا و نسخهٔ تازهٔ برنامه منتشر می‌شود.',
  declined: 'همکار نپذیرفت و نوبت‌ها سر جای خود است.',
  taken_back: 'درخواست‌کننده درخواستش را پس گرفت و نوبت‌ها سر جای خود است.',
  approved: 'نوبت‌ها جابه‌جا شد.',
  rejected: 'تأیید نشد و نوبت‌ها سر جای خود است.',
  lapsed: 'زمان یکی از دو جلسه رسید، یا یکی از آن‌ها لغو شد؛ این درخواست دیگر برقرار نیست.',
};

/** The state of a request to whoever is to answer it. */
export const WAITS_FOR_YOU = 'در انتظار پاسخ شما';
