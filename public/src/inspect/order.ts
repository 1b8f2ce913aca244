import { toPersianDigits } from '../../../server/domain/digits.ts';
import type { PhoneOrder } from '../../../server/inspections/phone-types.ts';
import { element, icon } from '../page/elements.ts';
import type { App } from './app.ts';
import { fromBase64Url } from './bytes.ts';
import { box, button, heading, thumb } from './parts.ts';
import { qrPicture } from './qr-picture.ts';

// The photo travels in the day itself, so that it is there without a network: as a data address, or bare base64.
function photoOf({ photo, name }: PhoneOrder): HTMLElement {
  const blank = element('span', { class: 'phone-order-photo phone-order-blank', 'aria-hidden': 'true' }, icon('user-round'));
  if (photo === null) return blank;
  const [, type = 'image/jpeg', body = photo] = /^data:(image\/(?:jpeg|png|webp));base64,(.*)$/s.exec(photo) ?? [];
  try {
    const address = URL.createObjectURL(new Blob([fromBase64Url(body)], { type }));
    const picture = element('img', { class: 'phone-order-photo', alt: `عکس ${name}`, src: address });
    picture.addEventListener('load', () => URL.revokeObjectURL(address));
    return picture;
  } catch {
    return blank;
  }
}

/** The inspection order («حکم بازرسی»), to be held out at the door: black on white, with a code that anybody may read. */
export function orderScreen(app: App): readonly Node[] {
  const order = app.state().day?.order ?? null;
  const back = thumb(button('بازگشت به فهرست', () => app.go('home'), { kind: 'primary', name: 'arrow-right' }));
  if (order === null) return [heading('حکم بازرسی'), box('warning', 'triangle-alert', 'حکم بازرسی شما روی این گوشی نیست. پیش از رفتن به دستگاه، از مدیر دفتر بازرسی بخواهید آن را صادر کند.'), back];
  return [
    element(
      'section', { class: 'phone-order', 'aria-labelledby': 'order-title' },
      element('p', { class: 'phone-order-office' }, order.office),
      element('h1', { tabindex: '-1', id: 'order-title', class: 'phone-order-title' }, 'حکم بازرسی'),
      element('div', { class: 'phone-order-who' }, photoOf(order), element('div', {}, element('p', { class: 'phone-order-name' }, order.name), element('p', {}, 'بازرس استانداری'))),
      element(
        'dl', { class: 'phone-facts' },
        element('div', {}, element('dt', {}, 'شمارهٔ حکم'), element('dd', {}, element('bdi', { dir: 'ltr' }, toPersianDigits(order.number)))),
        element('div', {}, element('dt', {}, 'اعتبار'), element('dd', {}, `تا ${toPersianDigits(order.untilText)}`)),
      ),
      qrPicture(order.link, 'کد درستی‌سنجی حکم'),
      element('p', { class: 'phone-order-note' }, 'درستی این حکم را با خواندن کد بالا بسنجید.'),
    ),
    back,
  ];
}
