import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { fromJalali, isDay, isLeapJalali, monthOf, toJalali } from '../../server/domain/jalali.ts';
import { foldKey, normalizePhone } from '../../server/domain/persian.ts';
import type { Holiday } from '../../server/domain/working-time.ts';

interface SeededAgency {
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: string;
  readonly mayBeInvited: boolean;
  readonly mayBeInspected: boolean;
  readonly mayBeGivenNotice: boolean;
  readonly why: string | null;
}

interface SeededCounty {
  readonly province: string;
  readonly name: string;
  readonly amarCode: string | null;
  readonly validFrom: string | null;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../db/seeds/data/${name}.json`, import.meta.url), 'utf8'));
const holidays = read('holidays') as readonly Holiday[];
const agencies = read('agencies') as readonly SeededAgency[];
const counties = read('counties') as readonly SeededCounty[];
const provinces = read('provinces') as readonly { readonly code: string; readonly name: string; readonly areaCode: string }[];

describe('The reference facts', () => {
  it('hold every official holiday of 1398 to 1406', () => {
    const counts = new Map<number, number>();
    for (const { day, altDay } of holidays) {
      expect(isDay(day) && (altDay === null || isDay(altDay)), day).to.be.true;
      counts.set(monthOf(day).year, (counts.get(monthOf(day).year) ?? 0) + 1);
    }
    expect([...counts]).to.deep.equal([[1398, 27], [1399, 29], [1400, 28], [1401, 27], [1402, 27], [1403, 28], [1404, 28], [1405, 29], [1406, 27]]);
    expect(new Set(holidays.map(({ day, title }) => `${day} ${title}`)).size).to.equal(holidays.length);
    const solar = holidays.filter(({ kind }) => kind === 'solar').map(({ day }) => toJalali(day));
    for (const year of counts.keys()) {
      for (const [month, date] of [[1, 1], [1, 2], [1, 3], [1, 4], [1, 12], [1, 13], [3, 14], [3, 15], [11, 22], [12, 29]]) {
        expect(solar.some((at) => at.year === year && at.month === month && at.day === date), `${year}/${month}/${date}`).to.be.true;
      }
      if (isLeapJalali(year)) expect(solar.some((at) => at.year === year && at.month === 12 && at.day === 30), String(year)).to.be.true;
    }
    expect(holidays.filter(({ status }) => status === 'predicted').every(({ day }) => day >= fromJalali(1406, 1, 1))).to.be.true;
  });

  it('hold 109 bodies, and say why a flag is off', () => {
    expect(agencies).to.have.length(109);
    expect(new Set(agencies.map(({ code }) => code)).size).to.equal(109);
    expect(new Set(agencies.map(({ name }) => foldKey(name))).size).to.equal(109);
    for (const agency of agencies) {
      const all = agency.mayBeInvited && agency.mayBeInspected && agency.mayBeGivenNotice;
      expect(agency.why === null, agency.code).to.equal(all);
      // Who may not be inspected cannot be given notice of an absence.
      expect(agency.mayBeInspected || !agency.mayBeGivenNotice, agency.code).to.be.true;
      if (['judiciary', 'oversight', 'police', 'broadcaster', 'governorate_unit'].includes(agency.kind)) {
        expect(agency.mayBeInvited || agency.mayBeInspected, agency.code).to.be.false;
      }
    }
  });

  it('hold the counties of 1399 and the four that came later, and 31 provinces', () => {
    const isfahan = counties.filter(({ province }) => province === 'اصفهان');
    expect(isfahan.filter(({ validFrom }) => validFrom === null)).to.have.length(24);
    expect(isfahan.filter(({ validFrom }) => validFrom !== null)).to.have.length(4);
    expect(counties.every(({ validFrom }) => validFrom === null || isDay(validFrom))).to.be.true;
    expect(new Set(counties.map(({ name }) => foldKey(name))).size).to.equal(counties.length);
    expect(new Set(provinces.map(({ name }) => foldKey(name))).size).to.equal(31);
    expect(new Set(provinces.map(({ areaCode }) => areaCode)).size).to.equal(31);
    for (const { areaCode, name } of provinces) expect(normalizePhone('32221234', areaCode).ok, name).to.be.true;
    for (const { province } of counties) expect(provinces.some(({ name }) => name === province)).to.be.true;
  });
});
