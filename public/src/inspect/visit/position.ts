import { toPersianDigits } from '../../../../server/domain/digits.ts';
import { element } from '../../page/elements.ts';
import { button, faultPlace } from '../parts.ts';
import type { Form } from './form.ts';

const PATIENCE_MS = 15_000;
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** The position, asked for only by a button; never a proof by itself. */
export function positionPart(form: Form): HTMLElement | null {
  if (!('geolocation' in navigator)) return null;
  const told = element('p', { class: 'field-hint', role: 'status' });
  const ask = button('ثبت موقعیت', () => {
    told.textContent = 'در حال خواندن موقعیت';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => form.set({ position: { latitude: round(coords.latitude), longitude: round(coords.longitude), accuracy: Math.round(coords.accuracy) } }),
      () => void (told.textContent = 'موقعیت خوانده نشد. گزارش بی‌آن هم پذیرفته است.'),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 },
    );
  }, { name: 'map-pin' });
  const drop = button('برداشتن موقعیت', () => {
    form.set({ position: null });
    told.textContent = '';
  }, { kind: 'quiet', name: 'x' });
  const show = (): void => {
    const { position } = form.written();
    ask.hidden = position !== null;
    drop.hidden = position === null;
    if (position !== null) told.textContent = `موقعیت ثبت شد، با دقت ${toPersianDigits(position.accuracy)} متر.`;
  };
  form.onChange(show);
  show();
  return element('section', { class: 'phone-part' }, element('h2', { class: 'phone-legend' }, 'موقعیت (اختیاری)'), ask, told, drop, faultPlace('position'));
}
