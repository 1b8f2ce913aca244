import type { Database } from '../../../db/connection.ts';
import { createWriter } from '../../../db/writer.ts';
import { layOffice, streamsOf } from '../../../server/setup/office.ts';
import { exampleOffice } from '../../../server/setup/example.ts';
import { fromJalali, type Day } from '../../../server/domain/jalali.ts';
import type { DatedSetting } from '../../../server/domain/settings.ts';
import { AT, command, user } from './ground.ts';

/** The first half of 1399. */
export const HALF: { readonly from: Day; readonly to: Day } = { from: fromJalali(1399, 1, 1), to: fromJalali(1399, 6, 31) };

/** The example office of Isfahan as it was before 1399: two sessions a week. */
export async function isfahan(database: Database): Promise<void> {
  const writer = await createWriter(database, () => undefined);
  const by = await user(database, 'خانم کریمی', 'administrator');
  const whole = exampleOffice();
  const isLater = ({ name, from }: DatedSetting): boolean => name === 'sessions_per_week' && from === HALF.from;
  const office = { ...whole, settings: whole.settings.filter((one) => !isLater(one)) };
  await writer.submit({
    ...command(by.id, AT),
    streams: streamsOf(office),
    apply: async (tx) => {
      await layOffice(tx, office, AT, by.id);
      return {};
    },
  });
}
