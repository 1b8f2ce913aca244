import { toPersianDigits } from '../../../../server/domain/digits.ts';
import { isTold } from '../../../../server/domain/inspection/visit.ts';
import { element } from '../../page/elements.ts';
import { toast } from '../../page/toast.ts';
import type { App } from '../app.ts';
import { codeIn, type Draft } from '../draft.ts';
import type { KnownDay } from '../known-day.ts';
import { box, button, heading, thumb } from '../parts.ts';
import { answerWords, CONDUCTS, hourWords, SEALED_SINCE } from '../words.ts';

type Fact = readonly [string, string];
const given = (term: string, words: string): readonly Fact[] => (words.trim() === '' ? [] : [[term, words]]);
const yesNo = (term: string, value: boolean | null): readonly Fact[] => (value === null ? [] : [[term, value ? 'بود' : 'نبود']]);

function factsOf({ written, sight, wait }: Draft, day: KnownDay, offset: number): readonly Fact[] {
  const { answer, visitedAt, peopleWaiting, conduct, checklist, photos, position, proof, secondId } = written;
  const isMissing = answer === 'not_found';
  const told = isTold(answer) || (isMissing && proof === 'wait');
  const bad = checklist.filter(({ good }) => good === false).length;
  return [
    ['پاسخ', answerWords(answer)],
    ...(visitedAt === null ? [] : [['ساعت بازدید', hourWords(visitedAt, offset)] as const]),
    ...given('جانشین', answer === 'substitute' ? written.substitute : ''),
    ...given('همکار همراه', isMissing && proof === 'pair' ? (day.colleagues.find(({ id }) => id === secondId)?.name ?? '') : ''),
    ...given('انتظار', isMissing && proof === 'wait' && wait !== null ? `${toPersianDigits(Math.floor(wait.waitedMs / 60_000))} دقیقه` : ''),
    ...given('گواه نبودن', isMissing && proof === 'wait' ? written.witness : ''),
    ...given('گفتهٔ دفتر', told ? written.said : ''),
    ...given('شمارهٔ نامه', told ? toPersianDigits(written.letterNo) : ''),
    ...given('کد حضور', codeIn(written.code) === '' ? '' : 'وارد شد'),
    ...given('گواه حضور شما', written.presenceWitness),
    ...given('بیرون در انتظار', peopleWaiting === null ? '' : peopleWaiting === 0 ? 'هیچ‌کس' : `${toPersianDigits(peopleWaiting)} نفر`),
    ...yesNo('تابلوی ساعت حضور', written.noticeBoard),
    ...yesNo('نام مدیر روی در', written.namePlate),
    ...given('برخورد دفتر', CONDUCTS.find(({ id }) => id === conduct)?.label ?? ''),
    ...given('نیازمند اصلاح', bad === 0 ? '' : `${toPersianDigits(bad)} مورد`),
    ...given('عکس', sight.photosAllowed && photos.length > 0 ? toPersianDigits(photos.length) : ''),
    ...given('موقعیت', position === null ? '' : `ثبت شد، با دقت ${toPersianDigits(position.accuracy)} متر`),
    ...given('یادداشت', written.note),
  ];
}

/** What is about to be sealed, to be read once more; «ثبت بازدید» seals it, and then nobody reads it on the phone. */
export function summaryScreen(app: App, day: KnownDay, userId: string, draft: Draft): readonly Node[] {
  const facts = factsOf(draft, day, app.state().offset);
  const list = element('dl', { class: 'phone-facts' }, ...facts.map(([term, words]) => element('div', {}, element('dt', {}, term), element('dd', {}, words))));
  const seal = button('ثبت بازدید', () => void (async () => {
    seal.disabled = true;
    const kept = await app.keeping(async () => {
      const sealed = await app.outbox.seal(userId, draft);
      toast(sealed ? 'بازدید ثبت و مهر شد.' : 'این بازدید پیش‌تر ثبت شده است.');
    });
    seal.disabled = false;
    if (!kept) return;
    await app.refresh();
    app.go('home');
    void app.send();
  })(), { kind: 'primary', name: 'lock' });
  const back = button('بازگشت و اصلاح', () => app.go(`visit/${draft.targetId}`), { kind: 'quiet', name: 'pencil-line' });
  return [
    element('p', { class: 'phone-sight-line' }, `بازدید ${toPersianDigits(draft.place)} از امروز`),
    heading(draft.sight.agency), list, box('info', 'lock', SEALED_SINCE), thumb(seal, back),
  ];
}
