import type { CheckedItem, NotFoundProof, VisitReport } from '../../../server/domain/inspection/report.ts';
import { isTold, type VisitRules, type WrittenVisit } from '../../../server/domain/inspection/visit.ts';
import { cleanText, toAsciiDigits } from '../../../server/domain/persian.ts';
import type { Day } from '../../../server/domain/day.ts';
import type { PhoneDay, TargetSight } from '../../../server/inspections/phone-types.ts';
import { secondsOf, type Wait } from './wait.ts';

/** What the inspector has written of a visit, as he wrote it. */
export interface Written {
  readonly answer: WrittenVisit['answer'];
  /** When the answer was chosen or the code was given, by the device; null before. */
  readonly visitedAt: string | null;
  readonly substitute: string;
  readonly peopleWaiting: number | null;
  readonly noticeBoard: boolean | null;
  readonly namePlate: boolean | null;
  readonly conduct: VisitReport['conduct'];
  readonly checklist: readonly CheckedItem[];
  readonly note: string;
  readonly code: string;
  readonly presenceWitness: string;
  readonly position: VisitReport['position'];
  readonly photos: readonly string[];
  readonly proof: 'pair' | 'wait';
  readonly secondId: string;
  readonly witness: string;
  readonly said: string;
  readonly letterNo: string;
}

/** A visit that has been opened and not yet sealed: what it needs to be gone on with, whatever the day brings. */
export interface Draft {
  readonly targetId: string;
  readonly place: number;
  readonly day: string;
  readonly sight: TargetSight;
  readonly written: Written;
  readonly wait: Wait | null;
}

/** A visit of which nothing has been written. */
export const emptyWritten = (rules: Pick<PhoneDay['rules'], 'notFoundBy'>, checklist: PhoneDay['checklist']): Written => ({
  answer: null, visitedAt: null, substitute: '', peopleWaiting: null, noticeBoard: null, namePlate: null, conduct: null, checklist: checklist.map(({ id }) => ({ id, good: null, note: '' })), note: '', code: '',
  presenceWitness: '', position: null, photos: [], proof: rules.notFoundBy === 'pair' ? 'pair' : 'wait', secondId: '', witness: '', said: '', letterNo: '',
});

/** The digits of a presence code as typed or scanned, in any script and with whatever stands between them. */
export const codeIn = (text: string): string => toAsciiDigits(text).replace(/[\s\p{Cf}-]/gu, '');

// A keyboard may put signs of direction in, which no field may hold and nobody sees.
const clean = (text: string): string => cleanText(text.replace(/\p{Bidi_Control}/gu, ''));

/** By what this visit is judged: where either way is allowed, by the way that was chosen, so that what is wanting is said of what is seen. */
export const rulesOf = ({ waitMinutes, notFoundBy }: PhoneDay['rules'], { photosAllowed }: TargetSight, { proof }: Pick<Written, 'proof'>): VisitRules =>
  ({ waitMinutes, notFoundBy: notFoundBy === 'either' ? proof : notFoundBy, photosAllowed });

function proofOf({ answer, proof, secondId, witness, said, letterNo }: Written, wait: Wait | null): NotFoundProof | null {
  const words = { witness: clean(witness), said: clean(said), letterNo: clean(letterNo) };
  if (isTold(answer)) return { secondId: null, waitedSeconds: 0, ...words, witness: '' };
  if (answer !== 'not_found') return null;
  return proof === 'pair' && secondId !== '' ? { secondId, waitedSeconds: secondsOf(wait), ...words } : { secondId: null, waitedSeconds: proof === 'pair' ? 0 : secondsOf(wait), ...words };
}

/** The report that a visit comes to: only what belongs to its answer, texts cleaned. `sealedAt` is the device's own time. */
export function reportOf({ targetId, day, sight, written, wait }: Draft, { id, inspectorId, sealedAt }: Pick<VisitReport, 'id' | 'inspectorId' | 'sealedAt'>): WrittenVisit {
  const { answer, visitedAt, substitute, code, presenceWitness, checklist, note, peopleWaiting, noticeBoard, namePlate, conduct, position, photos } = written;
  return {
    id, targetId, inspectorId, agencyId: sight.agencyId, day: day as Day, answer, visitedAt: visitedAt ?? sealedAt, sealedAt,
    substitute: answer === 'substitute' ? clean(substitute) : '',
    peopleWaiting, noticeBoard, namePlate, conduct,
    checklist: checklist.map((item) => ({ ...item, note: item.good === false ? clean(item.note) : '' })),
    note: clean(note), code: codeIn(code), presenceWitness: answer === 'not_found' ? '' : clean(presenceWitness), position,
    notFound: proofOf(written, wait),
    photos,
  };
}
