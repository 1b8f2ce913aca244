import { expect } from 'chai';
import { check, closeBrowser, hasBrowser, openVisitor, type Visitor } from '../../support/browser.ts';
import { COUNCIL, ON_LEAVE, startGround, type LookGround } from './ground.ts';


describe('the board and the calendar in a browser', () => {
  let ground: LookGround;
  let visitor: Visitor;
  const page = () => visitor.page;
  /** Waits until the slot shows this name (null: empty). */
  const shows = async (slot: string, name: string | null) => {
    const shown = page().locator(name === null ? `#slot-${slot} [data-empty]` : `#slot-${slot} [data-card-name]`);
    await shown.waitFor();
    if (name !== null) expect((await shown.innerText()).trim()).to.equal(name);
    await page().locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  };
  const said = () => page().locator('[data-toasts]').innerText();

  before(async function () {
    if (!hasBrowser()) return this.skip();
  });
  beforeEach(async () => {
    ground = await startGround();
    visitor = await openVisitor(ground.url);
    await page().goto('/');
  });
  afterEach(async () => {
    const wrong = visitor.faults().filter((fault) => !fault.includes('socket.io') && !fault.includes('ERR_FAILED'));
    await visitor.context.close();
    await ground.stop();
    expect(wrong).to.deep.equal([]);
  });
  after(closeBrowser);

  it('is fit to be shown', async () => {
    await page().locator('#card-roads').click();
    await check(page(), 'look-board');
  });

  it('moves by a click on the card and a click on the place, and takes it back', async () => {
    await page().locator('#card-power').click();
    await page().locator('#slot-empty').click();
    await shows('empty', 'توزیع برق');
    await shows('power', null);
    await page().keyboard.press('Control+KeyZ');
    await shows('power', 'توزیع برق');
  });

  it('says a known conflict before anything is sent, and leaves the card', async () => {
    await page().locator('#card-power').click();
    await page().locator('#slot-leave[data-verdict="bad"]').click();
    expect(await said()).to.contain(ON_LEAVE);
    expect(ground.keys).to.deep.equal([]);
    await shows('power', 'توزیع برق');
  });

  it('puts a refused card back and says why', async () => {
    await page().locator('#card-roads').dragTo(page().locator('#card-health'));
    await page().locator('.toast-bad').waitFor();
    expect(await said()).to.contain(COUNCIL);
    await shows('roads', 'راه و شهرسازی');
    await shows('health', 'علوم پزشکی');
  });

  it('drags to a free place; a published card stays', async () => {
    await page().locator('#card-power').dragTo(page().locator('#slot-empty'));
    await shows('empty', 'توزیع برق');
    await page().locator('#card-fixed').dragTo(page().locator('#slot-power'));
    await shows('fixed', 'ثبت اسناد');
  });

  it('moves by Enter, arrows and Enter, right arrow towards yesterday, and the focus goes with the card', async () => {
    await page().locator('#card-power').focus();
    for (const key of ['Enter', 'ArrowRight', 'Enter']) await page().keyboard.press(key);
    await shows('empty', 'توزیع برق');
    await page().locator('#slot-empty [data-card]:focus').waitFor();
  });

  it('asks again under the same key when the reply is lost', async () => {
    const sent: string[] = [];
    await page().route('**/move', async (route) => {
      sent.push((route.request().postDataJSON() as { _key: string })._key);
      await (sent.length === 1 ? route.abort() : route.continue());
    });
    await page().locator('#card-power').click();
    await page().locator('#slot-empty').click();
    await shows('empty', 'توزیع برق');
    expect(sent).to.have.length(2);
    expect(new Set(sent).size).to.equal(1);
  });

  it('chooses a day by keys alone and reads a typed one', async () => {
    const field = page().locator('#f-to');
    const opener = page().locator('[data-date-field] > button');
    await opener.press('Enter');
    const walked: (string | null)[] = [];
    for (const key of ['ArrowLeft', 'Home', 'End', 'PageDown', 'Shift+PageUp']) {
      await page().keyboard.press(key);
      walked.push(await page().locator('[data-day]:focus').getAttribute('data-day'));
    }
    expect(walked).to.deep.equal(['2026-11-30', '2026-11-28', '2026-12-04', '2027-01-03', '2026-01-03']);
    await page().keyboard.press('Enter');
    expect(await field.inputValue()).to.equal('۱۴۰۴/۱۰/۱۳');
    expect(await page().locator('[data-date-field] > button:focus').count()).to.equal(1);
    await field.fill('1405-9-8');
    await field.blur();
    expect(await field.inputValue()).to.equal('۱۴۰۵/۰۹/۰۸');
  });
});
