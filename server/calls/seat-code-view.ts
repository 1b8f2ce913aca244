import type { Instant } from '../domain/calendar.ts';
import { toPersianDigits } from '../domain/persian.ts';
import type { CrumbsPart } from '../http/parts.ts';
import { clockWords, hostCalled, SEAT_SIDE_NAMES } from '../wording/sessions.ts';
import type { SessionFacts } from './facts.ts';

/** The one time a seat's code is shown. */
export interface SeatCodeView {
  readonly crumbs: CrumbsPart;
  readonly who: string;
  readonly desk: string;
  /** Two groups of four digits, as they are read out. */
  readonly groups: readonly string[];
  readonly address: string;
  readonly until: string;
  readonly back: string;
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/seat-code': SeatCodeView;
  }
}

interface Issued {
  readonly code: string;
  readonly expiresAt: Instant;
  readonly side: 'host' | 'companion';
  readonly desk: string;
  readonly address: string;
}

/** The page with a seat's code, and how it is used. */
export const seatCodeView = ({ life, agency }: SessionFacts, { code, expiresAt, side, desk, address }: Issued): SeatCodeView => ({
  crumbs: { trail: [{ label: 'امروز', href: `/today?day=${life.day}` }, { label: agency.shortName, href: `/today/${life.id}` }, { label: 'کد نشستن', href: null }] },
  who: side === 'host' ? hostCalled(life) : SEAT_SIDE_NAMES.companion,
  desk,
  groups: [code.slice(0, 4), code.slice(4)].map((four) => toPersianDigits(four)),
  address,
  until: clockWords(expiresAt),
  back: `/today/${life.id}`,
});
