import { firstOfMonth, toJalali, type Day } from '../domain/jalali.ts';
import { DEFAULTS, type DatedSetting, type SettingName, type SettingValues } from '../domain/settings.ts';
import type { SetupEntry } from './forms.ts';
import type { Office } from './office.ts';

/** An office of one's own, as typed; its settings hold from the first day of this Jalali year. */
export function ownOffice(entry: Extract<SetupEntry, { start: 'own' }>, today: Day, newId: () => string): Office {
  const from = firstOfMonth({ year: toJalali(today).year, month: 1 });
  const setting = <Name extends SettingName>(name: Name, value: SettingValues[Name]): DatedSetting =>
    ({ id: newId(), name, value, from, recordedAt: '', recordedBy: '' }) as DatedSetting;
  return {
    counties: entry.counties.map((county) => ({ id: newId(), ...county, validTo: null })),
    agencies: entry.agencies.map(({ code, name, shortName, sector, kind, headTitle, mayBeInvited, mayBeInspected, mayBeGivenNotice, why, aliases }) => ({
      id: newId(), code, name, shortName, aliases, sector, kind, headTitle, mayBeInvited, mayBeInspected, mayBeGivenNotice,
      flagsWhy: why, countyId: null, parentId: null, validFrom: null, validTo: null, directLine: null,
    })),
    people: [],
    terms: [],
    absences: [],
    closures: [],
    settings: [
      setting('governorate', entry.governorate),
      setting('office_title', entry.officeTitle),
      setting('province', entry.province),
      setting('area_code', entry.areaCode === '' ? DEFAULTS.area_code : entry.areaCode),
    ],
    demand: [],
  };
}
