import type { Page } from 'playwright-core';
import { check, shoot, WIDTHS } from '../support/browser.ts';

const NARROW = { width: WIDTHS.narrow, height: 844 };

const atBoth = async (page: Page, look: () => Promise<void>): Promise<void> => {
  const wide = page.viewportSize();
  await look();
  await page.setViewportSize(NARROW);
  await look();
  if (wide !== null) await page.setViewportSize(wide);
};

/** A page is fit to be shown on an office screen and on a telephone; pictures of both are kept. */
export const checkBoth = (page: Page, name: string): Promise<void> => atBoth(page, () => check(page, name));

/** Keeps pictures of both widths; whether such a page is fit to be shown is looked at where its states are walked one by one (test/journeys/look). */
export const shootBoth = (page: Page, name: string): Promise<void> => atBoth(page, () => shoot(page, name));
