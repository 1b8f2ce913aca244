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
