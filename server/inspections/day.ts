import { createCipheriv, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { clockOf, dayOf, toInstant, type Instant } from '../domain/calendar.ts';
import { clockOfMinutes, formatClock, minutesOfClock } from '../domain/clock.ts';
import type { Target } from '../domain/inspection/landed.ts';
import { checklistOf } from '../domain/inspection/visit-setting.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import type { Actor } from '../domain/permission.ts';
import { drawLookup } from '../draws/lookup.ts';
import type { OfficePlace } from '../draws/places.ts';
import { hourLookup } from '../hours/lookup.ts';
import { peopleLookup } from '../people/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { calledName } from '../wording/fa.ts';
import type { ReportKeys } from './envelope.ts';
import type { Orders } from './orders.ts';
import type { PhoneDay, PhoneTarget, TargetSight } from './phone-types.ts';
import { inspectionRepository } from './repository.ts';
import { hasPassed, officeOf } from './sealed-target.ts';

interface Deps {
  readonly reads: Knex;
  readonly seal: Seal;
  readonly keys: ReportKeys;
  readonly orders: Pick<Orders, 'ofPhone'>;
  readonly placeOf: (agencyId: string) => Promise<OfficePlace>;
}

// Every box is as long as the longest: its length says nothing of the office in it.
const PADDED = 1024;
const ABOUT_MINUTES = 5;

const boxOf = (key: Buffer, sight: TargetSight): string => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(sight.targetId));
  const text = Buffer.from(JSON.stringify(sight));
  const padded = Buffer.concat([text, Buffer.alloc((PADDED - (text.length % PADDED)) % PADDED, ' ')]);
  return Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString('base64url');
};

const aboutOf = ({ from }: ManagerHour, minute: number): string =>
  `حدود ${formatClock(clockOfMinutes(Math.round((minutesOfClock(from) + minute) / ABOUT_MINUTES) * ABOUT_MINUTES))}`;

/** What an inspector's phone fetches before it goes out. */
export function createPhoneDay({ reads, seal, keys, orders, placeOf }: Deps) {
  const sightOf = async (target: Target, minute: number, hour: ManagerHour): Promise<TargetSight> => {
    const agencies = agencyLookup(reads);
    const [agency, head, place] = [await agencies.byId(hour.agencyId), await agencies.headOf(hour.agencyId, hour.day), await placeOf(hour.agencyId)];
    return {
      targetId: target.id, agencyId: hour.agencyId, hourId: hour.id,
      agency: agency?.name ?? '',
      manager: head === null ? '' : calledName(head),
      post: head?.post ?? agency?.headTitle ?? '',
      area: place.area, address: place.address,
      about: aboutOf(hour, minute), from: hour.from, to: hour.to,
      photosAllowed: place.photosAllowed, hasScreen: place.hasScreen,
    };
  };

  const windowOf = async (hours: readonly ManagerHour[], day: Day): Promise<Pick<PhoneDay, 'from' | 'to' | 'startsAt' | 'endsAt'>> => {
    const [first, last] = [hours.map(({ startsAt }) => startsAt).sort()[0], hours.map(({ endsAt }) => endsAt).sort().at(-1)];
    if (first !== undefined && last !== undefined) return { from: clockOf(first), to: clockOf(last), startsAt: first, endsAt: last };
    const { from, to } = (await settingsLookup(reads).settingsOn(day)).manager_hour;
    return { from, to, startsAt: toInstant(day, from), endsAt: toInstant(day, to) };
  };

  const drawOf = async (day: Day): Promise<PhoneDay['draw']> => {
    if ((await drawLookup(reads).sealOf(day)) !== null) return 'sealed';
    return (await hourLookup(reads).onDay(day)).some(({ state }) => state !== 'cancelled') ? 'none' : 'no_hour';
  };

  return {
    /** The actor's day of today; targets in the order of his route, each shut until it was opened. */
    async dayOf(actor: Actor, csrf: string, now: Instant): Promise<PhoneDay> {
      const day = dayOf(now);
      const inspections = inspectionRepository(reads);
      const [drawn, others] = [await inspections.targetsOf(actor.id, day), (await inspections.inspectorsOn(day)).filter((id) => id !== actor.id)];
      const offices = drawn.map((target) => ({ target, office: officeOf(seal, target) }));
      const hours = new Map((await hourLookup(reads).byIds(offices.map(({ office }) => office.hourId))).map((hour) => [hour.id, hour]));
      const people = await peopleLookup(reads).calledOf([actor.id, ...others]);
      const { visits } = await settingsLookup(reads).settingsOn(day);
      const reported = await inspections.reportedBy(actor.id, day);
      const targets: PhoneTarget[] = [];
      for (const { target, office } of offices) {
        const hour = hours.get(office.hourId);
        if (hour === undefined) continue;
        const [key, sight] = [keys.boxKeyOf(target.id), await sightOf(target, office.minute, hour)];
        targets.push({ id: target.id, place: targets.length + 1, box: boxOf(key, sight), key: key.toString('base64url'), sight: target.openedAt === null ? null : sight, asked: target.inspectorId !== actor.id, passed: hasPassed(target, hour, now), reported: reported.has(target.id) });
      }
      return {
        userId: actor.id,
        name: people.get(actor.id) ?? actor.name,
        csrf,
        serverNow: now,
        day,
        dayText: formatDayLong(day),
        ...(await windowOf([...hours.values()], day)),
        draw: targets.length > 0 ? 'sealed' : await drawOf(day),
        publicKey: keys.publicKey,
        keyId: keys.keyId,
        order: await orders.ofPhone(actor.id, people.get(actor.id) ?? actor.name, day),
        targets,
        colleagues: others.map((id) => ({ id, name: people.get(id) ?? '' })),
        checklist: checklistOf(visits),
        rules: { waitMinutes: visits.waitMinutes, lateMinutes: visits.lateMinutes, notFoundBy: visits.notFoundBy },
      };
    },
  };
}

export type PhoneDays = ReturnType<typeof createPhoneDay>;
