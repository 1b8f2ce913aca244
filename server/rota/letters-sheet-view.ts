import { addressee, callsAnHour, COURSE, LETTER_SUBJECTS, letterFrame, letterTime, opening, requests, type LetterFacts, type LetterFrame } from '../wording/letters.ts';
import type { Letter } from './letters.ts';

/** One letter on paper, its words in the order in which they are read. */
export interface LetterSheet {
  readonly id: string;
  readonly frame: LetterFrame;
  readonly opening: string;
  readonly facts: readonly { readonly term: string; readonly text: string }[];
  readonly course: string | null;
  readonly requests: readonly string[];
  readonly closing: string;
  readonly copies: readonly string[];
}

/** A letter's sheet under the head of the office. */
export function letterSheet(letter: Letter, { governorate, office }: { readonly governorate: string; readonly office: string }): LetterSheet {
  const { kind, session, agency, recipient, values: { letterhead, live_calls: live, substitutes } } = letter;
  const facts: LetterFacts = { ...letter, agencyName: agency.name, governorate };
  const isHeld = kind !== 'cancellation';
  const { signer, signerTitle } = letterhead;
  return {
    id: letter.id,
    frame: letterFrame({
      governorate, office, letterhead, letterNo: letter.letterNo, letterDay: letter.letterDay, mark: { term: 'پیوست', text: 'ندارد' }, to: addressee(recipient, agency), subject: LETTER_SUBJECTS[kind], signer, signerTitle,
    }),
    opening: opening(facts),
    facts: isHeld ? [{ term: 'زمان', text: letterTime(session) }, { term: 'محل', text: letterhead.place }, { term: 'تماس‌ها', text: `${callsAnHour(live)}، با شمارهٔ ۱۱۱` }] : [],
    course: isHeld ? COURSE : null,
    requests: requests(facts, { substitutes }, letter.answerBy),
    closing: isHeld ? 'از همکاری شما در پاسخگویی به مردم سپاسگزاریم.' : 'از آمادگی و همکاری شما سپاسگزاریم.',
    copies: letterhead.copies.split('\n').map((line) => line.trim()).filter(Boolean),
  };
}
