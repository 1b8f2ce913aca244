import type { Knex } from 'knex';
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
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
  readonly seal: Seal;
}

/** Everything that can be done with draws, made of the same handle. */
export function createDraws({ reads, writer, newId, seal: plain }: Deps) {
  const seal = createDrawSeal(plain);
  const drawing = createDrawing({ reads, writer, newId, seal });
  const opening = createOpening({ reads, writer, seal });
  return {
    drawing, opening,
    amending: createAmending({ reads, writer, newId, seal }),
    reading: createDrawReading({ reads, seal }),
    places: createPlaces({ reads, writer }),
    tending: createDrawTending({ reads, drawing, opening }),
  };
}

export type Draws = ReturnType<typeof createDraws>;
