import type { Agency } from '../../server/domain/agency.ts';
import type { Instant } from '../../server/domain/calendar.ts';
import type { Pages } from '../../server/http/pages.ts';
import { qrOf } from '../../server/http/qr.ts';
import { blankOffices, officeSheetView, officesView } from '../../server/people/offices-view.ts';

const agency = (id: string, shortName: string): Agency => ({
  id, code: id, name: `اداره کل ${shortName}`, shortName, aliases: null, sector: 'infra', kind: 'general_directorate', headTitle: 'مدیرکل', countyId: null, parentId: null,
  validFrom: null, validTo: null, mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, directLine: null,
});
const csrf = { token: 'token', key: 'key' };
const counties = [{ id: 'c1', name: 'کاشان', centre: 'کاشان', amarCode: null, validFrom: null, validTo: null }];
const form = { typed: blankOffices, errors: {} };
const URL_ = 'https://didar.example/welcome/abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq';

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'people/offices': [
    officesView(form, counties, null, () => csrf),
    officesView({ typed: { ...blankOffices, by: 'codes', codes: 'a1 x' }, errors: {} }, counties, {
      planned: [{ agency: agency('a1', 'راه و شهرسازی'), role: 'manager_office', username: 'daftar.a1', userId: null }, { agency: agency('a2', 'گاز'), role: 'agency_liaison', username: 'rabet.a2', userId: 'u1' }], kept: 3, unknown: ['x'], seen: 'seen',
    }, () => csrf),
    officesView({ typed: blankOffices, errors: { _form: 'دست‌کم یکی از دو حساب را برگزینید.', codes: 'شناسهٔ دستگاه‌ها را بنویسید.' } }, counties, { planned: [], kept: 0, unknown: [], seen: 'seen' }, () => csrf),
  ],
  'people/offices-sheet': [
    officeSheetView([{ agency: agency('a1', 'راه و شهرسازی'), role: 'manager_office', username: 'daftar.a1', token: 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq' }], {
      governorate: 'استانداری اصفهان', origin: 'https://didar.example', expiresAt: '2020-04-20T06:00:00.000Z' as Instant, perPage: '8', form, csrf, qrs: [qrOf(URL_, 'پیوند یک‌بارمصرف')],
    }),
  ],
};
