import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/connection.ts';
import { instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { createDraws } from '../../../server/draws/services.ts';
import type { TestApp } from '../../support/app.ts';
import { layProvince } from '../../support/province.ts';

/** Two Mondays with an hour. */
export const FIRST = '2026-11-23';
export const SECOND = '2026-11-30';

/** A command of the head, or of nobody, at an instant. */
export const commandAt = (at: string, actor: string | null = 'head'): Command => ({ key: randomUUID(), bodyHash: '', actor, at: instant(at) });

/** The draws' services as the program itself makes them, over a handle. */
export const drawsOf = ({ writer, seal, database }: Pick<TestApp, 'writer' | 'seal' | 'database'>) => createDraws({ reads: database.reads, writer, newId: randomUUID, seal });

/** Forty offices in three counties and the province with hours on both Mondays; three inspectors of the province and one of each county. */
export async function layVisits(app: TestApp) {
  const province = await layProvince(app.database, { counties: 3, offices: 40, days: [FIRST, SECOND] });
  const inspectors = [];
  for (let index = 0; index < 3; index += 1) inspectors.push(await app.as('inspector'));
  for (const { id } of province.counties) inspectors.push(await app.as({ role: 'county_inspector', agencyId: null, countyId: id }));
  return { ...province, inspectors: inspectors.map(({ userId }) => userId as string) };
}

/** Every text in every column of every row of a database, by table. */
export async function allTexts({ dialect, direct }: Database): Promise<ReadonlyMap<string, string>> {
  const named: { readonly name: string }[] = dialect === 'sqlite'
    ? await direct.from('sqlite_master').where({ type: 'table' }).select('name')
    : await direct.from('information_schema.tables').where({ table_schema: 'public' }).select({ name: 'table_name' });
  const texts = new Map<string, string>();
  for (const { name } of named) texts.set(name, JSON.stringify(await direct.from(name).select('*')));
  return texts;
}
