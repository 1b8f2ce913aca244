import { expect } from 'chai';
import holidays from '../../../db/seeds/data/holidays.json' with { type: 'json' };
import { addMinutes, clock, dayOf, instantOf, millisecondsOf, toInstant, type Instant } from '../../../server/domain/calendar.ts';
import { addDays, startOfWeek, type Day } from '../../../server/domain/jalali.ts';
import { csvOf } from '../../../server/http/spreadsheet.ts';
import { WIDTHS } from '../../support/browser.ts';
import { ADMINISTRATOR, enter, invite } from '../enter.ts';
import { choose, notice, open, press, pressOn, type } from '../form.ts';
import type { Ground } from '../journey.ts';

const isHoliday = (day: Day): boolean => holidays.some((one) => one.day === day);

/** Two Mondays a week apart that are no holidays, with the Sunday before the first and the Tuesdays behind them. */
export const MONDAYS: readonly [Day, Day] = (() => {
  let monday = addDays(startOfWeek(dayOf(instantOf(Date.now()))), 9);
  while ([0, 1, 2, 7, 8, 9].some((more) => isHoliday(addDays(monday, more)))) monday = addDays(monday, 7);
  return [monday, addDays(monday, 7)];
})();

/** The morning before the first Monday, on which the office is set up. */
export const EVE: Instant = toInstant(addDays(MONDAYS[0], -1), clock('10:00'));

export const COUNTIES = ['کاشان', 'نجف‌آباد', 'گلپایگان'] as const;
/** The provincial bodies whose county offices are visited; they themselves are not. */
export const BODIES = ['تعاون، کار و رفاه اجتماعی', 'راه و شهرسازی', 'آموزش و پرورش'] as const;
const BRANCHES = ['آب', 'برق', 'گاز', 'بهزیستی', 'ثبت احوال', 'تأمین اجتماعی', 'کشاورزی', 'منابع طبیعی', 'محیط زیست', 'ورزش و جوانان', 'میراث فرهنگی', 'امور مالیاتی', 'بهداشت', 'پست', 'مخابرات', 'دامپزشکی', 'کمیتهٔ امداد', 'ثبت اسناد', 'غله', 'استاندارد'] as const;

/** Sixty offices, twenty a county, by their short names. */
export const OFFICES = COUNTIES.flatMap((county, at) => BRANCHES.map((branch, number) => ({ name: `${branch} ${county}`, code: `office-${at}-${number}`, county, parent: `body-${number % BODIES.length}` })));

const GIVEN = ['رضا', 'مریم', 'حسن', 'زهرا', 'علی', 'فاطمه', 'محمود', 'لیلا', 'ناصر', 'شیرین'] as const;
const FAMILY = ['کریمی', 'موسوی', 'رحیمی', 'صالحی', 'نوری', 'قاسمی'] as const;
/** What the manager of an office is called, without his title. */
export const managerOf = (number: number): string => `${GIVEN[number % GIVEN.length] ?? ''} ${FAMILY[Math.floor(number / GIVEN.length) % FAMILY.length] ?? ''}`;

interface Staff {
  readonly honorific: 'khanom' | 'agha';
  readonly name: string;
  readonly username: string;
  readonly password: string;
  /** An office role, or one of an agency or county. */
  readonly role: string;
  readonly at?: string;
}

/** Who works on these Mondays, each with a browser of his own. */
export const CREW = {
  head: { honorific: 'khanom', name: 'پروین احمدی', username: 'ahmadi', role: 'inspection_head', password: 'کوه صفه در صبح برفی' },
  governor: { honorific: 'agha', name: 'داوود سلطانی', username: 'soltani', role: 'county_governor', at: COUNTIES[0], password: 'باغ‌های گلاب در قمصر' },
  first: { honorific: 'agha', name: 'سعید طاهری', username: 'taheri', role: 'inspector', password: 'کفش‌های خاکی پشت در' },
  second: { honorific: 'khanom', name: 'مینا جعفری', username: 'jafari', role: 'county_inspector', at: COUNTIES[0], password: 'نقشهٔ تاشدهٔ توی جیب' },
  third: { honorific: 'agha', name: 'حمید کاوه', username: 'kaveh', role: 'county_inspector', at: COUNTIES[1], password: 'دوچرخهٔ سبز کنار جوی' },
  fourth: { honorific: 'khanom', name: 'نسرین پاک', username: 'pak', role: 'county_inspector', at: COUNTIES[2], password: 'چتر قرمز روی نیمکت' },
} as const satisfies Readonly<Record<string, Staff>>;
export type Crew = keyof typeof CREW;
export const INSPECTORS = ['first', 'second', 'third', 'fourth'] as const satisfies readonly Crew[];

const AGENCY_HEADINGS = ['شناسه', 'نام کامل', 'نام کوتاه', 'بخش', 'نوع', 'عنوان رئیس دستگاه', 'شهرستان', 'زیرمجموعهٔ', 'بازدید می‌شود', 'علت'];
const MANAGER_HEADINGS = ['شناسهٔ دستگاه', 'خانم یا آقا', 'نام و نام خانوادگی', 'سمت', 'از تاریخ'];

const agencyRows = (): string[][] => [
  ...BODIES.map((name, at) => [`body-${at}`, `اداره کل ${name}`, name, 'زیربنایی و توسعهٔ زیرساخت', 'اداره کل', 'مدیرکل', '', '', 'خیر', 'در این سفر تنها اداره‌های شهرستان بازدید می‌شوند']),
  ...OFFICES.map(({ name, code, county, parent }) => [code, `ادارهٔ ${name}`, name, 'زیربنایی و توسعهٔ زیرساخت', 'مدیریت یا اداره', 'رئیس', county, parent, 'بله', '']),
];
const managerRows = (): string[][] => [
  ...BODIES.map((_name, at) => [`body-${at}`, 'آقا', `مدیرکل ${['یکم', 'دوم', 'سوم'][at] ?? ''}`, 'مدیرکل', '۱۴۰۰/۰۱/۰۱']),
  ...OFFICES.map(({ code }, number) => [code, number % 2 === 0 ? 'آقا' : 'خانم', managerOf(number), 'رئیس', '۱۴۰۰/۰۱/۰۱']),
];

