import { toPersianDigits } from '../../../../server/domain/digits.ts';
import { MAX_PHOTOS } from '../../../../server/domain/inspection/visit.ts';
import { element, icon } from '../../page/elements.ts';
import { sha256Hex } from '../bytes.ts';
import { shrunk } from '../photo.ts';
import { faultPlace, freshId } from '../parts.ts';
import type { Form } from './form.ts';

/** Photos of doors and signs; null where the agency forbids any. */
export function photosPart(form: Form): HTMLElement | null {
  const { sight, targetId } = form.draft();
  const { app } = form;
  if (!sight.photosAllowed) return null;
  const id = freshId();
  const input = element('input', { type: 'file', accept: 'image/*', capture: 'environment', multiple: '', id, class: 'phone-file' });
  const label = element('label', { for: id, class: 'phone-button phone-button-plain' }, icon('camera-shot'), element('b', {}, 'گرفتن عکس'));
  const shown = element('ul', { class: 'phone-photos' });
  const told = element('p', { class: 'field-hint', role: 'status' });

  const thumbnail = async (hash: string, index: number): Promise<HTMLElement> => {
    const photo = await app.drafts.photo(targetId, hash);
    const name = `عکس ${toPersianDigits(index + 1)}`;
    const item = element('li', {});
    if (photo !== null) {
      const address = URL.createObjectURL(new Blob([photo], { type: 'image/jpeg' }));
      const picture = element('img', { src: address, alt: name });
      picture.addEventListener('load', () => URL.revokeObjectURL(address));
      item.append(picture);
    }
    const away = element('button', { type: 'button', class: 'phone-photo-away', 'aria-label': `برداشتن ${name}` }, icon('trash-2'));
    away.addEventListener('click', () => void (async () => {
      form.set({ photos: form.written().photos.filter((one) => one !== hash) });
      await app.keeping(() => app.drafts.dropPhoto(targetId, hash));
      await show();
    })());
    item.append(away);
    return item;
  };
  const show = async (): Promise<void> => {
    const { photos } = form.written();
    shown.replaceChildren(...(await Promise.all(photos.map(thumbnail))));
    shown.hidden = photos.length === 0;
    label.hidden = photos.length >= MAX_PHOTOS;
  };

  const add = async (file: File): Promise<string> => {
    const photo = await shrunk(file);
    if (photo === null) return 'این پرونده عکس نیست؛ افزوده نشد.';
    const hash = await sha256Hex(photo);
    if (form.written().photos.includes(hash)) return 'این عکس پیش‌تر افزوده شده است.';
    if (form.written().photos.length >= MAX_PHOTOS) return `حداکثر ${toPersianDigits(MAX_PHOTOS)} عکس پذیرفته می‌شود.`;
    // First the photo and then its mention: a report never names a photo that is not here.
    if (!(await app.keeping(() => app.drafts.addPhoto(form.userId, targetId, hash, photo)))) return 'عکس نگه داشته نشد: حافظهٔ گوشی پر است.';
    form.set({ photos: [...form.written().photos, hash] });
    return '';
  };
  input.addEventListener('change', () => void (async () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    told.textContent = 'در حال کوچک کردن عکس';
    const said: string[] = [];
    for (const file of files) said.push(await add(file));
    told.textContent = said.find((words) => words !== '') ?? '';
    await show();
  })());
  void show();
  return element(
    'section', { class: 'phone-part', 'aria-label': 'عکس' },
    element('div', { class: 'phone-part-head' }, element('h2', { class: 'phone-legend' }, 'عکس'), element('p', { class: 'field-hint' }, `از در و تابلو، نه از آدم‌ها؛ حداکثر ${toPersianDigits(MAX_PHOTOS)} عکس.`)),
    shown, element('div', { class: 'phone-file-row' }, input, label), told, faultPlace('photos'),
  );
}
