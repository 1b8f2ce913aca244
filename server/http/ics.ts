import { createHash } from 'node:crypto';
import createCalendar, { escape, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { millisecondsOf, type Instant } from '../domain/calendar.ts';

/** An entry of a calendar: the same `uid` and a greater `sequence` replace what a calendar program holds of it. */
export interface CalendarEvent {
  readonly uid: string;
  readonly sequence: number;
  /** When it last changed: the stamp of the entry, so that what has not changed is the same to the byte. */
  readonly changedAt: Instant;
  readonly from: Instant;
  readonly to: Instant;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  readonly cancelled: boolean;
}

/** A calendar that programs subscribe to. */
export interface CalendarFile {
  readonly name: string;
  readonly events: readonly CalendarEvent[];
}

/** Every so many seconds a program should look again. */
const LOOK_AGAIN = 60 * 60;

const dateOf = (at: Instant): Date => new Date(millisecondsOf(at));

// A control character would end the line for some programs; line ends are escaped by the library.
const plain = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]/gu, ' ').replace(/\p{Cs}/gu, '');

/** The calendar as RFC 5545 has it: all times UTC, every line ended by CRLF and at most 75 octets; the same calendar is the same text. */
export function icsOf({ name, events }: CalendarFile): string {
  // The library writes a calendar's name as it stands.
  const calendar = createCalendar({ name: escape(plain(name), false), prodId: { company: 'didar', product: 'rota', language: 'FA' }, method: ICalCalendarMethod.PUBLISH, ttl: LOOK_AGAIN });
  for (const one of events) {
    calendar.createEvent({
      id: one.uid,
      sequence: one.sequence,
      stamp: dateOf(one.changedAt),
      lastModified: dateOf(one.changedAt),
      start: dateOf(one.from),
      end: dateOf(one.to),
      summary: plain(one.summary),
      description: plain(one.description),
      location: plain(one.location),
      status: one.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: one.cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** A strong ETag of a text. */
export const etagOf = (text: string): string => `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;

/** Whether a request's If-None-Match names the ETag, weak or strong. */
export const isKnown = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
