/** A whole fragment of a page for one audience, with the number of the change it shows. */
export interface Fragment {
  readonly seq: number;
  readonly html: string;
}

/** What a screen asks for: a stream, which of its fragments, and the last number it has shown. */
export interface Watch {
  readonly stream: string;
  readonly view: string;
  readonly seq: number;
}

/** A newer fragment, nothing newer (null), or why the stream may not be watched. */
export type WatchAnswer = { readonly ok: true; readonly fragment: Fragment | null } | { readonly ok: false; readonly code: string };

/** What the server tells screens; lost, repeated or late messages do no harm. */
export interface ServerToClient {
  push(message: Fragment & { readonly stream: string; readonly view: string }): void;
  drain(message: { readonly spreadMs: number }): void;
  ended(): void;
}

/** What screens may say: only which streams they look at. Every write is a POST. */
export interface ClientToServer {
  watch(ask: Watch, reply: (answer: WatchAnswer) => void): void;
}
