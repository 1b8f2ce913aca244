import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import type { Tries } from '../domain/tries.ts';
import type { OfficePlace } from '../draws/places.ts';
import { createPhoneDay } from './day.ts';
import { createReportKeys } from './envelope.ts';
import { createImages } from './images.ts';
import { createOpening } from './opening.ts';
import { createOrders } from './orders.ts';
import { createPhotos } from './photos.ts';
import { createReading } from './reading.ts';
import { createReporting } from './reporting.ts';
import { createPhotoStore } from './store.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
  /** The secret of the reports' key pair, 32 bytes in base64. */
  readonly reports: string;
  /** The folder of the photos' files. */
  readonly photos: string;
  readonly codes: { find(hour: ManagerHour, code: string): Promise<Instant | null> };
  readonly tries: Tries;
  readonly placeOf: (agencyId: string) => Promise<OfficePlace>;
  readonly origin: () => string;
}

/** Everything that visits are made of on the server. */
export function createInspections({ reports, photos: folder, codes, tries, placeOf, origin, ...slice }: Deps) {
  const [keys, images, store] = [createReportKeys(reports), createImages(), createPhotoStore(folder)];
  const orders = createOrders({ ...slice, images, store, origin });
  return {
    orders,
    days: createPhoneDay({ ...slice, keys, orders, placeOf }),
    openings: createOpening({ ...slice, keys }),
    reporting: createReporting({ ...slice, keys, codes, tries, orders, placeOf }),
    reading: createReading(slice),
    photos: createPhotos({ ...slice, keys, images, store, placeOf }),
  };
}

export type Inspections = ReturnType<typeof createInspections>;
