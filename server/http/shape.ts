import type { RequestHandler } from 'express';
import { Refusal } from '../domain/refusal.ts';

/** No form of ours nests deeper; whatever does is made to exhaust who walks through it. */
const MOST = 16;

const isDeeper = (value: unknown, left: number): boolean =>
  typeof value === 'object' && value !== null && (left === 0 || Object.values(value).some((inner) => isDeeper(inner, left - 1)));

/** Refuses an address with a null character, which no thing of ours has in its name and not every database can be asked for: `bad_request`. */
export const refuseOddAddresses: RequestHandler = (req, _res, next) => {
  if (/%00|\0/.test(req.originalUrl)) throw new Refusal('bad_request');
  next();
};

/** Refuses a body that has not the shape of any form of ours, a list or one nested without end: `bad_request`; one of a kind that is not read has no fields. */
export const refuseOddShapes: RequestHandler = (req, _res, next) => {
  req.body ??= {};
  if (Array.isArray(req.body) || isDeeper(req.body, MOST)) throw new Refusal('bad_request');
  next();
};
