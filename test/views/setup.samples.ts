import { freshForm } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import { filledFor } from '../../server/setup/forms.ts';
import { setupView } from '../../server/setup/view.ts';

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'setup/form': [
    setupView(freshForm({ start: 'own', ...filledFor('اصفهان') }), '/setup/t', 'token', 'key'),
    setupView({ typed: { start: 'own', ...filledFor('یزد') }, errors: { county_0_name: 'دست‌کم یک شهرستان بنویسید.', agency_gas_name: '«نام» را بنویسید.', agency_gas_head: '«عنوان سمت» را بنویسید.', _form: 'نشد.' } }, '/setup/t', 'token', 'key'),
  ],
  'setup/awaiting': [{ done: false }, { done: true }],
};
