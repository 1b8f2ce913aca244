/** One command key and what its change answered first; `result` is JSON, null for no answer. */
export interface CommandRow {
  key: string;
  actor: string | null;
  body_hash: string;
  result: string | null;
  at: string;
}

/** A stream's newest seq and the hash of its newest event ('' before the first). */
export interface StreamRow {
  id: string;
  seq: number;
  hash: string;
}

/** One event of a stream; `data` is JSON, `hash` covers the event and the one before it. Append-only. */
export interface EventRow {
  stream: string;
  seq: number;
  at: string;
  actor: string | null;
  key: string;
  kind: string;
  data: string;
  hash: string;
}

/** A setting with the day from which it holds; the newest recorded of a name and day wins. `value` is JSON. */
export interface SettingRow {
  id: string;
  name: string;
  value: string;
  from_day: string;
  recorded_at: string;
  recorded_by: string;
}

/** rate-limiter-flexible's own row; `expire` in ms since 1970. */
export interface RateLimitRow {
  key: string;
  points: number;
  expire: number | null;
}
