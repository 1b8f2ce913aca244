import type { Board } from '../domain/rota/board.ts';
import type { Conflict } from '../domain/rota/conflict.ts';
import type { Account } from '../domain/rota/plan.ts';
import { standingsOf, type Standing } from '../domain/rota/standing.ts';
import { accountOf, domainBoardOf, standingConflicts, type BoardData } from './board-data.ts';

/** A board with all that follows from it, worked out once for a page or a fragment. */
export interface BoardFacts {
  readonly data: BoardData;
  readonly board: Board;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly account: Account;
  readonly standings: ReadonlyMap<string, Standing>;
}

/** Works out a board's conflicts, account and standings. */
export function boardFactsOf(data: BoardData): BoardFacts {
  const board = domainBoardOf(data);
  const account = accountOf(data);
  return { data, board, conflicts: standingConflicts(board), account, standings: standingsOf(data.draft.agencies, data.sessions, account) };
}
