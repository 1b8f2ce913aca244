/** The stream of everything that happens to topics. */
export const TOPICS_STREAM = 'topics';
