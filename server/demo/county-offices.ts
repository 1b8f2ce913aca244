import { agencyLookup } from '../agencies/lookup.ts';
import { layInAgencies, layInTerms } from '../agencies/lay-in.ts';
import { agencyStream, ROSTER_STREAM } from '../agencies/streams.ts';
import type { Agency, NamedTerm } from '../domain/agency.ts';
import type { Instant } from '../domain/calendar.ts';
import { fromJalali } from '../domain/jalali.ts';
import { peopleSteps } from '../people/steps.ts';
import { inventedNames } from '../setup/example-people.ts';
import { bare, type PlainPerson } from '../setup/office.ts';
import { seededId, seededNumbers } from '../setup/seeded.ts';
import { commandAt, type Ground } from './guests.ts';

// The kinds of office that every county of the example has, by the code of the body above them.
const KINDS = ['water-sewage', 'gas', 'agriculture', 'welfare', 'education'] as const;
const SINCE = fromJalali(1397, 1, 1);
const BATCH = 60;

/** Adds county offices to the example: in each county some, under the body of the province, each with an invented head. */
export async function addCountyOffices({ database: { reads }, writer }: Pick<Ground, 'database' | 'writer'>, at: Instant, actor: string): Promise<void> {
  const lookup = agencyLookup(reads);
  const [all, counties] = [await lookup.all(), await lookup.counties()];
  const offices = KINDS.flatMap((code) => {
    const parent = all.find((agency) => agency.code === code);
    if (parent === undefined) return [];
    return counties.map((county): Agency => ({
      ...parent, id: seededId(`office ${code} ${county.name}`), code: `${code}-${county.amarCode ?? county.name}`, name: `اداره ${parent.shortName} شهرستان ${county.name}`, shortName: `${parent.shortName} ${county.name}`,
      kind: 'directorate', headTitle: 'رئیس اداره', countyId: county.id, parentId: parent.id, mayBeInvited: false, flagsWhy: 'دفتر شهرستان است و مدیر بالادستش دعوت می‌شود.', aliases: null, directLine: null,
    }));
  });
  // The example's own heads have their names already.
  const names = inventedNames(offices.length, seededNumbers(1402));
  const heads = offices.map((office, index): { readonly person: PlainPerson; readonly term: NamedTerm } => {
    const { honorific, name } = names[index] ?? { honorific: 'agha' as const, name: 'رئیس اداره' };
    const person = { id: seededId(`head of ${office.id}`), honorific, name };
    return { person, term: { id: seededId(`term of ${office.id}`), agencyId: office.id, personId: person.id, name: person.name, honorific: person.honorific, post: office.headTitle, from: SINCE, to: null } };
  });
  for (let from = 0; from < offices.length; from += BATCH) {
    const [some, theirs] = [offices.slice(from, from + BATCH), heads.slice(from, from + BATCH)];
    await writer.submit({
      ...commandAt(at, actor),
      streams: [ROSTER_STREAM, ...some.map(({ id }) => agencyStream(id))],
      apply: async (tx) => {
        await layInAgencies(tx, { added: some, changed: [] });
        await peopleSteps(tx).addPeople(theirs.map(({ person }) => bare(person)));
        await layInTerms(tx, { added: theirs.map(({ term }) => term), changed: [] });
        return {};
      },
    });
  }
}
