import { expect } from 'chai';
import { check } from '../../support/browser.ts';
import { someMove, cardAt, shows, slotAt } from '../board.ts';
import { notice, open, press, pressOn, sentenceBeside, type, typedIn } from '../form.ts';
import type { Ground } from '../journey.ts';
import { HOST, STAFF } from './people.ts';

/** Approval, invitations, the first version, and the second with what it changes. */
export function publicationLeg(ground: Ground): void {
  let board = '';
  let emptied = '';

  it('may have an empty session', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, '/rota/versions');
    await page.locator('main').getByRole('link', { name: /۱۳۹۹/ }).first().click();
    await page.waitForURL(/\/rota\/drafts\//);
    board = new URL(page.url()).pathname;
    await open(page, `${board}?month=1399-02`);
    const { card } = await someMove(page, (one) => !one.name.includes(HOST.agency));
    emptied = card.slot;
    await cardAt(page, emptied).click();
    await pressOn(page, page.locator('[data-callout]').getByRole('button', { name: 'برداشتن' }));
    await shows(page, emptied, '');
    await check(page, 'board-emptied');
  });

  it('goes to the head of inspection, who sends it back with a reason', async () => {
    const { page } = await ground.person('scheduler');
    await press(page, 'ارسال برای تأیید');
    expect(await notice(page)).to.contain('برای تأیید فرستاده شد');
    expect(await page.locator('[data-board]').getAttribute('data-move-url'), 'nobody changes it meanwhile').to.equal('');
    const head = await ground.person('head');
    await open(head.page, board);
    await check(head.page, 'board-decision');
    await press(head.page, 'بازگرداندن برای اصلاح');
    expect(await sentenceBeside(head.page, 'reason')).not.to.equal('');
    await type(head.page, { reason: 'هفتهٔ دوم خرداد سنگین است.' });
    await press(head.page, 'بازگرداندن برای اصلاح');
    expect(await notice(head.page)).to.contain('بازگردانده شد');
    await page.getByText('هفتهٔ دوم خرداد سنگین است.').waitFor();
    await open(page, board);
    await check(page, 'board-returned');
  });

  it('is approved with a letter’s number; an impossible date is refused', async () => {
    const { page } = await ground.person('scheduler');
    const head = await ground.person('head');
    await press(page, 'ارسال برای تأیید');
    await open(head.page, board);
    await type(head.page, { letterNo: '۱۲۳/۴۵۶', letterDay: '۱۴۰۰/۱۲/۳۰' });
    await press(head.page, 'تأیید برنامه');
    expect(await sentenceBeside(head.page, 'letterDay')).to.contain('تاریخ درستی نیست');
    expect(await typedIn(head.page, 'letterNo')).to.equal('۱۲۳/۴۵۶');
    await type(head.page, { letterDay: '۱۳۹۸/۱۲/۱۴' });
    await press(head.page, 'تأیید برنامه');
    expect(await notice(head.page)).to.contain('تأیید شد');
    await check(head.page, 'board-approved');
  });

  it('cannot be published before asking; then invites', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, `${board}/publish`);
    await type(page, { until: '۱۳۹۹/۰۲/۳۱' });
    await page.locator('main form[action$="/publish"] button[type="submit"]').click();
    await page.waitForLoadState();
    expect(await page.locator('main').innerText()).to.contain('دعوت');
    await check(page, 'publish-refused');
    await open(page, `${board}/invitations`);
    await check(page, 'invitations-none');
    await type(page, { until: '۱۳۹۹/۰۲/۳۱' });
    await press(page, 'فرستادن دعوت‌نامه‌ها');
    await check(page, 'invitations');
  });

  it('shows the manager his own sessions and why; he accepts one', async () => {
    const host = await ground.person('host');
    const { page } = host;
    await open(page, '/mine');
    await check(page, 'mine');
    expect(await page.locator('article').count()).to.be.greaterThan(0);
    for (const agency of await page.locator('article h2 + *, article > p').allInnerTexts()) expect(agency).not.to.equal('');
    await page.locator('article details summary').first().click();
    await pressOn(page, page.locator('article').first().getByRole('button', { name: 'فرستادن درخواست' }));
    expect(await page.locator('article [aria-invalid="true"]').count(), 'a change needs a reason').to.equal(1);
    await check(page, 'mine-refused');
    await press(page, 'می‌پذیرم');
    expect(await notice(page)).to.contain('پذیرش');
    const scheduler = await ground.person('scheduler');
    await open(scheduler.page, `${board}/invitations?until=2020-05-20`);
    const row = scheduler.page.locator('.list-row', { hasText: HOST.agency }).filter({ hasText: 'پذیرفته‌شده' });
    expect(await row.count()).to.be.greaterThan(0);
  });

  it('records an acceptance by telephone', async () => {
    const { page } = await ground.person('scheduler');
    const row = page.locator('.list-row', { has: page.getByRole('button', { name: 'تلفنی پذیرفت' }) }).first();
    const agency = await row.locator('.list-title').innerText();
    await row.locator('[name="note"]').fill('دفتر مدیر، خانم کریمی');
    await pressOn(page, row.getByRole('button', { name: 'تلفنی پذیرفت' }));
    await open(page, `${board}/invitations?until=2020-05-20`);
    expect(await page.locator('.list-row', { hasText: agency }).filter({ hasText: 'دفتر مدیر، خانم کریمی' }).count()).to.equal(1);
    await check(page, 'invitations-answered');
  });

  it('publishes the first version only with a tick for the unanswered, and everybody reads it', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, `${board}/publish?until=2020-05-20`);
    await check(page, 'publish');
    await press(page, 'انتشار نسخهٔ ۱');
    expect(page.url(), 'the unanswered must be confirmed').not.to.contain('/versions/');
    for (const box of await page.locator('main input[type="checkbox"]').all()) await box.check();
    await press(page, 'انتشار نسخهٔ ۱');
    expect(new URL(page.url()).pathname).to.equal('/rota/versions/1');
    await check(page, 'version-1');
    const citizen = await ground.person('citizen');
    await open(citizen.page, '/timetable?month=1399-01');
    expect(await citizen.page.locator('.timetable-row').count()).to.be.greaterThan(5);
    await check(citizen.page, 'timetable');
    await open(citizen.page, '/timetable?month=1399-03');
    expect(await citizen.page.locator('.timetable-row').count(), 'the rest is nobody’s promise yet').to.equal(0);
    await check(citizen.page, 'timetable-unpublished');
    await open(page, `${board}?month=1399-03`);
    expect(await page.locator('.card-forecast').count(), 'the office sees it as forecast').to.be.greaterThan(0);
  });

  it('publishes a second version that says what it alters, and the first stays as it was', async () => {
    const { page } = await ground.person('scheduler');
    const citizen = await ground.person('citizen');
    await open(citizen.page, '/timetable/1');
    const first = await citizen.page.locator('.timetable').innerText();
    await open(page, board);
    await press(page, 'بازگشت به پیش‌نویس');
    await open(page, `${board}/explain/${emptied}`);
    const free = page.locator('#assign option:not([disabled]):not([value=""])').first();
    const filledBy = (await free.innerText()).trim();
    await page.locator('#assign select').selectOption((await free.getAttribute('value')) ?? '');
    await check(page, 'session-empty');
    await press(page, 'گذاشتن');
    await open(page, `${board}?month=1399-03`);
    const { card, to } = await someMove(page);
    await cardAt(page, card.slot).dragTo(slotAt(page, to.slot));
    await shows(page, to.slot, card.name);
    await press(page, 'ارسال برای تأیید');
    const head = await ground.person('head');
    await open(head.page, board);
    await press(head.page, 'تأیید برنامه');
    await open(page, `${board}/invitations`);
    await type(page, { until: '۱۳۹۹/۰۳/۳۱' });
    await press(page, 'فرستادن دعوت‌نامه‌ها');
    await open(page, `${board}/publish?until=2020-06-20`);
    for (const box of await page.locator('main input[type="checkbox"]').all()) await box.check();
    await press(page, 'انتشار نسخهٔ ۲');
    expect(new URL(page.url()).pathname).to.equal('/rota/versions/2');
    const changes = page.locator('section', { hasText: 'تغییر نسبت به نسخهٔ پیش' }).last().locator('li');
    expect(await changes.count(), 'what only goes further is no correction').to.equal(1);
    expect(await changes.innerText()).to.contain(filledBy).and.to.contain('افزوده شد');
    await check(page, 'version-2');
    await open(page, '/rota/versions');
    await check(page, 'versions');
    await open(citizen.page, '/timetable/1');
    expect(await citizen.page.locator('.timetable').innerText()).to.equal(first);
    await open(citizen.page, '/timetable?month=1399-02');
    expect(await citizen.page.locator('main').innerText()).to.contain('نسخهٔ ۲').and.to.contain('اصلاحیهٔ برنامه');
    await check(citizen.page, 'timetable-corrected');
  });

  it('cannot move what is published', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, `${board}?month=1399-01`);
    expect(await page.locator('[data-slot]:not([data-fixed]) .card-published').count()).to.equal(0);
    expect(await page.locator('.card-published').count()).to.be.greaterThan(0);
    await check(page, 'board-published');
    expect(await page.locator('.top-person b').innerText()).to.contain(STAFF.scheduler.name);
  });
}
