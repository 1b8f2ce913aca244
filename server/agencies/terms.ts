import type { Knex } from 'knex';
import { uniqueViolation } from '../../db/errors.ts';
import type { Seal } from '../../db/sealed.ts';
import type { Tx, Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { peopleLookup } from '../people/lookup.ts';
import type { PersonEntry } from '../people/person.ts';
import { newPerson, peopleSteps, personStream } from '../people/steps.ts';
import type { NamedTerm, Term } from '../domain/agency.ts';
import { agencyRepository } from './repository.ts';
import { termRepository } from './terms-repository.ts';
import { agencySteps, agencyStream, refuseOverlap } from './steps.ts';
import { stateMark } from './service.ts';

/** Someone who could take a post: his name, and the offices he holds or held with the agency's short name. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly honorific: 'khanom' | 'agha';
  readonly terms: readonly (NamedTerm & { readonly agency: string })[];
}

/** A term as written in the form: for a person already known (an id), or for a new one. */
export interface TermEntry {
  readonly person: string | PersonEntry;
  readonly post: string;
  readonly from: Day;
  readonly to: Day | null;
}

/** A term put right, with the name of whoever holds it. */
export interface TermCorrection {
  readonly honorific: 'khanom' | 'agha';
  readonly name: string;
  readonly post: string;
  readonly from: Day;
  readonly to: Day | null;
  /** The mark of the term when the form was opened. */
  readonly seen: string;
}

const MOST_FOUND = 20;

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
}

/** Terms of office: who holds which post of an agency, from when to when. */
export function createTerms({ reads, writer, seal, newId }: Deps) {
  const find = async (db: Knex, agencyId: string, id: string): Promise<NamedTerm> => {
    const term = await termRepository(db).termById(id);
    if (term === null || term.agencyId !== agencyId) throw new Refusal('not_found');
    return term;
  };

  const change = async (tx: Tx, before: NamedTerm, after: NamedTerm): Promise<void> => {
    await refuseOverlap(tx, after);
    const { name, honorific, ...term } = after;
    tx.write(termRepository(tx.db).updateTerm(term));
    if (name !== before.name || honorific !== before.honorific) await peopleSteps(tx).rename(after.personId, { name, honorific });
    tx.raise(agencyStream(before.agencyId), 'term_changed', { before, after });
  };

  return {
    /** Refuses `not_found`, also where the term is another agency's. */
    term: (agencyId: string, id: string): Promise<NamedTerm> => find(reads, agencyId, id),

    /** At most twenty people whose name has all the words. */
    async candidates(search: string): Promise<Candidate[]> {
      const found = await peopleLookup(reads).peopleNamed(search, MOST_FOUND);
      const held = await termRepository(reads).termsOfPeople(found.map((person) => person.id));
      const shortNames = new Map((await agencyRepository(reads).agencies()).map((agency) => [agency.id, agency.shortName]));
      const placed = held.map((term) => ({ ...term, agency: shortNames.get(term.agencyId) ?? '' }));
      return found.flatMap(({ id, name, honorific }) => (honorific === 'office' ? [] : { id, name, honorific, terms: placed.filter((term) => term.personId === id) }));
    },

    /** Refuses `terms_overlap`, `range_backwards`, `national_code_taken`. */
    async add(agencyId: string, entry: TermEntry, command: Command): Promise<{ id: string }> {
      const added = typeof entry.person === 'string' ? null : newPerson(seal, newId(), entry.person);
      const personId = added?.id ?? (entry.person as string);
      const term: Term = { id: newId(), agencyId, personId, post: entry.post, from: entry.from, to: entry.to };
      try {
        return await writer.submit({
          ...command,
          // Kept under a key, since the form may carry a national code.
          bodyHash: seal.index(command.bodyHash),
          streams: [agencyStream(agencyId), personStream(personId)],
          apply: async (tx) => {
            const known = added ?? (await peopleLookup(tx.db).personById(personId));
            if (known === null || known.honorific === 'office') throw new Refusal('not_found', { field: 'person' });
            if (added !== null) await peopleSteps(tx).addPerson(added);
            await agencySteps(tx).addTerm(term, known.name);
            return { id: term.id };
          },
        });
      } catch (error) {
        if (uniqueViolation(error)?.table === 'people') throw new Refusal('changed_meanwhile');
        throw error;
      }
    },

    /** Puts a term right; refuses `changed_meanwhile`, `terms_overlap`, `range_backwards`. */
    async correct(agencyId: string, id: string, { seen, ...written }: TermCorrection, command: Command): Promise<void> {
      const { personId } = await find(reads, agencyId, id);
      await writer.submit({
        ...command,
        streams: [agencyStream(agencyId), personStream(personId)],
        apply: async (tx) => {
          const before = await find(tx.db, agencyId, id);
          if (stateMark(before) !== seen) throw new Refusal('changed_meanwhile');
          await change(tx, before, { ...before, ...written });
          return {};
        },
      });
    },

    /** Ends a term with the day given as its last; refuses `range_backwards`, and `changed_meanwhile` where it has ended before. */
    async end(agencyId: string, id: string, lastDay: Day, command: Command): Promise<void> {
      await writer.submit({
        ...command,
        streams: [agencyStream(agencyId)],
        apply: async (tx) => {
          const before = await find(tx.db, agencyId, id);
          if (before.to !== null && before.to < lastDay) throw new Refusal('changed_meanwhile', { field: 'lastDay' });
          if (lastDay < before.from) throw new Refusal('range_backwards', { field: 'lastDay' });
          await change(tx, before, { ...before, to: lastDay });
          return {};
        },
      });
    },
  };
}

export type Terms = ReturnType<typeof createTerms>;
