import { journey } from './journey.ts';
import { open } from './form.ts';
import { closureLeg } from './legs/governed-closure.ts';
import { feedLeg, revokeLeg } from './legs/governed-feed.ts';
import { EVENING, officeLeg } from './legs/governed-ground.ts';
import { importLeg } from './legs/governed-import.ts';
import { nextLeg } from './legs/governed-next.ts';
import { publishLeg } from './legs/governed-publish.ts';
import { swapLeg } from './legs/governed-swap.ts';

journey('A published half-year, and the day after: from ten in the evening', (ground) => {
  const agencies = async (): Promise<readonly string[]> => {
    const { page } = await ground.person('administrator');
    await open(page, '/demand');
    return page.locator('[data-demand-row]').evaluateAll((rows: { getAttribute(name: string): string }[]) => rows.map((row) => row.getAttribute('data-demand-row')));
  };
  officeLeg(ground);
  importLeg(ground, agencies, 'first');
  const { board } = publishLeg(ground);
  const feed = feedLeg(ground);
  closureLeg(ground, { board, feed: feed.url });
  swapLeg(ground, feed.url);
  importLeg(ground, agencies, 'next');
  nextLeg(ground);
  revokeLeg(ground, feed.url);
}, { clockMs: Date.parse(EVENING) - Date.now() });
