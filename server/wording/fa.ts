import type { Holding } from '../domain/permission.ts';

/** The title of each role as people read it. */
export const ROLE_NAMES: Readonly<Record<Holding, string>> = {
  administrator: 'مدیر سامانه',
  scheduler: 'مسئول برنامه',
  operator: 'کارشناس ۱۱۱',
  supervisor: 'سرپرست مرکز',
  host: 'مدیر پاسخگو',
  companion_expert: 'کارشناس همراه',
  manager_office: 'دفتر مدیر',
  agency_liaison: 'رابط سامد دستگاه',
  agency_expert: 'کارشناس دستگاه',
  inspector: 'بازرس',
  county_inspector: 'بازرس شهرستان',
  inspection_head: 'مدیر دفتر بازرسی',
  governor: 'استاندار',
  county_governor: 'فرماندار',
  press_officer: 'مسئول روابط عمومی',
  seat: 'مدیر پاسخگو',
  wall: 'تابلوی سالن',
};

/** How a person is addressed, before the name; an office's account has no person's name. */
export const HONORIFICS = { khanom: 'خانم', agha: 'آقای', office: 'کاربر' } as const;
/** How somebody is addressed who is a person. */
export type Honorific = Exclude<keyof typeof HONORIFICS, 'office'>;