/** Puts the program's clock at an instant: it ends and starts again while nobody looks. */
export async function at(ground: Ground, instant: Instant): Promise<void> {
  for (const { page } of ground.everybody()) await page.goto('about:blank');
  await ground.program.end();
  await ground.program.restart(millisecondsOf(instant) - Date.now());
}

/** So many minutes after nine on a day. */
export const afterNine = (day: Day, minutes: number): Instant => addMinutes(toInstant(day, clock('09:00')), minutes);

/** Takes a table in as a person does: chooses the file, looks at what was read, and takes it in. */
async function takeIn(ground: Ground, kind: 'agencies' | 'managers', rows: readonly (readonly string[])[]): Promise<void> {
  const { page } = await ground.person('administrator');
  await open(page, `/imports/${kind}`);
  await page.locator('input[type="file"]').setInputFiles({ name: `${kind}.csv`, mimeType: 'text/csv', buffer: Buffer.from(csvOf(rows)) });
  await press(page, 'خواندن و بررسی');
  await page.locator('[data-import-progress]').waitFor({ state: 'detached', timeout: 20_000 });
  await page.locator('.import-take button[type="submit"]').waitFor({ timeout: 20_000 });
  expect(await page.locator('.import-fault').allInnerTexts()).to.deep.equal([]);
  await pressOn(page, page.locator('.import-take button[type="submit"]'));
  await page.locator('main').getByText(/وارد شد|ثبت شد/).first().waitFor();
}

/** An account with one role, and its owner at a browser of his own. */
export async function makeUser(ground: Ground, person: string, { honorific, name, username, password, role, at: place }: Staff, width: number = WIDTHS.wide): Promise<void> {
  const { page } = await ground.person('administrator');
  await open(page, '/users/new');
  await choose(page, 'honorific', honorific);
  await type(page, { name, username });
  if (place === undefined) await page.locator(`[name="role-${role}"]`).check();
  else {
    await page.locator('[name="countyRole0"]').selectOption(role);
    await page.locator('[name="county0"]').selectOption({ label: place });
  }
  await press(page, 'افزودن کاربر');
  await ground.person(person, width);
  await invite(ground, person, { username, password });
}

/** The manager of an office, from its page, with an account of his own. */
export async function makeManager(ground: Ground, person: string, office: string, login: { readonly username: string; readonly password: string }): Promise<void> {
  const { page } = await ground.person('administrator');
  await open(page, `/agencies?q=${encodeURIComponent(office)}`);
  await page.locator('main').getByRole('link', { name: office, exact: true }).first().click();
  await page.getByRole('link', { name: /^ساختن کاربر برای/ }).first().click();
  await page.waitForURL(/\/users\/new/);
  await type(page, { username: login.username });
  await press(page, 'افزودن کاربر');
  await invite(ground, person, login);
}

/** Three counties with sixty offices and their managers, and everybody of the office. */
export function hoursGroundLeg(ground: Ground): void {
  it('sets up an office of three counties, and takes sixty offices and their managers in from tables', async () => {
    const administrator = await ground.person('administrator');
    const { page } = administrator;
    await page.goto(ground.program.setUpLink);
    await page.getByLabel('استان', { exact: true }).selectOption('اصفهان');
    await press(page, 'آوردن شهرستان‌ها و دستگاه‌های این استان');
    const rows = page.locator('input[name^="county_"][name$="_name"]');
    for (let row = 0; row < (await rows.count()); row += 1) {
      await rows.nth(row).fill(COUNTIES[row] ?? '');
      await page.locator(`[name="county_${row}_centre"]`).fill('');
    }
    await page.evaluate('for (const box of document.querySelectorAll(\'input[name^="agency_"][name$="_on"]\')) box.checked = false');
    await type(page, ADMINISTRATOR);
    await press(page, 'راه‌اندازی');
    expect(page.url()).to.match(/\/login\?done=set_up$/);
    await enter(administrator, ADMINISTRATOR.username, ADMINISTRATOR.password);
    await takeIn(ground, 'agencies', [AGENCY_HEADINGS, ...agencyRows()]);
    await takeIn(ground, 'managers', [MANAGER_HEADINGS, ...managerRows()]);
    expect(OFFICES).to.have.length(60);
  });

  it('asks for an explanation, and then warns; visits four offices an hour, above all where a manager was absent', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/settings/notice_ladder');
    for (const step of ['verbal', 'written']) await page.locator(`[name="${step}_on"]`).uncheck();
    await page.locator('[name="warning_on"]').check();
    await type(page, { warning_absence_count: '۲', warning_absence_days: '۹۰' });
    await press(page, 'ذخیره');
    expect(await notice(page)).to.contain('تنظیم ذخیره شد');
    await open(page, '/settings/inspection');
    await type(page, { visits: '۴', base: '۱', absence: '۱۰۰' });
    await press(page, 'ذخیره');
    expect(await notice(page)).to.contain('تنظیم ذخیره شد');
  });

  it('lets the head, a county governor and four inspectors in', async () => {
    for (const [person, staff] of Object.entries(CREW)) await makeUser(ground, person, staff, (INSPECTORS as readonly string[]).includes(person) ? WIDTHS.narrow : WIDTHS.wide);
  });
}
