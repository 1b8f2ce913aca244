import type { VisitAnswer } from '../domain/manager-hour.ts';

/** What the phone fetches before it goes out (`GET /inspect/day`): everything it needs for a morning without a network. Instants are UTC ISO text. */
export interface PhoneDay {
  readonly userId: string;
  readonly name: string;
  /** The token that its POSTs send as `x-csrf`. */
  readonly csrf: string;
  readonly serverNow: string;
  readonly day: string;
  /** The day in words: «دوشنبه ۹ آذر ۱۴۰۵». */
  readonly dayText: string;
  readonly from: string;
  readonly to: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** The server's public key for reports, raw P-256 point, base64url, and its id. */
  readonly publicKey: string;
  readonly keyId: string;
  readonly order: PhoneOrder | null;
  /** Whether the day's list was sealed; `none` where it was not, though hours are held. */
  readonly draw: 'sealed' | 'none' | 'no_hour';
  readonly targets: readonly PhoneTarget[];
  /** Other inspectors of the day, with whom a pair can be made. */
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  readonly checklist: readonly { readonly id: string; readonly text: string }[];
  readonly rules: { readonly waitMinutes: number; readonly lateMinutes: number; readonly notFoundBy: 'pair' | 'wait' | 'either' };
}

/** The inspection order («حکم بازرسی») that is shown at the door; the QR holds `link`. */
export interface PhoneOrder {
  readonly number: string;
  readonly name: string;
  readonly office: string;
  readonly untilText: string;
  /** A JPEG in base64. */
  readonly photo: string | null;
  readonly link: string;
}

/** One target as the phone keeps it, in the order of the route: what it holds is shut until it is opened. */
export interface PhoneTarget {
  readonly id: string;
  readonly place: number;
  /** AES-256-GCM of a `TargetSight` as JSON: nonce (12 bytes) and text, base64url; associated data is the target's id. */
  readonly box: string;
  /** The box's key for opening without a network, base64url: the phone keeps it wrapped by a key of its own that cannot be read out. */
  readonly key: string;
  /** What it shows, where it was opened already. */
  readonly sight: TargetSight | null;
  /** Whether it is a colleague's, whose report names him as the second of the pair. */
  readonly asked: boolean;
  /** Whether it is shut and stays so: its hour is over or not held. */
  readonly passed: boolean;
  /** Whether he has reported of it himself. */
  readonly reported: boolean;
}

/** What an opened target shows the inspector, and no more. */
export interface TargetSight {
  readonly targetId: string;
  readonly agencyId: string;
  readonly hourId: string;
  readonly agency: string;
  readonly manager: string;
  readonly post: string;
  readonly area: string;
  readonly address: string;
  /** About when to be there, «حدود ۹:۴۰». */
  readonly about: string;
  readonly from: string;
  readonly to: string;
  readonly photosAllowed: boolean;
  readonly hasScreen: boolean;
}

/** `POST /inspect/targets/:id/open` answers with the box's key; asked again it answers the same. */
export interface OpenedAnswer {
  readonly key: string;
  readonly openedAt: string;
}

/** A target opened without a network, sealed on the phone: `count` grows by one with each, so that none can be left out unseen. */
export interface OfflineOpening {
  readonly targetId: string;
  readonly inspectorId: string;
  readonly count: number;
  readonly openedAt: string;
}

/** `POST /inspect/openings` and `POST /inspect/reports` carry `{ _key, id, sealed }`: an envelope (below) of an `OfflineOpening` or a `VisitReport` as JSON. */
export interface SealedPost {
  readonly id: string;
  readonly sealed: string;
}

/** What a report came to; the same for every repeat. `photos` are the hashes that have not come yet. */
export interface ReportAnswer {
  readonly id: string;
  readonly receivedAt: string;
  readonly answer: VisitAnswer;
  readonly codeFound: 'fresh' | 'stale' | 'none';
  readonly photos: readonly string[];
}

/**
 * `POST /inspect/reports/:id/photos/:hash` carries one photo sealed as an envelope, raw (`application/octet-stream`); `hash` is SHA-256 of the
 * photo itself, hex. It answers `{ hash, received: true }`, the same for every repeat; 409 `report_first` where the report has not come yet.
 *
 * An envelope is base64url (reports) or bytes (photos) of: version byte 1, the sealer's ephemeral P-256 public key as a raw point (65 bytes), nonce (12 bytes),
 * AES-256-GCM text with its tag. The key is HKDF-SHA-256 of the ECDH secret, salt the ephemeral point, info `didar report v1`, 32 bytes.
 */
export interface PhotoAnswer {
  readonly hash: string;
  readonly received: true;
}
