import { VISIT_ANSWERS, type VisitAnswer } from '../manager-hour.ts';
import { hasForbiddenControls } from '../persian.ts';
import type { VisitReport } from './report.ts';

/** So many photos may go with one report. */
export const MAX_PHOTOS = 6;
/** The longest that each text of a report may be, in characters. */
export const VISIT_LIMITS = { name: 80, note: 2000, said: 500, letterNo: 40, itemNote: 300, waiting: 999, items: 40 } as const;

/** A report as far as it has been written: all of it but the answer may stand at its beginnings. */
export type WrittenVisit = Omit<VisitReport, 'answer'> & { readonly answer: VisitAnswer | null };

/** By what a report is judged: the office's rule of «در محل نبود», and what the visited agency has and allows. */
export interface VisitRules {
  readonly waitMinutes: number;
  readonly notFoundBy: 'pair' | 'wait' | 'either';
  readonly photosAllowed: boolean;
}

/** The places of a report that can be wrong. */
export const VISIT_FIELDS = [
  'answer', 'substitute', 'peopleWaiting', 'checklist', 'note', 'code', 'presenceWitness', 'position', 'photos', 'proof', 'second', 'waited', 'witness', 'said', 'letterNo', 'time',
] as const;
export type VisitField = (typeof VISIT_FIELDS)[number];

/** What can be wrong of one: not there, not of its kind, too long or too many, not allowed, or no pair and no wait. */
export const VISIT_FAULTS = ['missing', 'shape', 'too_long', 'too_many', 'forbidden', 'unproved'] as const;
export interface VisitFault {
  readonly field: VisitField;
  readonly code: (typeof VISIT_FAULTS)[number];
}

/** Whether the answer says that somebody stands for the office and tells where its manager is. */
export const isTold = (answer: VisitAnswer | null): boolean => answer === 'in_meeting' || answer === 'on_mission';

type Found = readonly VisitFault[];
const when = (wrong: boolean, field: VisitField, code: VisitFault['code']): Found => (wrong ? [{ field, code }] : []);

const isBlank = (text: string): boolean => text.trim() === '';
const textFaults = (field: VisitField, text: string, most: number, kind: 'line' | 'long' = 'line'): Found => [
  ...when([...text].length > most, field, 'too_long'),
  ...when(hasForbiddenControls(text, kind), field, 'shape'),
];
const needed = (field: VisitField, text: string): Found => when(isBlank(text), field, 'missing');

const isWithin = (number: number, least: number, most: number): boolean => Number.isFinite(number) && number >= least && number <= most;

// A pair proves by being two; whoever is alone proves by waiting, by a witness and by what the office says and signs for.
function proofFaults({ answer, inspectorId, notFound }: WrittenVisit, { waitMinutes, notFoundBy }: VisitRules): Found {
  if (isTold(answer)) return needed('said', notFound?.said ?? '');
  if (answer !== 'not_found') return when(notFound !== null, 'proof', 'forbidden');
  if (notFound === null) return when(true, 'proof', 'unproved');
  if (notFoundBy !== 'wait' && notFound.secondId !== null) return when(notFound.secondId === inspectorId || isBlank(notFound.secondId), 'second', 'shape');
  if (notFoundBy === 'pair') return when(true, 'second', 'missing');
  return [
    ...when(!(notFound.waitedSeconds >= waitMinutes * 60), 'waited', 'unproved'),
    ...needed('witness', notFound.witness),
    ...needed('said', notFound.said),
    ...needed('letterNo', notFound.letterNo),
  ];
}

const proofTexts = ({ notFound }: WrittenVisit): Found =>
  notFound === null ? [] : [
    ...when(!isWithin(notFound.waitedSeconds, 0, 86_400), 'waited', 'shape'),
    ...textFaults('witness', notFound.witness, VISIT_LIMITS.name),
    ...textFaults('said', notFound.said, VISIT_LIMITS.said, 'long'),
    ...textFaults('letterNo', notFound.letterNo, VISIT_LIMITS.letterNo),
  ];

// That the inspector stood there: by the code of the screen, else by a named witness; «در محل نبود» has proofs of its own.
function standingFaults({ answer, code, presenceWitness }: WrittenVisit): Found {
  if (code !== '' && !/^[0-9]{8}$/.test(code)) return [{ field: 'code', code: 'shape' }];
  return when(answer !== null && answer !== 'not_found' && code === '' && isBlank(presenceWitness), 'code', 'unproved');
}

function checklistFaults({ checklist }: WrittenVisit): Found {
  const ids = new Set(checklist.map(({ id }) => id));
  return [
    ...when(checklist.length > VISIT_LIMITS.items, 'checklist', 'too_many'),
    ...when(ids.size < checklist.length, 'checklist', 'shape'),
    ...checklist.flatMap(({ note }) => textFaults('checklist', note, VISIT_LIMITS.itemNote)).slice(0, 1),
  ];
}

function photoFaults({ photos }: WrittenVisit, { photosAllowed }: VisitRules): Found {
  return [
    ...when(photos.length > 0 && !photosAllowed, 'photos', 'forbidden'),
    ...when(photos.length > MAX_PHOTOS, 'photos', 'too_many'),
    ...when(new Set(photos).size < photos.length || photos.some((hash) => !/^[0-9a-f]{64}$/.test(hash)), 'photos', 'shape'),
  ];
}

const positionFaults = ({ position }: WrittenVisit): Found =>
  when(position !== null && !(isWithin(position.latitude, -90, 90) && isWithin(position.longitude, -180, 180) && isWithin(position.accuracy, 0, 1e7)), 'position', 'shape');

/**
 * What keeps a report from being sealed, field by field in the order of the form; [] where nothing does. The phone asks before it
 * seals and the server asks again of what it opens, so that both say the same.
 */
export function visitFaults(report: WrittenVisit, rules: VisitRules): VisitFault[] {
  const { answer, substitute, peopleWaiting, note, presenceWitness, visitedAt, sealedAt } = report;
  return [
    ...when(answer === null, 'answer', 'missing'),
    ...when(answer !== null && !VISIT_ANSWERS.includes(answer), 'answer', 'shape'),
    ...(answer === 'substitute' ? needed('substitute', substitute) : when(substitute !== '', 'substitute', 'forbidden')),
    ...textFaults('substitute', substitute, VISIT_LIMITS.name),
    ...proofFaults(report, rules),
    ...proofTexts(report),
    ...standingFaults(report),
    ...textFaults('presenceWitness', presenceWitness, VISIT_LIMITS.name),
    ...when(peopleWaiting !== null && !(Number.isInteger(peopleWaiting) && isWithin(peopleWaiting, 0, VISIT_LIMITS.waiting)), 'peopleWaiting', 'shape'),
    ...checklistFaults(report),
    ...photoFaults(report, rules),
    ...textFaults('note', note, VISIT_LIMITS.note, 'long'),
    ...positionFaults(report),
    ...when(!Number.isFinite(Date.parse(visitedAt)) || !Number.isFinite(Date.parse(sealedAt)), 'time', 'shape'),
  ];
}
