import { lastOfMonth } from '../../../server/domain/jalali.ts';
import type { FreshDatabase } from '../../support/database.ts';
import { AT, ground, user } from './ground.ts';

const UNTIL = lastOfMonth({ year: 1399, month: 2 });

/** A published programme, and two sessions that can be exchanged with the offices of their agencies. */
export async function exchanging(database: FreshDatabase) {
  const g = await ground(database);
  const draftId = await g.draft();
  await g.approve(draftId);
  await g.publish(draftId, UNTIL);
  const published = (await g.board.see(draftId)).sessions.filter(({ state, agencyId }) => state === 'published' && agencyId !== null);
  for (const own of published) {
    const { possible } = await g.swaps.asking(own.id, '', AT);
    const [other, third] = possible;
    if (other === undefined || third === undefined) continue;
    const office = async (agencyId: string | null, role: 'host' | 'manager_office' = 'host') => user(database, `دفتر ${agencyId}`, role, agencyId);
    return { g, draftId, own, other: other.session, third: third.session, asker: await office(own.agencyId), colleague: await office(other.session.agencyId, 'manager_office'), stranger: await office(third.session.agencyId) };
  }
  throw new Error('no two sessions can be exchanged');
}
