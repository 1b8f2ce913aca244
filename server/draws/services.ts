import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import { createAmending } from './amending.ts';
import { createDrawing } from './drawing.ts';
import { createOpening } from './opening.ts';
import { createPlaces } from './place-changes.ts';
import { createDrawReading } from './reading.ts';
import { createDrawSeal } from './sealing.ts';
import { createDrawTending } from './tending.ts';

interface Deps {
  readonly database: Pick<Database, 'reads'>;
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
  readonly seal: Seal;
}

/** Everything that can be done with draws, made of the same handle. */
export function createDraws({ database, reads, writer, newId, seal: plain }: Deps) {
  const seal = createDrawSeal(plain);
  const drawing = createDrawing({ reads, writer, newId, seal });
  const opening = createOpening({ reads, writer, seal });
  return {
    drawing, opening,
    amending: createAmending({ reads, writer, newId, seal }),
    reading: createDrawReading({ database, seal }),
    places: createPlaces({ reads, writer }),
    tending: createDrawTending({ reads, drawing, opening }),
  };
}

export type Draws = ReturnType<typeof createDraws>;
