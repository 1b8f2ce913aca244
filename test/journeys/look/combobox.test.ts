import { expect } from 'chai';
import { check, closeBrowser, hasBrowser, openVisitor, WIDTHS, type Visitor } from '../../support/browser.ts';
import { startComboboxGround, type ComboboxGround } from './combobox-ground.ts';

const OUTAGE = 'آب و فاضلاب › تأمین آب › قطعی و کم‌فشاری آب';

describe('a combobox in a browser', () => {
  let ground: ComboboxGround;
  let visitor: Visitor;
  const page = () => visitor.page;
  const field = () => page().getByRole('combobox', { name: 'موضوع' });
  const carried = (name = 'topicId') => page().locator(`input[type="hidden"][name="${name}"]`).inputValue();
  const listed = () => page().getByRole('listbox', { name: 'موضوع' }).getByRole('option');
  const active = async () => page().locator(`[id="${(await field().getAttribute('aria-activedescendant')) ?? 'none'}"]`).innerText();
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page().keyboard.press(key);
  };
  const open = async (width: number = WIDTHS.wide) => {
    visitor = await openVisitor(ground.url, { width });
    await page().goto('/');
    await field().waitFor();
  };

  before(async function () {
    if (!hasBrowser()) return this.skip();
    ground = await startComboboxGround();
  });
  afterEach(async () => {
    const wrong = visitor.faults();
    await visitor.context.close();
    expect(wrong).to.deep.equal([]);
  });
  after(async () => {
    await closeBrowser();
    await ground.stop();
  });

  it('is worked by the keyboard alone: type, choose with Enter, and the id is sent', async () => {
    await open();
    await page().evaluate(`document.addEventListener('change', ({ target }) => { if (target.type === 'hidden') (globalThis.heard ??= []).push(target.name + ' ' + target.value); })`);
    await field().focus();
    await page().keyboard.type('کم فشاري');
    expect(await active()).to.contain('قطعی و کم‌فشاری آب');
    expect(await page().getByRole('status').filter({ hasText: 'یافت شد' }).innerText()).to.equal('۱ مورد یافت شد.');
    await press('Enter');
    expect([await field().inputValue(), await carried(), await field().getAttribute('aria-expanded')]).to.deep.equal([OUTAGE, 'water-outage', 'false']);
    expect(await page().evaluate('heard')).to.deep.equal(['topicId water-outage']);
    await press('Tab');
    // Nothing is chosen in the next field by what is typed and taken back.
    await page().keyboard.type('گاز');
    await press('Escape');
    await Promise.all([page().waitForEvent('framenavigated'), press('Enter')]);
    expect(ground.sent.at(-1)).to.include({ topicId: 'water-outage', agencyId: 'id-tax' });
  });

  it('fetches its options when somebody looks for one: says so meanwhile, keeps what is typed, and says when they do not come', async () => {
    visitor = await openVisitor(ground.url);
    let asked = 0;
    let come = (): void => undefined;
    await page().route('**/options', async (route) => {
      asked += 1;
      if (asked === 1) return route.fulfill({ status: 409, body: '' });
      await new Promise<void>((resolve) => (come = resolve));
      return route.continue();
    });
    await page().goto('/fetched');
    expect(asked).to.equal(0);
    const foot = page().locator('.combobox-foot:visible');
    await field().click();
    await foot.filter({ hasText: 'فهرست نیامد' }).waitFor();
    await field().fill('کم فشار');
    await foot.filter({ hasText: 'فهرست می‌آید' }).waitFor();
    await press('Tab');
    expect([await field().inputValue(), await carried()], 'it could not be looked for yet').to.deep.equal(['کم فشار', '']);
    await field().focus();
    await press('End');
    await page().keyboard.type('ي');
    come();
    await listed().first().waitFor();
    await press('Enter');
    expect([await field().inputValue(), await carried(), asked]).to.deep.equal([OUTAGE, 'water-outage', 2]);
  });

  it('walks the list by arrows, Home and End, and Escape leaves everything as it was', async () => {
    await open();
    await field().focus();
    await press('ArrowDown');
    expect(await listed().count()).to.equal(30);
    expect(await active()).to.contain('آب و فاضلاب');
    const first = await active();
    await press('End', 'ArrowDown');
    expect(await active()).to.equal(first);
    await press('ArrowUp', 'Home', 'ArrowDown');
    expect(await active()).to.contain('تأمین آب');
    await press('Escape');
    expect([await field().inputValue(), await carried(), await field().getAttribute('aria-activedescendant')]).to.deep.equal(['', '', null]);
    await page().keyboard.type('شناسنامه');
    await press('Tab');
    expect(await carried()).to.equal('registration-certificate');
    await field().fill('هیچ چنین چیزی');
    expect(await page().getByText('موردی یافت نشد.').first().isVisible()).to.equal(true);
    await press('Enter', 'Tab');
    expect(await carried(), 'what is no choice goes back to the choice').to.equal('registration-certificate');
    await field().fill('');
    await press('Tab');
    expect([await carried(), await field().inputValue()]).to.deep.equal(['', '']);
    await page().getByRole('button', { name: 'ثبت' }).click();
    expect(await field().evaluate((input) => (input as unknown as { validity: { valueMissing: boolean } }).validity.valueMissing)).to.equal(true);
  });

  it('is worked by the mouse, and closes where one presses elsewhere', async () => {
    await open();
    await page().getByRole('button', { name: 'فهرست موضوع' }).click();
    expect(await field().getAttribute('aria-expanded')).to.equal('true');
    await listed().filter({ hasText: 'فاضلاب و شکستگی لوله' }).click();
    expect(await carried()).to.equal('sewage');
    await field().click();
    await check(page(), 'look-combobox-open');
    await page().getByRole('heading', { level: 1 }).click();
    expect([await field().getAttribute('aria-expanded'), await carried()]).to.deep.equal(['false', 'sewage']);
  });

  it('is worked by touch at the width of a telephone, and is fit to be shown', async () => {
    await open(WIDTHS.narrow);
    await field().tap();
    await field().fill('گاز');
    expect(await listed().filter({ hasText: 'بی دستگاه پاسخگو' }).count()).to.be.greaterThan(0);
    await check(page(), 'look-combobox-typed');
    await listed().filter({ hasText: 'قطعی و افت فشار گاز' }).tap();
    expect(await carried()).to.equal('gas-outage');
    await check(page(), 'look-combobox-chosen');
  });

  it('is a plain select without scripts', async () => {
    const browser = await openVisitor(ground.url);
    visitor = browser;
    const context = await browser.context.browser()?.newContext({ javaScriptEnabled: false, baseURL: ground.url });
    if (context === undefined) throw new Error('no browser');
    const plain = await context.newPage();
    await plain.goto('/');
    await plain.getByLabel('موضوع').selectOption('water-outage');
    await plain.getByRole('button', { name: 'ثبت' }).click();
    expect(ground.sent.at(-1)).to.include({ topicId: 'water-outage' });
    await context.close();
  });
});
