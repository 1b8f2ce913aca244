import { openDatabase } from '../../db/connection.ts';
import { byTransactions, byWriter, plainKnex, postgresPlace, sideBySide, sqlitePlace, type Place } from './changes.ts';

/** Durable changes a second, the writer's to one `knex.transaction` a call; 64 callers, FULL. Goals: 10 and 1.5. */
export async function bench(): Promise<object> {
  const sqlite = await compare('sqlite', await sqlitePlace());
  const postgres = await compare('postgres', await postgresPlace());
  return {
    ratio: sqlite.ratio.median,
    min: sqlite.ratio.min,
    max: sqlite.ratio.max,
    goal: 10,
    writer: sqlite.first.median,
    floor: sqlite.second.median,
    ratio_postgres: postgres.ratio.median,
    min_postgres: postgres.ratio.min,
    max_postgres: postgres.ratio.max,
    goal_postgres: 1.5,
    writer_postgres: postgres.first.median,
    floor_postgres: postgres.second.median,
  };
}

async function compare(name: string, place: Place) {
  const database = await openDatabase({ url: place.url, role: 'tool' });
  const knex = plainKnex(place.url);
  try {
    return await sideBySide(name, await byWriter(database), byTransactions(knex));
  } finally {
    await knex.destroy();
    await database.close();
    await place.remove();
  }
}
