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

/** Somebody as he is called, «آقای کریمی»; the name alone where it is not known how he is addressed. */
export const calledName = ({ honorific, name }: { readonly honorific: keyof typeof HONORIFICS | null; readonly name: string }): string =>
  honorific === null ? name : `${HONORIFICS[honorific]} ${name}`;

/** Whoever heads an agency, as he is called; his post where nobody does. */
export const headCalled = (head: { readonly honorific: Honorific; readonly name: string } | null, headTitle: string): string => (head === null ? headTitle : calledName(head));
