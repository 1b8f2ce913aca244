import { expect } from 'chai';
import { stateMark } from '../../../server/agencies/service.ts';
import { day } from '../../../server/domain/jalali.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';
import { agencyEntry, agencyGround, command, today } from './ground.ts';

onBothDatabases((_name, fresh) => {
  describe('agencies and counties', () => {
    it('keeps an agency as written, and its change with before and after', async () => {
      const { agencies, eventsOf } = await agencyGround(fresh);
      const { id } = await agencies.add(agencyEntry('آب و فاضلاب', { code: 'water', mayBeInspected: false, flagsWhy: 'نمونه', validTo: day('2027-03-20') }), command());
      const kept = await agencies.agency(id);
      expect(kept).to.deep.equal({ ...agencyEntry('آب و فاضلاب'), id, code: 'water', mayBeInspected: false, flagsWhy: 'نمونه', validTo: '2027-03-20' });
      await agencies.change(id, { ...kept, headTitle: 'مدیرعامل' }, stateMark(kept), command());
      expect((await agencies.agency(id)).headTitle).to.equal('مدیرعامل');
      expect(await eventsOf(`agency:${id}`)).to.deep.equal(['agency_added', 'agency_changed']);
      expect(await refused(agencies.change(id, kept, stateMark(kept), command()))).to.equal('changed_meanwhile');
    });

    it('refuses a name or code that is taken, however it is spelt, also when both come at once', async () => {
      const { agencies } = await agencyGround(fresh);
      await agencies.add(agencyEntry('راه‌آهن اصفهان', { code: 'rail' }), command());
      expect(await refused(agencies.add(agencyEntry('راه آهن اصفهان'), command()))).to.equal('agency_name_taken');
      expect(await refused(agencies.add(agencyEntry('دیگر', { code: 'rail' }), command()))).to.equal('agency_code_taken');
      const both = await Promise.allSettled([agencies.add(agencyEntry('گاز'), command()), agencies.add(agencyEntry('گاز'), command())]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
      expect(await agencies.list({}, today)).to.have.length(2);
    });

    it('lets a name be borne again when its days do not meet', async () => {
      const { agencies } = await agencyGround(fresh);
      await agencies.add(agencyEntry('صنعت', { validTo: day('2020-03-19') }), command());
      await agencies.add(agencyEntry('صنعت', { validFrom: day('2020-03-20') }), command());
      expect(await refused(agencies.add(agencyEntry('صنعت', { validFrom: day('2020-03-19'), validTo: day('2020-03-19') }), command()))).to.equal('agency_name_taken');
      expect(await refused(agencies.add(agencyEntry('وارونه', { validFrom: day('2020-03-20'), validTo: day('2020-03-19') }), command()))).to.equal('range_backwards');
    });

    it('finds an agency by the other names that people have for it', async () => {
      const { agencies } = await agencyGround(fresh);
      const { id } = await agencies.add(agencyEntry('راه و شهرسازی', { aliases: 'مسكن و شهرسازی، مسکن مهر' }), command());
      await agencies.add(agencyEntry('گاز'), command());
      const found = async (search: string) => (await agencies.list({ search }, today)).map(({ agency }) => agency.id);
      expect(await found('مسکن شهرسازی')).to.deep.equal([id]);
      const kept = await agencies.agency(id);
      await agencies.change(id, { ...kept, aliases: null }, stateMark(kept), command());
      expect(await found('مسکن')).to.deep.equal([]);
    });

    it('refuses an agency that would be its own forebear', async () => {
      const { agencies } = await agencyGround(fresh);
      const { id: top } = await agencies.add(agencyEntry('بالا'), command());
      const { id: below } = await agencies.add(agencyEntry('پایین', { parentId: top }), command());
      const before = await agencies.agency(top);
      expect(await refused(agencies.change(top, { ...before, parentId: below }, stateMark(before), command()))).to.equal('agency_own_parent');
      expect(await refused(agencies.change(top, { ...before, parentId: top }, stateMark(before), command()))).to.equal('agency_own_parent');
      expect(await refused(agencies.add(agencyEntry('یتیم', { parentId: 'nobody' }), command()))).to.equal('not_found');
    });

    it('narrows the list by words, sector, county, flag, validity and reach', async () => {
      const { agencies } = await agencyGround(fresh);
      const { id: county } = await agencies.addCounty({ name: 'کاشان', centre: 'کاشان', amarCode: '1010', validFrom: null, validTo: null }, command());
      const { id: here } = await agencies.add(agencyEntry('فرمانداری کاشان', { sector: 'governorate', countyId: county, mayBeInvited: false }), command());
      const { id: bank } = await agencies.add(agencyEntry('بانک ملی', { sector: 'economy' }), command());
      const { id: gone } = await agencies.add(agencyEntry('پیشین', { validTo: day('2024-03-19') }), command());
      const ids = async (filter: Parameters<typeof agencies.list>[0]) => (await agencies.list(filter, today)).map(({ agency }) => agency.id);
      expect(await ids({})).to.deep.equal([bank, gone, here]);
      expect(await ids({ search: 'كاشان فرمانداري' })).to.deep.equal([here]);
      expect(await ids({ search: '%' })).to.have.length(3);
      expect(await ids({ sector: 'economy' })).to.deep.equal([bank]);
      expect(await ids({ countyId: county })).to.deep.equal([here]);
      expect(await ids({ countyId: 'province' })).to.deep.equal([bank, gone]);
      expect(await ids({ flag: { name: 'mayBeInvited', on: false } })).to.deep.equal([here]);
      expect(await ids({ validity: { day: today, stands: false } })).to.deep.equal([gone]);
      expect(await ids({ scope: { everywhere: false, agencyIds: [bank], countyIds: [county] } })).to.deep.equal([bank, here]);
      expect(await ids({ scope: { everywhere: false, agencyIds: [], countyIds: [] } })).to.deep.equal([]);
    });

    it('keeps counties with their days, one name at a time', async () => {
      const { agencies, eventsOf } = await agencyGround(fresh);
      const written = { name: 'بوئین و میاندشت', centre: 'بوئین', amarCode: null, validFrom: null, validTo: null };
      const { id } = await agencies.addCounty(written, command());
      expect(await refused(agencies.addCounty({ ...written, name: 'بو یین و میان‌دشت'.replace('بو یین', 'بوئین') }, command()))).to.equal('county_name_taken');
      const before = await agencies.county(id);
      await agencies.changeCounty(id, { ...written, validTo: day('2026-03-20') }, stateMark(before), command());
      expect(await refused(agencies.changeCounty(id, written, stateMark(before), command()))).to.equal('changed_meanwhile');
      await agencies.addCounty({ ...written, validFrom: day('2026-03-21') }, command());
      expect(await agencies.counties()).to.have.length(2);
      expect(await eventsOf(`county:${id}`)).to.deep.equal(['county_added', 'county_changed']);
    });
  });
});
