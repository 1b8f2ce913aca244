import type { Message } from '../domain/message.ts';

const side = ({ id, kind, agencyId, sessionId, state, attempts, fault }: Message) => ({ id, kind, agencyId, sessionId, state, attempts, fault });

/** A message before and after a step as events tell of it: never its text or a telephone. */
export const toldMessage = (before: Message, after: Message) => ({ before: side(before), after: side(after) });
