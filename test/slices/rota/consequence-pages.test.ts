import { expect } from 'chai';
import { addDays, formatDay, type Day } from '../../../server/domain/jalali.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { listedFields, postConfirmed } from '../../support/confirmed.ts';
import { onSqlite } from '../../support/database.ts';
import { eveBefore, halfYear, publishedHalf, standing } from './consequence-ground.ts';

const HALF = halfYear(1399, 1);
const NEW = '/calendar/closures/new';
const closing = (from: Day, to: Day | null = null) => ({ from: formatDay(from), to: to === null ? '' : formatDay(to), scope: 'province', kind: 'full', reason: 'آلودگی هوا', orderNo: '۱۲/۳' });

onSqlite((fresh) => {
  describe('the pages of a change of the calendar', () => {
    let app: TestApp;
    afterEach(() => app.stop());

    const ground = async () => {
      const database = await fresh();
      const g = await publishedHalf(database, HALF);
      const [one, two] = (await standing(g)).slice(20, 22);
      if (one === undefined || two === undefined) throw new Error('no sessions');
      app = await startApp(database, eveBefore(one.day));
      return { g, one, two, scheduler: await app.as('scheduler') };
    };

    it('list what a closure hits, write nothing before it is confirmed, and go on to the new version', async () => {
      const { g, one, two, scheduler } = await ground();
      const asked = await scheduler.post(NEW, closing(one.day, two.day));
      expect(asked.status).to.equal(200);
      for (const words of ['پیامدهای تغییر تقویم', one.shortName, two.shortName, 'لغو جلسه', 'سر جای خود بماند', 'لغو همه', 'نسخهٔ ۲']) expect(asked.text).to.contain(words);
      expect(await g.timetable.versions()).to.have.length(1);
      const fields = listedFields(asked.text) ?? {};
      expect(Object.values(fields).filter((value) => value.startsWith('move_'))).to.have.length(2);
      const done = await scheduler.post(NEW, { ...fields, [`c-hit_${two.sessionId}`]: 'cancel', 'c-letterNo': '۴۵/الف', 'c-note': 'به سبب آلودگی هوا' });
      expect([done.status, done.headers.get('location')]).to.deep.equal([303, '/rota/versions/2?done=amended']);
      const { publication } = await g.timetable.version(2);
      expect([publication.kind, publication.letterNo, publication.note, publication.changes.map(({ kind }) => kind).sort()]).to.deep.equal(['amendment', '۴۵/الف', 'به سبب آلودگی هوا', ['moved', 'removed']]);
      const moved = (await standing(g)).find(({ sessionId }) => sessionId === one.sessionId);
      expect((await scheduler.get(`/calendar/${moved?.day ?? ''}`)).text).to.contain(`href="/rota/sessions/${one.sessionId}"`).and.to.contain(one.shortName);
      expect((await (await app.as('operator')).get(`/calendar/${moved?.day ?? ''}`)).text).to.contain(one.shortName).and.not.to.contain('/rota/sessions/');
      const page = await scheduler.get(`/calendar/${one.day}`);
      expect(page.text).to.contain('آلودگی هوا').and.to.contain('تعطیلی ثبت شد').and.to.contain('۱۲/۳');
    });

    it('set one decision for all and show it, without doing anything', async () => {
      const { g, one, two, scheduler } = await ground();
      const fields = listedFields((await scheduler.post(NEW, closing(one.day, two.day))).text) ?? {};
      const set = await scheduler.post(NEW, { ...fields, 'c-set': 'cancel' });
      expect(set.status).to.equal(200);
      const after = listedFields(set.text) ?? {};
      expect([after[`c-hit_${one.sessionId}`], after[`c-hit_${two.sessionId}`]]).to.deep.equal(['cancel', 'cancel']);
      expect(await g.timetable.versions()).to.have.length(1);
      expect((await scheduler.post(NEW, after)).status).to.equal(303);
      expect((await standing(g)).map(({ sessionId }) => sessionId)).not.to.include.members([one.sessionId]);
    });

    it('give the form back as it was typed', async () => {
      const { one, two, scheduler } = await ground();
      const fields = listedFields((await scheduler.post(NEW, closing(one.day, two.day))).text) ?? {};
      const form = await scheduler.post(NEW, { ...fields, 'c-set': 'rewrite' });
      expect(form.status).to.equal(200);
      expect(form.text).to.contain('value="آلودگی هوا"').and.to.contain(`value="${formatDay(two.day)}"`).and.to.contain('>ثبت تعطیلی</button>');
    });

    it('keep what was chosen where a letter\'s number is too long, and where the list has moved on', async () => {
      const { g, one, two, scheduler } = await ground();
      const fields = { ...listedFields((await scheduler.post(NEW, closing(one.day, two.day))).text), [`c-hit_${one.sessionId}`]: 'keep' };
      const long = await scheduler.post(NEW, { ...fields, 'c-letterNo': '1'.repeat(61) });
      expect(long.status).to.equal(422);
      expect(long.text).to.contain('«شمارهٔ نامه» بلند است');
      expect(listedFields(long.text)?.[`c-hit_${one.sessionId}`]).to.equal('keep');
      await g.amend([{ kind: 'cancel', sessionId: two.sessionId }], eveBefore(one.day));
      const moved = await scheduler.post(NEW, fields);
      expect(moved.status).to.equal(409);
      expect(moved.text).to.contain('در این میان چیزی تغییر کرد');
      const again = listedFields(moved.text) ?? {};
      expect([again[`c-hit_${one.sessionId}`], again[`c-hit_${two.sessionId}`]]).to.deep.equal(['keep', undefined]);
      expect(again['c-mark']).not.to.equal(fields['c-mark' as keyof typeof fields]);
    });

    it('show the calendar\'s own form again where the calendar says no: a whole year, backwards, too long, twice, nowhere, an older view', async () => {
      const { one, scheduler } = await ground();
      const refusedWith = async (fields: Record<string, string>, sentence: string, path = NEW): Promise<void> => {
        const answer = await scheduler.post(path, { ...closing(one.day), ...fields });
        expect(answer.status, sentence).to.equal(422);
        expect(answer.text).to.contain(sentence);
      };
      await refusedWith({ from: '۱۳۹۹/۰۱/۰۱', to: '۱۳۹۹/۱۲/۲۹' }, '۳۱ روز');
      await refusedWith({ to: formatDay(addDays(one.day, -1)) }, 'پایان بازه پیش از آغاز آن است');
      await refusedWith({ orderNo: '1'.repeat(61) }, '«شمارهٔ دستور» بلند است');
      await refusedWith({ scope: 'county', county: 'nowhere' }, 'یافت نشد');
      expect((await postConfirmed(scheduler, NEW, closing(one.day))).status).to.equal(303);
      await refusedWith({}, 'پیش‌تر ثبت شده است');
      const { id } = (await app.database.reads('closures').first('id')) ?? { id: '' };
      await refusedWith({ why: 'تمدید', seen: 'older' }, 'کس دیگری', `/calendar/closures/${id}`);
      await refusedWith({ why: '', seen: '' }, '«سبب تغییر» را بنویسید', `/calendar/closures/${id}`);
      expect((await scheduler.post(`/calendar/closures/${id}/withdraw`, { reason: '' })).text).to.contain('«سبب پس گرفتن» را بنویسید');
      expect((await scheduler.get('/calendar/closures/unknown')).status).to.equal(404);
      for (const day of ['0001-01-01', '1399-13-01', 'x']) expect((await scheduler.get(`${NEW}?day=${day}`)).status, day).to.equal(200);
      for (const path of ['/calendar/1399-13-01', '/calendar/tomorrow', '/calendar/0001-01-01']) expect((await scheduler.get(path)).status, path).to.equal(404);
    });

    it('change a closure and take it back, with reasons that the history tells', async () => {
      const { one, scheduler } = await ground();
      await postConfirmed(scheduler, NEW, closing(one.day));
      const { id } = (await app.database.reads('closures').first('id')) ?? { id: '' };
      const form = await scheduler.get(`/calendar/closures/${id}`);
      const seen = /name="seen" value="([^"]*)"/.exec(form.text)?.[1] ?? '';
      const changed = await postConfirmed(scheduler, `/calendar/closures/${id}`, { ...closing(one.day), kind: 'remote_work', why: 'دستور تازه', seen });
      expect(changed.headers.get('location')).to.contain('done=changed');
      const back = await postConfirmed(scheduler, `/calendar/closures/${id}/withdraw`, { reason: 'هوا پاک شد', orderNo: '۷۷' });
      expect(back.status).to.equal(303);
      const { text } = await scheduler.get(`/calendar/${one.day}`);
      for (const words of ['تعطیلی پس گرفته شد', 'هوا پاک شد', '۷۷', 'دستور تازه', 'تعطیل کامل', 'دورکاری']) expect(text).to.contain(words);
    });
  });
});
