import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Seal, SealContext } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import type { Role } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { peopleLookup } from '../people/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import type { Images } from './images.ts';
import { orderRepository, type Order } from './orders-repository.ts';
import type { PhoneOrder } from './phone-types.ts';
import type { PhotoStore } from './store.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
  readonly images: Images;
  readonly store: PhotoStore;
  readonly origin: () => string;
}

/** What is written of an order to be issued. */
export interface NewOrder {
  readonly userId: string;
  readonly number: string;
  readonly from: Day;
  readonly to: Day;
}

/** An order with whom it is of. */
export interface NamedOrder { readonly order: Order; readonly name: string }

/** Roles whose holders may bear an order. */
export const INSPECTING: readonly Role[] = ['inspector', 'county_inspector'];
/** Where the orders of inspection are recorded. */
export const ORDERS_STREAM = 'inspection_orders';
const MOST_PAST = 50;

const contextOf = (id: string): SealContext => `inspection_orders.${id}.code`;
const told = ({ id, userId, number, from, to, revokedAt }: Order) => ({ id, userId, number, from, to, revokedAt });

/** Whether an order holds on a day and was not revoked by then. */
export const isValidOn = ({ from, to, revokedAt }: Pick<Order, 'from' | 'to' | 'revokedAt'>, day: Day): boolean => revokedAt === null && from <= day && day <= to;

/** Inspectors' orders: issued and revoked by the head, shown at doors, checked by anybody who is shown one. */
export function createOrders({ reads, writer, seal, newId, images, store, origin }: Deps) {
  const linkOf = ({ id, sealedCode }: Order): string => `${origin()}/order/${seal.open(sealedCode, contextOf(id))}`;
  const named = async (orders: readonly Order[]): Promise<NamedOrder[]> => {
    const names = await peopleLookup(reads).calledOf(orders.map(({ userId }) => userId));
    return orders.map((order) => ({ order, name: names.get(order.userId) ?? '' }));
  };

  return {
    /** Who may bear an order, in the order of their names. */
    bearers: (): Promise<readonly { readonly id: string; readonly name: string }[]> => peopleLookup(reads).holdersOf(INSPECTING),

    async list(today: Day): Promise<{ readonly current: readonly NamedOrder[]; readonly past: readonly NamedOrder[] }> {
      const orders = orderRepository(reads);
      return { current: await named(await orders.from(today)), past: await named(await orders.before(today, MOST_PAST)) };
    },

    /** One order with its link, to be printed. Refuses `not_found`. */
    async one(id: string): Promise<NamedOrder & { readonly link: string }> {
      const order = await orderRepository(reads).byId(id);
      if (order === null) throw new Refusal('not_found');
      const [first] = await named([order]);
      return { order, name: first?.name ?? '', link: linkOf(order) };
    },

    /** Issues an order; its photo is made anew before anything is written. Refuses `not_found` (no such inspector), `photo_not_image`, `busy`, `disk_full`. */
    async issue(asked: NewOrder, photo: Buffer | null, command: Command): Promise<{ readonly id: string }> {
      const [id, code] = [newId(), randomBytes(32).toString('base64url')];
      const bearers = await peopleLookup(reads).holdersOf(INSPECTING);
      if (!bearers.some((one) => one.id === asked.userId)) throw new Refusal('not_found', { field: 'userId' });
      const file = photo === null ? null : await store.keep((await images.remade(photo, 600)).bytes);
      const order: Order = {
        id, ...asked, photo: file, codeHash: seal.index(`order ${code}`), sealedCode: seal.seal(code, contextOf(id)), issuedAt: command.at, issuedBy: command.actor ?? '', revokedAt: null, rev: 1,
      };
      return writer.submit({
        ...command,
        streams: [ORDERS_STREAM],
        apply: (tx) => {
          tx.write(orderRepository(tx.db).insert(order));
          tx.raise(ORDERS_STREAM, 'order_issued', { before: null, after: told(order) });
          return Promise.resolve({ id });
        },
      });
    },

    /** Revokes an order; one that is revoked already stays so. Refuses `not_found`. */
    async revoke(id: string, command: Command): Promise<void> {
      await writer.submit({
        ...command,
        streams: [ORDERS_STREAM],
        apply: async (tx) => {
          const before = await orderRepository(tx.db).byId(id);
          if (before === null) throw new Refusal('not_found');
          if (before.revokedAt !== null) return {};
          const after: Order = { ...before, revokedAt: command.at };
          tx.write(orderRepository(tx.db).put(before, after));
          tx.raise(ORDERS_STREAM, 'order_revoked', { before: told(before), after: told(after) });
          return {};
        },
      });
    },

    /** The order that an inspector bears on a day, as his phone shows it: the photo as a JPEG in base64; null where he bears none. */
    async ofPhone(userId: string, name: string, day: Day): Promise<PhoneOrder | null> {
      const order = (await orderRepository(reads).ofUserOn(userId, day)).find((one) => isValidOn(one, day));
      if (order === undefined) return null;
      const { governorate, office_title } = await settingsLookup(reads).settingsOn(day);
      const photo = order.photo === null ? null : await store.read(order.photo);
      return { number: order.number, name, office: `${office_title}، ${governorate}`, untilText: formatDayLong(order.to), photo: photo === null ? null : photo.toString('base64'), link: linkOf(order) };
    },

    /** Whether an inspector bore an order on a day that was not revoked before an instant of the device. */
    async wasOrdered(userId: string, day: Day, at: string): Promise<boolean> {
      const visited = Date.parse(at);
      return (await orderRepository(reads).ofUserOn(userId, day)).some(({ revokedAt }) => revokedAt === null || Date.parse(revokedAt) > visited);
    },

    /** What the bearer of a code may be told: whose order it is and whether it holds now; null where there is none. */
    async check(code: string, now: Instant): Promise<(NamedOrder & { readonly valid: boolean }) | null> {
      const order = await orderRepository(reads).byCode(seal.indexes(`order ${code}`));
      if (order === null) return null;
      const [first] = await named([order]);
      return { order, name: first?.name ?? '', valid: isValidOn(order, dayOf(now)) };
    },

    /** The photo of an order, a JPEG; null where it has none. */
    async photoOf(id: string): Promise<Buffer | null> {
      const order = await orderRepository(reads).byId(id);
      return order?.photo === null || order === null ? null : store.read(order.photo);
    },
  };
}

export type Orders = ReturnType<typeof createOrders>;
