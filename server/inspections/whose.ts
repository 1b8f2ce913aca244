import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Target } from '../domain/inspection/landed.ts';
import { amendmentLookup } from '../draws/lookup.ts';

/** Whether a target is drawn to somebody, as its inspector or as the second of a pair. */
export const isHis = ({ inspectorId, secondId }: Pick<Target, 'inspectorId' | 'secondId'>, userId: string): boolean => inspectorId === userId || secondId === userId;

/** Whether it is or was: whoever had no network has learnt of no amendment, and what he saw meanwhile is not lost. */
export const wasHis = async (db: Knex, seal: Seal, target: Target, userId: string): Promise<boolean> =>
  isHis(target, userId) || (await amendmentLookup(db, seal).wasDrawnTo(target.id, target.day, userId));
