/** The stream of draws: it carries commitments, and nothing of what was drawn. */
export const DRAWS_STREAM = 'draws';
