import { formatDay } from '../domain/jalali.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { addressee, callsAnHour, COURSE, LETTER_SUBJECTS, letterTime, opening, requests, type LetterFacts } from '../wording/letters.ts';
import type { Letter } from './letters.ts';

/** One letter on paper, its words in the order in which they are read. */
export interface LetterSheet {
  readonly id: string;
  readonly governorate: string;
  readonly office: string;
  /** '' where it has none yet: a place for the pen. */
  readonly number: string;
  readonly date: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly opening: string;
  readonly facts: readonly { readonly term: string; readonly text: string }[];
  readonly course: string | null;
  readonly requests: readonly string[];
  readonly closing: string;
  readonly signer: string;
  readonly signerTitle: string;
  readonly copies: readonly string[];
  readonly foot: readonly { readonly term: string; readonly text: string; readonly ltr: boolean }[];
}

/** A letter's sheet under the head of the office. */
export function letterSheet(letter: Letter, { governorate, office }: { readonly governorate: string; readonly office: string }): LetterSheet {
  const { kind, session, agency, recipient, values: { letterhead, live_calls: live, substitutes } } = letter;
  const facts: LetterFacts = { ...letter, agencyName: agency.name, governorate };
  const isHeld = kind !== 'cancellation';
  return {
    id: letter.id,
    governorate,
    office,
    number: letter.letterNo === null ? '' : toPersianDigits(letter.letterNo),
    date: letter.letterDay === null ? '' : formatDay(letter.letterDay),
    to: addressee(recipient, agency),
    subject: LETTER_SUBJECTS[kind],
    opening: opening(facts),
    facts: isHeld ? [{ term: 'زمان', text: letterTime(session) }, { term: 'محل', text: letterhead.place }, { term: 'تماس‌ها', text: `${callsAnHour(live)}، با شمارهٔ ۱۱۱` }] : [],
    course: isHeld ? COURSE : null,
    requests: requests(facts, { substitutes }, letter.answerBy),
    closing: isHeld ? 'از همکاری شما در پاسخگویی به مردم سپاسگزاریم.' : 'از آمادگی و همکاری شما سپاسگزاریم.',
    signer: letterhead.signer,
    signerTitle: letterhead.signerTitle,
    copies: letterhead.copies.split('\n').map((line) => line.trim()).filter(Boolean),
    foot: [
      ...(letterhead.address === '' ? [] : [{ term: 'نشانی', text: toPersianDigits(letterhead.address), ltr: false }]),
      ...(letterhead.phone === '' ? [] : [{ term: 'تلفن', text: toPersianDigits(letterhead.phone), ltr: true }]),
    ],
  };
}
