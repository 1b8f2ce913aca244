import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Agency, Sector } from '../domain/agency.ts';
import { addMinutes, dayOf, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { OFFICE_ACCOUNT_ROLES, officeUsername, type OfficeAccountRole } from '../domain/office-account.ts';
import { foldKey, toAsciiDigits } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { streamOf } from './access.ts';
import { officesRepository, type NewAccount, type OfficeAccount } from './offices-repository.ts';
import { sealPerson } from './person.ts';
import { peopleRepository } from './repository.ts';
import { hashToken } from './token.ts';

/** Which offices are to get accounts, and which. */
export interface OfficeSelection {
  readonly scope: { readonly by: 'all' } | { readonly by: 'county'; readonly countyId: string | null } | { readonly by: 'sector'; readonly sector: Sector } | { readonly by: 'codes'; readonly codes: readonly string[] };
  readonly roles: readonly OfficeAccountRole[];
  /** Whether those who have an account and have not set its password get another link. */
  readonly reissue: boolean;
  readonly days: number;
}

/** One account as it will be made, or whose link will be made anew (`userId`). */
export interface PlannedAccount {
  readonly agency: Agency;
  readonly role: OfficeAccountRole;
  readonly username: string;
  readonly userId: string | null;
}

/** What a selection comes to before anything is done. */
export interface OfficePlan {
  readonly planned: readonly PlannedAccount[];
  /** How many have an account already and are left as they are. */
  readonly kept: number;
  /** Pasted codes that are no agency's. */
  readonly unknown: readonly string[];
  /** By which it is known that what is done is what was shown. */
  readonly seen: string;
}

/** A one-time link to hand to an office: its token is in this answer and nowhere else. */
export interface OfficeSlip {
  readonly agency: Agency;
  readonly role: OfficeAccountRole;
  readonly username: string;
  readonly token: string;
}

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
}

/** So many accounts are made by one change, so that nobody else waits for all of them. */
const BATCH = 50;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
const keyOf = ({ agencyId, role }: { readonly agencyId: string; readonly role: string }): string => `${agencyId} ${role}`;

/** The name of an account without a person's name: «دفتر آب و فاضلاب». */
export const officeName = ({ shortName }: Pick<Agency, 'shortName'>, role: OfficeAccountRole): string => `${role === 'manager_office' ? 'دفتر' : 'رابط'} ${shortName}`;

