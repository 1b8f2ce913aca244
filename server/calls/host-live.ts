import { may } from '../domain/permission.ts';
import type { Render } from '../http/render.ts';
import type { Fragment } from '../live/contract.ts';
import type { LiveSlice } from '../live/slice.ts';
import { hostCardView } from './host-card-view.ts';
import { hostNotesView } from './host-notes-view.ts';
import { notesViewOf } from './host-page-view.ts';
import { hostQueueView } from './host-view.ts';
import type { HostWatch } from './host-watch.ts';
import { NOTE_SIDES } from './notes.ts';

interface Deps {
  readonly watch: HostWatch;
  readonly render: Render;
}

const SESSIONS = 'session:';
const NOTES = 'notes:';
const COMMITMENTS = 'commitments:';

const idIn = (stream: string, prefix: string): string | null => {
  const id = stream.slice(prefix.length);
  return stream.startsWith(prefix) && /^[\w-]{1,100}$/.test(id) ? id : null;
};

/** Whoever works at the desk of a session sees the same fragments; nobody else sees any. */
const audienceOf = ({ watch }: Deps, prefix: string, views: readonly string[]): LiveSlice['audience'] => async (actor, stream, view) => {
  const sessionId = idIn(stream, prefix);
  if (sessionId === null || !views.includes(view)) return null;
  const agencyId = await watch.agencyOf(sessionId);
  return agencyId !== null && may(actor, 'calls.host', { agencyId, sessionId }) ? 'desk' : null;
};

/** The host's desk: `session:ID` has the fragments `host-queue` and `host-card`. */
export function hostLive({ watch, render }: Deps): LiveSlice {
  // Screens that come back together read together, and see the same: it is drawn for them once.
  const drawn = new WeakMap<object, Fragment>();
  const draw = <Facts extends { readonly seq: number }>(facts: Facts | null, html: (facts: Facts) => string): Fragment | null => {
    if (facts === null) return null;
    const known = drawn.get(facts) ?? { seq: facts.seq, html: html(facts) };
    drawn.set(facts, known);
    return known;
  };
  const fragments: Readonly<Record<string, (sessionId: string) => Promise<Fragment | null>>> = {
    'host-queue': async (sessionId) => draw(await watch.queue(sessionId), (facts) => render('calls/_host-queue', hostQueueView(facts))),
    'host-card': async (sessionId) => draw(await watch.card(sessionId), (facts) => render('calls/_host-card', hostCardView(facts))),
  };
  return {
    prefix: SESSIONS,
    audience: audienceOf({ watch, render }, SESSIONS, Object.keys(fragments)),
    shows(stream, changed) {
      if (changed === stream) return true;
      if (!changed.startsWith(COMMITMENTS)) return false;
      // Not known yet whose session it is: rather draw once too often.
      return (watch.knownAgencyOf(stream.slice(SESSIONS.length)) ?? changed.slice(COMMITMENTS.length)) === changed.slice(COMMITMENTS.length);
    },
    streamsShowing: (changed) => (changed.startsWith(COMMITMENTS) ? null : changed.startsWith(SESSIONS) ? [changed] : []),
    seq: (stream) => watch.number(stream.slice(SESSIONS.length)),
    async fragment(stream, view) {
      const sessionId = idIn(stream, SESSIONS);
      return sessionId === null ? null : ((await fragments[view]?.(sessionId)) ?? null);
    },
  };
}

/** What the sides write of the present call: `notes:ID` has a fragment for each side, with what the others have written. */
export function notesLive({ watch, render }: Deps): LiveSlice {
  const sides = new Map(NOTE_SIDES.map((side) => [notesViewOf(side), side]));
  return {
    prefix: NOTES,
    audience: audienceOf({ watch, render }, NOTES, [...sides.keys()]),
    shows: (stream, changed) => changed === stream || changed === `${SESSIONS}${stream.slice(NOTES.length)}`,
    streamsShowing(changed) {
      const sessionId = idIn(changed, NOTES) ?? idIn(changed, SESSIONS);
      return sessionId === null ? [] : [`${NOTES}${sessionId}`];
    },
    seq: (stream) => watch.notesNumber(stream.slice(NOTES.length)),
    async fragment(stream, view) {
      const [sessionId, side] = [idIn(stream, NOTES), sides.get(view)];
      const facts = sessionId === null || side === undefined ? null : await watch.notes(sessionId);
      return facts === null || side === undefined ? null : { seq: facts.seq, html: render('calls/_host-notes', hostNotesView(facts, side)) };
    },
  };
}
