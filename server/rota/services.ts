import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import type { Writer } from '../../db/writer.ts';
import { createAmending } from './amend.ts';
import { createApproval } from './approve.ts';
import { createBoard } from './board.ts';
import { createDrawingUp } from './draw-up.ts';
import { createExclusions } from './exclude.ts';
import { createLetters } from './letters.ts';
import { createProgrammes } from './programmes.ts';
import { createPublishing } from './publish.ts';
import { createRedraw } from './redraw.ts';
import { createSwapDecisions } from './swap-decide.ts';
import { createSwaps } from './swaps.ts';
import { createTimetable } from './timetable.ts';
import { createUndo } from './undo.ts';
import { createWatch } from './watch.ts';
import { createWeek } from './week.ts';
import { createChoosing } from './what-if-choose.ts';
import { createWhatIf } from './what-if.ts';

/** Every use case of programmes, made from one ground. */
export function createRota(deps: { readonly database: Pick<Database, 'reads' | 'snapshot'>; readonly reads: Knex; readonly writer: Writer; readonly newId: () => string }) {
  return {
    drawingUp: createDrawingUp(deps),
    board: createBoard(deps),
    undo: createUndo(deps),
    redraw: createRedraw(deps),
    approval: createApproval(deps),
    exclusions: createExclusions(deps),
    publishing: createPublishing(deps),
    amending: createAmending(deps),
    letters: createLetters(deps),
    timetable: createTimetable(deps),
    swaps: createSwaps(deps),
    week: createWeek(deps),
    swapDecisions: createSwapDecisions(deps),
    programmes: createProgrammes(deps),
    watch: createWatch(deps),
    whatIf: createWhatIf(deps),
    choosing: createChoosing(deps),
  };
}

export type RotaServices = ReturnType<typeof createRota>;
