import type { Request } from 'express';

/** A parameter of the address as text; a missing or repeated one reads as empty. */
export const queryText = (req: Request, name: string): string => {
  const value = req.query[name];
  return typeof value === 'string' ? value : '';
};