/** Accounts of offices in bulk, by links that are shown once. */
export function createOffices({ reads, writer, seal, newId }: Deps) {
  const offices = officesRepository(reads);

  // By the program's own key: a repeat of the command, whose reply may have been lost, shows the same links, though only their hashes are kept.
  const tokenOf = (key: string, userId: string): string => seal.index(`office link ${key} ${userId}`);

  const chosen = (all: readonly Agency[], { scope }: OfficeSelection): { readonly agencies: readonly Agency[]; readonly unknown: readonly string[] } => {
    switch (scope.by) {
      case 'all':
        return { agencies: all, unknown: [] };
      case 'county':
        return { agencies: all.filter(({ countyId }) => countyId === scope.countyId), unknown: [] };
      case 'sector':
        return { agencies: all.filter(({ sector }) => sector === scope.sector), unknown: [] };
      case 'codes': {
        const byCode = new Map(all.map((agency) => [foldKey(toAsciiDigits(agency.code)), agency]));
        const found = scope.codes.map((code) => [code, byCode.get(foldKey(toAsciiDigits(code)))] as const);
        return { agencies: [...new Set(found.flatMap(([, agency]) => agency ?? []))], unknown: found.flatMap(([code, agency]) => (agency === undefined ? [code] : [])) };
      }
    }
  };

  /** `key` null plans what is still to be done; else what this command has done already counts as planned still. */
  const plan = async (selection: OfficeSelection, key: string | null, now: Instant): Promise<OfficePlan & { readonly done: ReadonlySet<string> }> => {
    const all = (await agencyLookup(reads).agenciesOn(dayOf(now))).map(({ agency }) => agency);
    const { agencies, unknown } = chosen(all, selection);
    const held = new Map<string, OfficeAccount>();
    for (const account of await offices.accounts(null)) {
      const before = held.get(keyOf(account));
      // Of several accounts of one office one that waits for its password is the one to be helped.
      if (before === undefined || (before.used && !account.used)) held.set(keyOf(account), account);
    }
    const wanted = agencies.flatMap((agency) => OFFICE_ACCOUNT_ROLES.filter((role) => selection.roles.includes(role)).map((role) => ({ agency, role, account: held.get(keyOf({ agencyId: agency.id, role })) })));
    const links = key === null ? new Map<string, readonly { readonly hash: string }[]>() : await offices.unusedLinks(wanted.flatMap(({ account }) => account?.userId ?? []));
    const done = new Set(key === null ? [] : wanted.flatMap(({ account }) => (account !== undefined && (links.get(account.userId) ?? []).some(({ hash }) => hash === hashToken(tokenOf(key, account.userId))) ? [account.userId] : [])));
    const taken = await offices.usernames();
    let kept = 0;
    const planned = wanted.flatMap(({ agency, role, account }): PlannedAccount[] => {
      if (account === undefined) return [{ agency, role, username: officeUsername(agency.code, role, taken), userId: null }];
      if (done.has(account.userId) || (selection.reissue && !account.used && !account.disabled)) return [{ agency, role, username: account.username, userId: account.userId }];
      kept += 1;
      return [];
    });
    return { planned, kept, unknown, done, seen: digest(JSON.stringify([selection.days, planned.map(({ agency, role, username }) => [agency.id, role, username])])) };
  };

  const batchKey = (key: string, part: readonly PlannedAccount[]): string => digest(JSON.stringify([key, part.map(({ agency, role, userId }) => [agency.id, role, userId])]));

  /** Makes or helps one batch; whoever got an account from somebody else meanwhile is left out. Gives the users by office and role. */
  const batch = (part: readonly PlannedAccount[], expiresAt: Instant, command: Command): Promise<readonly { readonly key: string; readonly userId: string }[]> => {
    const ids = part.map(({ userId }) => ({ userId: userId ?? newId(), personId: newId(), grantId: newId() }));
    const rows = part.map((one, index) => ({ one, ...(ids[index] ?? { userId: '', personId: '', grantId: '' }) }));
    return writer.submit({
      ...command,
      key: batchKey(command.key, part),
      bodyHash: digest(JSON.stringify(part.map(({ username }) => username))),
      streams: rows.map(({ userId }) => streamOf(userId)),
      apply: async (tx) => {
        const repository = officesRepository(tx.db);
        const accounts = await repository.accounts([...new Set(part.map(({ agency }) => agency.id))]);
        const heldNow = new Set(accounts.map(keyOf));
        const open = new Set(accounts.filter(({ used, disabled }) => !used && !disabled).map(({ userId }) => userId));
        const taken = await repository.takenAmong(part.map(({ username }) => foldKey(username)));
        const fresh = rows.filter(({ one }) => one.userId === null && !heldNow.has(keyOf({ agencyId: one.agency.id, role: one.role })) && !taken.has(foldKey(one.username)));
        const again = rows.filter(({ one }) => one.userId !== null && open.has(one.userId));
        const added = fresh.map(({ one, userId, personId, grantId }): NewAccount => ({ userId, personId, grantId, agencyId: one.agency.id, role: one.role, username: one.username }));
        const people = fresh.map(({ one, personId }) => sealPerson(seal, personId, { honorific: 'office', name: officeName(one.agency, one.role), nationalCode: null, phone: null }));
        const earlier = await repository.unusedLinks(again.map(({ userId }) => userId));
        const links = [...fresh, ...again].map(({ userId }) => ({ userId, hash: hashToken(tokenOf(command.key, userId)) }));
        tx.write(
          ...peopleRepository(tx.db).insertPeople(people), ...repository.insertUsers(added, command.at), ...repository.insertGrants(added),
          ...repository.spendLinks([...earlier.values()].flatMap((all) => all.map(({ hash }) => hash)), command.at), ...repository.insertLinks(links, command.at, expiresAt),
        );
        for (const { one, userId, personId } of fresh) {
          const grants = [{ role: one.role, agencyId: one.agency.id, countyId: null }];
          tx.raise(streamOf(userId), 'user_added', { before: null, after: { id: userId, personId, honorific: 'office', name: officeName(one.agency, one.role), username: one.username, grants } });
        }
        for (const { userId } of links) tx.raise(streamOf(userId), 'link_issued', { expiresAt, voided: earlier.get(userId)?.length ?? 0 });
        return [...fresh, ...again].map(({ one, userId }) => ({ key: keyOf({ agencyId: one.agency.id, role: one.role }), userId }));
      },
    });
  };

  return {
    counties: () => agencyLookup(reads).counties(),

    /** What a selection would come to now. */
    plan: (selection: OfficeSelection, now: Instant): Promise<OfficePlan> => plan(selection, null, now),

    /**
     * Makes what was shown (`seen`), some accounts a change, with a link for each; repeated, it does what is left and shows the same links as long as they were not used.
     * Refuses `changed_meanwhile` where it would come to something else than was shown.
     */
    async make(selection: OfficeSelection, seen: string, command: Command): Promise<{ readonly slips: readonly OfficeSlip[]; readonly expiresAt: Instant }> {
      const { planned, done, seen: now } = await plan(selection, command.key, command.at);
      if (now !== seen) throw new Refusal('changed_meanwhile');
      const expiresAt = addMinutes(command.at, selection.days * 24 * 60);
      const users = new Map(planned.flatMap(({ agency, role, userId }): [string, string][] => (userId !== null && done.has(userId) ? [[keyOf({ agencyId: agency.id, role }), userId]] : [])));
      const left = planned.filter(({ userId }) => userId === null || !done.has(userId));
      for (let at = 0; at < left.length; at += BATCH) {
        for (const { key, userId } of await batch(left.slice(at, at + BATCH), expiresAt, command)) users.set(key, userId);
      }
      const slips = planned.flatMap(({ agency, role, username }): OfficeSlip[] => {
        const userId = users.get(keyOf({ agencyId: agency.id, role }));
        return userId === undefined ? [] : [{ agency, role, username, token: tokenOf(command.key, userId) }];
      });
      // A repeat tells the day that stands, not one counted from itself.
      const first = users.values().next().value;
      const stands = first === undefined ? undefined : (await offices.unusedLinks([first])).get(first)?.[0]?.expiresAt;
      return { slips, expiresAt: stands ?? expiresAt };
    },
  };
}

export type Offices = ReturnType<typeof createOffices>;
