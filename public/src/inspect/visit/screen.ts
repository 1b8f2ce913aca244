import { toPersianDigits } from '../../../../server/domain/digits.ts';
import { element, icon } from '../../page/elements.ts';
import { button, heading, thumb } from '../parts.ts';
import { clockWords, hourWords } from '../words.ts';
import { answersPart } from './answers.ts';
import { codePart } from './code.ts';
import { showFaults, type Form } from './form.ts';
import { photosPart } from './photos.ts';
import { positionPart } from './position.ts';
import { checklistPart, notePart, signsPart, waitingPart } from './seen.ts';

function sightPart(form: Form): HTMLElement {
  const { sight, place, targetId } = form.draft();
  const { offset } = form.app.state();
  const target = form.day.targets.find(({ id }) => id === targetId);
  const opened = target === undefined || target.openedAt === null ? '' : `باز شد: ساعت ${hourWords(target.openedAt, offset)}${target.how === 'offline' ? '، بدون شبکه' : ''}`;
  return element(
    'section', { class: 'phone-sight' },
    element('p', { class: 'phone-sight-line' }, element('span', {}, `بازدید ${toPersianDigits(place)} از امروز`), element('span', {}, opened)),
    heading(sight.agency),
    element('p', {}, [sight.manager, sight.post].filter((one) => one !== '').join('، ')),
    element('p', { class: 'phone-sight-where' }, icon('map-pin'), toPersianDigits([sight.area, sight.address].filter((one) => one !== '').join('، '))),
    element('p', { class: 'phone-sight-where' }, icon('clock'), `${toPersianDigits(sight.about)}؛ ساعت حضور ${clockWords(sight.from)} تا ${clockWords(sight.to)}`),
  );
}

/** The visit while it is written. Going on to the summary needs a report without faults; each fault is said beside its field. */
export function visitScreen(form: Form): readonly Node[] {
  const parts = element('form', { class: 'phone-form', novalidate: '' });
  parts.addEventListener('submit', (event) => event.preventDefault());
  const shown = [answersPart(form), waitingPart(form), signsPart(form), codePart(form), photosPart(form), checklistPart(form), notePart(form), positionPart(form)];
  parts.append(...shown.filter((part) => part !== null));
  let judged = false;
  form.onChange(() => void (judged && showFaults(parts, form.faults())));
  const review = button('بازبینی و ثبت', () => void (async () => {
    judged = true;
    const first = showFaults(parts, form.faults());
    if (first !== null) {
      first.scrollIntoView({ block: 'center' });
      parts.querySelector<HTMLElement>(`[aria-describedby~="${first.id}"]`)?.focus({ preventScroll: true });
      return;
    }
    if (await form.save()) form.app.go(`summary/${form.draft().targetId}`);
  })(), { kind: 'primary', name: 'check' });
  return [sightPart(form), parts, thumb(review)];
}
