import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { SHOTS } from '../../support/browser.ts';
import { open } from '../form.ts';
import type { Ground } from '../journey.ts';

/** The pages of the paper as [width, height] in points, and its file. */
async function print(page: Page, name: string): Promise<{ file: string; pages: (readonly [number, number])[] }> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  const file = join(SHOTS, `${name}.pdf`);
  writeFileSync(file, pdf);
  const pages = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))] as const);
  return { file, pages };
}

const LANDSCAPE = [[842, 595]];

const hasPdfToText = (): boolean => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** What goes on paper: A4 landscape, one page a month, with text that can be searched. */
export function paperLeg(ground: Ground): void {
  it('prints a month of the public timetable and of the board on one page', async () => {
    const citizen = await ground.person('citizen');
    await open(citizen.page, '/timetable?month=1399-02');
    const timetable = await print(citizen.page, 'timetable');
    expect(timetable.pages, 'the timetable').to.deep.equal(LANDSCAPE);
    const { page } = await ground.person('scheduler');
    await page.goto('/rota');
    await page.goto('/rota');
    await open(page, `${new URL(page.url()).pathname}?month=1399-02`);
    const board = await print(page, 'board');
    expect(board.pages, 'the board').to.deep.equal(LANDSCAPE);
    if (!hasPdfToText()) return;
    const text = execFileSync('pdftotext', ['-layout', board.file, '-'], { encoding: 'utf8' });
    // A hamza above its letter comes out beside it, so the words looked for have none.
    for (const words of ['پاسخگویی مدیران', 'اردیبهشت', 'استانداری اصفهان', 'ساعت حضور مدیران']) expect(text.normalize('NFKC').replace(/[\u200e\u200f\u202a-\u202e]/g, '')).to.contain(words);
  });
}
