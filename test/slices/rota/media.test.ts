import { expect } from 'chai';
import { readSheet } from 'read-excel-file/node';
import { formatDay, lastOfMonth } from '../../../server/domain/jalali.ts';
import { startApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { ground } from './ground.ts';

onSqlite((fresh) => {
  describe('the timetable for the media', () => {
    const laid = async (renamed: string | null = null) => {
      const database = await fresh();
      const g = await ground(database);
      if (renamed !== null) await database.direct('agencies').update({ name: renamed });
      const app = await startApp(database, '2020-03-25T06:00:00.000Z');
      const draftId = await g.draft();
      await g.approve(draftId);
      const version = await g.publish(draftId, lastOfMonth({ year: 1399, month: 2 }));
      const sessions = (await g.board.see(draftId)).sessions.filter(({ state, agencyId }) => state === 'published' && agencyId !== null);
      const bytes = async (path: string): Promise<{ status: number; headers: Headers; body: Buffer }> => {
        const answer = await fetch(`${app.url}${path}`);
        return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
      };
      return { app, version, sessions, bytes };
    };

    it('is text that reads alike wherever it is pasted', async () => {
      const { app, version, bytes, sessions } = await laid();
      try {
        const { headers, body } = await bytes(`/timetable/versions/${version}/media.txt`);
        expect(headers.get('content-type')).to.equal('text/plain; charset=utf-8');
        expect(headers.get('content-disposition')).to.match(/^inline; filename="didar-timetable-v1\.txt"; filename\*=UTF-8''%D8/);
        const text = body.toString('utf8');
        expect(text).to.contain('ساعت \u2068۹\u00a0تا\u00a0۱۱\u2069: \u2068ادارهٔ کل');
        expect(text.split('\n').filter((line) => line.startsWith('ساعت'))).to.have.length(sessions.length);
        const isolates = (sign: RegExp): number => text.match(sign)?.length ?? 0;
        expect(isolates(/\u2068/g)).to.equal(isolates(/\u2069/g));
      } finally {
        await app.stop();
      }
    });

    it('is a table with the same rows, from right to left, its headings in Persian', async () => {
      const { app, version, bytes, sessions } = await laid();
      try {
        const { headers, body } = await bytes(`/timetable/versions/${version}/media.xlsx`);
        expect(headers.get('content-disposition')).to.match(/^attachment; filename="didar-timetable-v1\.xlsx"; filename\*=UTF-8''%D8/);
        const [head, ...rows] = await readSheet(body);
        expect(head).to.deep.equal(['ردیف', 'روز', 'تاریخ', 'از ساعت', 'تا ساعت', 'دستگاه', 'مدیر پاسخگو', 'سمت', 'به جای', 'تاریخ میلادی']);
        expect(rows.map((row) => [row[0], row[2], row[9]])).to.deep.equal(sessions.map(({ day }, index) => [index + 1, formatDay(day), day]));
        expect(rows[0]?.slice(3, 5)).to.deep.equal(['۹', '۱۱']);
        const month = await bytes('/timetable/media.xlsx?month=1399-02');
        expect((await readSheet(month.body)).length - 1).to.be.within(1, sessions.length - 1);
        expect(month.headers.get('content-disposition')).to.contain('didar-timetable-1399-02.xlsx');
      } finally {
        await app.stop();
      }
    });

    it('is for everybody, and has nothing for a version that is not there', async () => {
      const { app, bytes } = await laid();
      try {
        for (const path of ['/timetable/versions/9/media.txt', '/timetable/versions/x/media.xlsx', '/timetable/versions/1e3/media.txt']) expect((await bytes(path)).status, path).to.equal(404);
        for (const path of ['/timetable/media.txt', '/timetable/media.txt?month=1499-12', '/timetable/media.txt?month=x']) expect((await bytes(path)).status, path).to.equal(200);
        expect((await app.anonymous().get('/timetable')).text).to.contain('/timetable/media.xlsx?month=');
      } finally {
        await app.stop();
      }
    });

    it('never begins a cell like a formula', async () => {
      const { app, version, bytes } = await laid('=HYPERLINK("http://example.test";"الف")');
      try {
        const [, ...rows] = await readSheet((await bytes(`/timetable/versions/${version}/media.xlsx`)).body);
        for (const row of rows) expect(String(row[5])).to.equal('\'=HYPERLINK("http://example.test";"الف")');
      } finally {
        await app.stop();
      }
    });
  });
});
