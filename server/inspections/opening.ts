import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import { addMinutes, type Instant } from '../domain/calendar.ts';
import { formatClock } from '../domain/clock.ts';
import type { Command } from '../domain/command.ts';
import type { Target } from '../domain/inspection/landed.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import type { Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { hourLookup } from '../hours/lookup.ts';
import type { ReportKeys } from './envelope.ts';
import { openingShape } from './forms.ts';
import type { OpenedAnswer, SealedPost } from './phone-types.ts';
import { inspectionRepository } from './repository.ts';
import { hasPassed, officeOf } from './sealed-target.ts';
import { opened, openingStreams, visitSteps } from './steps.ts';
import { isHis, wasHis } from './whose.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly keys: ReportKeys;
}

/** Whoever stands at the first door may look where it is a few minutes before. */
const EARLY_MINUTES = 10;

/** Opens a sealed thing of the phone that says in JSON what `parse` takes. Refuses `report_unreadable`. */
export function unsealed<T>(keys: ReportKeys, sealed: Buffer, parse: (content: unknown) => { readonly success: boolean; readonly data?: T }): T {
  const read = ((): unknown => {
    const text = keys.open(sealed).toString('utf8');
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new Refusal('report_unreadable');
    }
  })();
  const { success, data } = parse(read);
  if (!success || data === undefined) throw new Refusal('report_unreadable');
  return data;
}

/** Opening targets: with the network, one after the other; without, as the phone tells afterwards. */
export function createOpening({ reads, writer, seal, keys }: Deps) {
  /** A target with its hour, where `isAllowed` says so of it. Refuses `target_foreign` (`not_found` where there is none at all), `hour_unknown`. */
  const find = async (targetId: string, isAllowed: (target: Target) => boolean | Promise<boolean>): Promise<{ readonly target: Target; readonly hour: ManagerHour }> => {
    const target = await inspectionRepository(reads).targetById(targetId);
    if (target === null) throw new Refusal('not_found');
    if (!(await isAllowed(target))) throw new Refusal('target_foreign');
    const hour = await hourLookup(reads).byId(officeOf(seal, target).hourId);
    if (hour === null) throw new Refusal('hour_unknown');
    return { target, hour };
  };
  const stands = (target: Target, userId: string): boolean => target.state !== 'withdrawn' && isHis(target, userId);
  const reread = async (db: Knex, { id }: Target): Promise<Target> => {
    const target = await inspectionRepository(db).targetById(id);
    if (target === null) throw new Refusal('not_found');
    return target;
  };
  // What can no longer be opened holds nobody up.
  const isPassed = async (db: Knex, targets: readonly Target[], at: Instant): Promise<(target: Target) => boolean> => {
    const hours = new Map((await hourLookup(db).byIds(targets.map((target) => officeOf(seal, target).hourId))).map((hour) => [hour.id, hour]));
    return (target) => hasPassed(target, hours.get(officeOf(seal, target).hourId), at);
  };

  return {
    /** Opens the next target of the actor's route and gives its box's key; one that is open already gives it again. Refuses `not_found`, `target_foreign`, `hour_not_begun`, `hour_over`, `target_order`. */
    async open(targetId: string, actor: Actor, command: Command): Promise<OpenedAnswer> {
      const { target: known, hour } = await find(targetId, (target) => stands(target, actor.id));
      const key = keys.boxKeyOf(targetId).toString('base64url');
      if (known.openedAt !== null) return { key, openedAt: known.openedAt };
      const { openedAt } = await writer.submit({
        ...command,
        streams: openingStreams(known),
        apply: async (tx): Promise<{ openedAt: Instant }> => {
          const target = await reread(tx.db, known);
          if (!stands(target, actor.id)) throw new Refusal('target_foreign');
          if (target.openedAt !== null) return { openedAt: target.openedAt };
          if (command.at < addMinutes(hour.startsAt, -EARLY_MINUTES)) throw new Refusal('hour_not_begun', { facts: { from: formatClock(hour.from) } });
          if (command.at >= hour.endsAt) throw new Refusal('hour_over');
          const route = await inspectionRepository(tx.db).targetsOf(actor.id, target.day);
          const before = route.slice(0, route.findIndex(({ id }) => id === targetId));
          const passed = await isPassed(tx.db, before, command.at);
          if (before.some((one) => one.openedAt === null && !passed(one))) throw new Refusal('target_order');
          const steps = visitSteps(tx);
          steps.put(target, opened(target, hour, { by: actor.id, how: 'online', at: command.at, count: null, deviceAt: null }));
          steps.tellOpened(target, 'online');
          return { openedAt: command.at };
        },
      });
      return { key, openedAt };
    },

    /**
     * Records that the phone opened a target without a network: its own count and time are kept, the server's order is that of the receipt. One that an
     * amendment took from him meanwhile is his again, unless another has opened it.
     * Refuses `report_unreadable`, `not_found`, `target_foreign`.
     */
    async openedOffline({ id, sealed: text }: SealedPost, actor: Actor, command: Command): Promise<{ readonly id: string; readonly receivedAt: Instant }> {
      const sealed = Buffer.from(text, 'base64url');
      const repeat = { key: id, actor: actor.id, bodyHash: createHash('sha256').update(sealed).digest('hex') };
      return writer.once(repeat, async () => {
        const entry = unsealed(keys, sealed, (content) => openingShape.safeParse(content));
        if (entry.inspectorId !== actor.id) throw new Refusal('target_foreign');
        const { target: known, hour } = await find(entry.targetId, (target) => wasHis(reads, seal, target, actor.id));
        return writer.submit({
          ...repeat,
          at: command.at,
          streams: openingStreams(known),
          apply: async (tx) => {
            const [target, steps] = [await reread(tx.db, known), visitSteps(tx)];
            const told = { openedCount: entry.count, deviceOpenedAt: entry.openedAt };
            if (target.openedAt === null) {
              steps.put(target, opened(target, hour, { by: actor.id, how: 'offline', at: command.at, count: entry.count, deviceAt: entry.openedAt }));
              steps.tellOpened(target, 'offline');
            } else if (target.openedCount === null && isHis(target, actor.id)) {
              // A report or the network was faster: how it was opened first is what the phone says of it.
              steps.put(target, { ...target, ...told, openedHow: 'offline' });
              steps.tellOpened(target, 'offline');
            }
            return { id, receivedAt: command.at };
          },
        });
      });
    },
  };
}

export type Openings = ReturnType<typeof createOpening>;
