/** The kinds of things whose changes are told, in the order of their filter. */
export const AUDIT_THINGS = ['agencies', 'people', 'calendar', 'settings', 'demand', 'rota', 'topics', 'exchange', 'messages', 'inspections', 'notices', 'other'] as const;
/** One of them. */
export type AuditThing = (typeof AUDIT_THINGS)[number];

/** What each of them is called. */
export const AUDIT_THING_NAMES: Readonly<Record<AuditThing, string>> = {
  agencies: 'دستگاه‌ها و مدیران',
  people: 'کاربران و نقش‌ها',
  calendar: 'تقویم',
  settings: 'تنظیمات',
  demand: 'مراجعه و تماس',
  rota: 'برنامه و جلسه‌ها',
  topics: 'موضوع‌ها',
  exchange: 'ورود و خروج داده',
  messages: 'پیام‌ها',
  inspections: 'ساعت حضور و بازدید',
  notices: 'تذکر و اخطار',
  other: 'دیگر',
};

/** The icon of each of them. */
export const AUDIT_THING_ICONS: Readonly<Record<AuditThing, string>> = {
  agencies: 'building-2',
  people: 'users',
  calendar: 'calendar',
  settings: 'settings',
  demand: 'chart-column',
  rota: 'calendar-days',
  topics: 'tag',
  exchange: 'repeat',
  messages: 'message-square',
  inspections: 'clipboard-list',
  notices: 'mail',
  other: 'activity',
};

/** Who did what nobody did by hand. */
export const SYSTEM_ACTOR = 'سامانه';

/** Who sat at a session's desk: he acts without an account. */
export const SEAT_ACTOR_NAME = 'میز جلسه';
/** A screen of the hall. */
export const WALL_ACTOR_NAME = 'تابلوی سالن';

/** What is said of a person, an agency or a session that is not known any more. */
export const UNKNOWN = 'نامعلوم';

/** The names of what events tell of by ids, as they are called now; '' for an id that leads to nothing. */
export interface AuditNames {
  agency(id: unknown): string;
  county(id: unknown): string;
  person(id: unknown): string;
  user(id: unknown): string;
  topic(id: unknown): string;
  /** «۹ آذر ۱۴۰۵، ۹ تا ۱۱» */
  session(id: unknown): string;
  /** «۱ مهر تا ۲۹ اسفند ۱۴۰۵» */
  draft(id: unknown): string;
}

/** What an event tells of itself, as it was recorded. */
export interface AuditEvent {
  readonly stream: string;
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}
