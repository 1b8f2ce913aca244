import { expect } from 'chai';
import fc from 'fast-check';
import { day, formatDay, fromJalali, MONTHS, monthLength } from '../../../server/domain/jalali.ts';
import { termEntry, command, absenceEntry } from '../agencies/ground.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';
import { csv, importGround, told } from './ground.ts';
import { inUtf16, inWindows1256, workbook } from './workbook.ts';

const CODE = '0084575948';
const at = (text: string): number => (Date.parse(text) - Date.parse('1899-12-30')) / 86_400_000;

onBothDatabases((_name, fresh) => {
  describe('agencies from a file', () => {
    const line = 'شناسه,نام کامل,نام کوتاه,بخش,نوع,عنوان رئیس دستگاه,دعوت‌شدنی,تلفن مستقیم,زیرمجموعهٔ';

    it('are added and changed; what is the same but for its spelling stays, and an empty cell changes nothing', async () => {
      const ground = await importGround(fresh);
      const file = csv(line, '12,شركت گاز استان,,,,,خیر,3132123456,', ',اداره کل آموزش و پرورش,آموزش,فرهنگی، علمی و آموزشی'.replace('فرهنگی، علمی و آموزشی', '"فرهنگی، علمی و آموزشی"') + ',اداره کل,مدیرکل,,,گاز', 'roads,ادارهٔ کل راه و شهر سازی,,,,,,,');
      const sent = await ground.send('agencies', file);
      expect(told(sent)).to.deep.equal(['changed | directLine →۰۳۱\u00a0۳۲۱۲\u00a0۳۴۵۶ | mayBeInvited بله→خیر', 'new', 'same']);
      await ground.take(sent);
      const all = (await ground.agencies.list({}, day('2026-11-22'))).map(({ agency }) => agency);
      expect(all.find(({ code }) => code === '0012')).to.include({ name: 'شرکت گاز استان', mayBeInvited: false, directLine: '+983132123456' });
      const school = all.find(({ shortName }) => shortName === 'آموزش');
      expect(school).to.include({ sector: 'culture_education', kind: 'general_directorate', parentId: ground.gas, mayBeInvited: true });
      expect((await ground.events()).sort()).to.deep.equal(['agency agency_added', 'agency agency_added', 'agency agency_added', 'agency agency_changed']);
    });

    it('are judged beside each other and beside what stands', async () => {
      const { send } = await importGround(fresh);
      const rest = ',زیربنایی و توسعهٔ زیرساخت,شرکت,مدیرعامل,,,';
      const sent = await send('agencies', csv(line, `a1,شرکت نو,نو${rest}`, `a1,شرکت دیگر,دیگر${rest}`, `a2,شرکت نو,نو${rest}`, `a3,شرکت گاز استان,گاز${rest}`, 'a4,شرکت بی بخش,,,,,,,', `a5,شرکت سوم,سوم,نابخش,شرکت,مدیر,شاید,12,ناکجا`));
      expect(told(sent)).to.deep.equal([
        'new',
        'faulty | code: همین مورد در ردیف ۲ هم آمده است؛ یکی را بردارید.',
        'faulty | name: دستگاهی با همین نام با شناسهٔ «a۱» ثبت شده است؛ شناسه را درست کنید یا خالی بگذارید.',
        'faulty | name: دستگاهی با همین نام با شناسهٔ «۰۰۱۲» ثبت شده است؛ شناسه را درست کنید یا خالی بگذارید.',
        'faulty | sector: «بخش» برای دستگاه تازه لازم است؛ آن را بنویسید. | kind: «نوع» برای دستگاه تازه لازم است؛ آن را بنویسید. | headTitle: «عنوان رئیس دستگاه» برای دستگاه تازه لازم است؛ آن را بنویسید.',
        'faulty | sector: «نابخش» شناخته نشد؛ یکی از واژه‌های راهنمای این ستون را بنویسید، مانند «زیربنایی و توسعهٔ زیرساخت». | mayBeInvited: «شاید» شناخته نشد؛ یکی از این‌ها را بنویسید: «بله» یا «خیر». | directLine: شمارهٔ تلفن درست نیست؛ مانند ۰۹۱۳۱۲۳۴۵۶۷ یا ۰۳۱۳۲۱۲۳۴۵۶ بنویسید.',
      ]);
    });

    it('may belong to one another within the file, in any order, and never in a circle', async () => {
      const ground = await importGround(fresh);
      const rest = ',تولیدی و خدماتی,شرکت,مدیر,,';
      await ground.taken('agencies', csv(line, `b,شرکت ب,ب${rest},ج`, `c,شرکت ج,ج${rest},roads`));
      const all = new Map((await ground.agencies.list({}, day('2026-11-22'))).map(({ agency }) => [agency.code, agency]));
      expect(all.get('b')?.parentId).to.equal(all.get('c')?.id);
      expect(all.get('c')?.parentId).to.equal(ground.roads);
      expect(told(await ground.send('agencies', csv(line, 'c,,,,,,,,ب', 'b,,,,,,,,هیچ')))).to.deep.equal(['faulty | parent: دستگاه نمی‌تواند زیرمجموعهٔ خودش باشد.', 'faulty | parent: دستگاه بالادستی با نام یا شناسهٔ «هیچ» ثبت نشده است.']);
    });
  });

  describe('managers from a file', () => {
    const line = 'دستگاه,خانم یا آقا,نام,نام خانوادگی,کد ملی,همراه,سمت,از تاریخ,تا تاریخ';

    it('give back the zeros that a spreadsheet dropped, and its days', async () => {
      const ground = await importGround(fresh);
      const file = workbook([line.split(','), ['گاز', 'آقا', 'کاوه', 'احمدی', Number(CODE), 9_131_234_567, '', { n: at('2020-03-24'), s: 3 }, ''], ['مسکن', 'زن', 'مينا', 'رضایی', '', '9.131234567E+09', 'معاون', at('2021-03-21'), '۲۹ اسفند ۱۴۰۱']]);
      await ground.taken('managers', file);
      const { terms } = await ground.agencies.detail(ground.gas, day('2026-11-22'));
      expect(terms).to.have.length(1);
      expect(terms[0]).to.include({ name: 'کاوه احمدی', honorific: 'agha', post: 'مدیرعامل', from: '2020-03-24', to: null });
      const row = await ground.database.reads('people').where({ id: terms[0]?.personId ?? '' }).first();
      expect(row?.national_code_index).to.equal(ground.seal.index(CODE));
      expect(row?.phone_index).to.equal(ground.seal.index('+989131234567'));
      const other = (await ground.agencies.detail(ground.roads, day('2026-11-22'))).terms[0];
      expect(other).to.include({ name: 'مینا رضایی', honorific: 'khanom', post: 'معاون', from: '2021-03-21', to: '2023-03-20' });
      // What the record keeps is of staff, and neither codes nor telephones.
      const kept = JSON.stringify(await ground.database.reads('events').select('data'));
      expect(kept).not.to.contain(CODE).and.not.to.contain('9131234567');
    });

    it('know a person by the code, else by the name in the agency, and tell what changes', async () => {
      const ground = await importGround(fresh);
      await ground.terms.add(ground.gas, termEntry('کاوه احمدی', '2020-03-24', null, { post: 'مدیرعامل', person: { honorific: 'agha', name: 'کاوه احمدی', nationalCode: CODE, phone: '+989131234567' } }), command());
      await ground.terms.add(ground.roads, termEntry('مینا رضایی', '2021-03-21', null), command());
      const file = csv(line, `گاز,,كاوه,احمدي,84575948,09131234567,,۱۳۹۹/۱/۵,`, `راه و شهرسازی,خانم,,مینا رضایی,,۰۹۱۳۷۶۵۴۳۲۱,,1400/01/01,1402/12/29`, `گاز,,کاوه احمدی نژاد,,${CODE},,مشاور,1390/1/1,1395/1/1`);
      const sent = await ground.send('managers', file);
      expect(told(sent)).to.deep.equal(['same', 'changed | honorific آقای→خانم | phone →در فایل | to →۱۴۰۲/۱۲/۲۹', 'faulty | name: این با آنچه در ردیف ۲ دربارهٔ همین شخص آمده است یکی نیست.']);
      await ground.take(sent, true);
      expect((await ground.agencies.detail(ground.roads, day('2026-11-22'))).terms[0]).to.include({ honorific: 'khanom', to: '2024-03-19' });
      expect(told(await ground.send('managers', csv(line, `گاز,,کاوه احمدی نژاد,,${CODE},,مشاور,1390/1/1,1395/1/1`)))).to.deep.equal(['new | name کاوه احمدی→کاوه احمدی نژاد']);
    });

    it('are judged beside each other: one post, one person at a time; the end of one may make room for the next', async () => {
      const ground = await importGround(fresh);
      await ground.terms.add(ground.gas, termEntry('کاوه احمدی', '2020-03-24', null, { post: 'مدیرعامل' }), command());
      const next = 'گاز,خانم,مینا رضایی,,,,,1401/1/1,';
      expect(told(await ground.send('managers', csv(line, next)))).to.deep.equal(['faulty | from: دورهٔ کاوه احمدی در همین سمت با این دوره هم‌پوشانی دارد. نخست پایان آن را ثبت کنید.']);
      const both = csv(line, next, 'گاز,,کاوه احمدی,,,,,1399/1/5,1400/12/29');
      expect(told(await ground.send('managers', both))).to.deep.equal(['new', 'changed | to →۱۴۰۰/۱۲/۲۹']);
      // 1400 had no thirtieth of Esfand: without that row the other is not right either.
      const wrong = await ground.send('managers', csv(line, next, 'گاز,,کاوه احمدی,,,,,1399/1/5,1400/12/30', 'گاز,آقا,علی نو,,,,,1402/1/1,'));
      expect(told(wrong)).to.deep.equal([
        'faulty | from: دورهٔ کاوه احمدی در همین سمت با این دوره هم‌پوشانی دارد. نخست پایان آن را ثبت کنید.',
        'faulty | to: این تاریخ در تقویم نیست (۳۰ اسفند ۱۴۰۰).',
        'faulty | from: دورهٔ کاوه احمدی در همین سمت با این دوره هم‌پوشانی دارد. نخست پایان آن را ثبت کنید.',
      ]);
      await ground.taken('managers', both);
      expect((await ground.agencies.detail(ground.gas, day('2026-11-22'))).terms.map(({ name, to }) => [name, to])).to.deep.equal([['مینا رضایی', null], ['کاوه احمدی', '2022-03-20']]);
      expect(told(await ground.send('managers', csv(line, 'راه و شهرسازی,آقا,الف ب پ,,,,,1401/1/1,', 'راه و شهرسازی,آقا,ت ث ج,,,,,1402/1/1,')))).to.deep.equal(['new', 'faulty | from: این دوره با دورهٔ الف ب پ در ردیف ۲ هم‌پوشانی دارد.']);
    });

    it('are one person where several rows name him, by code or by name, new or known', async () => {
      const ground = await importGround(fresh);
      await ground.terms.add(ground.roads, termEntry('مینا رضایی', '2010-03-21', '2012-03-19'), command());
      const mina = '0499370899';
      await ground.taken('managers', csv(line, `گاز,خانم,مینا رضایی,,${mina},,مشاور,1398/1/1,`, `راه و شهرسازی,,مینا رضایی,,${mina},,معاون,1395/1/1,1397/12/29`, 'گاز,آقا,کاوه احمدی,,,,معاون,1390/1/1,1391/1/1', `گاز,آقا,کاوه احمدی,,${CODE},,,1392/1/1,`));
      const people = await ground.database.reads('people').orderBy('name').select('name', 'national_code_index');
      expect(people.map(({ name, national_code_index }) => [name, national_code_index])).to.deep.equal([['کاوه احمدی', ground.seal.index(CODE)], ['مینا رضایی', ground.seal.index(mina)]].sort());
      expect(await ground.database.reads('terms').select('id')).to.have.length(5);
    });

    it('say each fault beside its cell', async () => {
      const { send } = await importGround(fresh);
      const sent = await send('managers', csv(line, 'گازز,,,,,,,,', 'پست,آقا,یک نفر,,0012345678,12,,1399/13/1,', 'گاز,آقا,دو نفر,,9.13E+09,9.13E+09,,1/5/1399,99/1/1', 'گاز,,سه نفر,,,,,1399/1/1,1398/1/1', ',,چهار نفر,,,,,1399/1/1,', 'گاز,,پنج نفر,,,,,1399/1/1,'));
      expect(told(sent)).to.deep.equal([
        'faulty | from: «آغاز دوره» را بنویسید. | name: «نام و نام خانوادگی» را بنویسید.',
        'faulty | from: «1399/13/1» تاریخ درستی نیست؛ مانند ۱۳۹۹/۰۱/۰۵ یا ۵ فروردین ۱۳۹۹ بنویسید.'.replace('1399/13/1', '۱۳۹۹/۱۳/۱') + ' | nationalCode: کد ملی درست نیست؛ رقم‌ها را دوباره بخوانید. | phone: شمارهٔ تلفن درست نیست؛ مانند ۰۹۱۳۱۲۳۴۵۶۷ یا ۰۳۱۳۲۱۲۳۴۵۶ بنویسید.',
        'faulty | nationalCode: اکسل رقم‌های این شماره را کوتاه کرده است (۹.۱۳E+۰۹). قالب ستون را «متن» کنید و شماره را دوباره بنویسید. | phone: اکسل رقم‌های این شماره را کوتاه کرده است (۹.۱۳E+۰۹). قالب ستون را «متن» کنید و شماره را دوباره بنویسید. | from: در «۱/۵/۱۳۹۹» معلوم نیست کدام عدد روز است و کدام ماه؛ سال را نخست بنویسید، مانند ۱۳۹۹/۰۱/۰۵. | to: «۹۹/۱/۱» سال را با دو رقم دارد؛ سال را با چهار رقم بنویسید، مانند ۱۳۹۹/۰۱/۰۵.',
        'faulty | to: پایان بازه پیش از آغاز آن است.',
        'faulty | agency: «دستگاه» را بنویسید.',
        'faulty | honorific: «خانم یا آقا» برای مدیر تازه لازم است؛ آن را بنویسید.',
      ]);
    });
  });

  describe('absences from a file', () => {
    const line = 'دستگاه,مدیر,نوع غیبت,از تاریخ,تا تاریخ,از ساعت,تا ساعت,توضیح';
    const withHead = async () => {
      const ground = await importGround(fresh);
      await ground.terms.add(ground.gas, termEntry('کاوه احمدی', '2020-03-24', null, { post: 'مدیرعامل' }), command());
      return ground;
    };

    it('are registered, of the head where no name is written; other hours take the place of what stands', async () => {
      const ground = await withHead();
      const file = workbook([line.split(','), ['گاز', 'آقای کاوه احمدی', 'ماموریت', '۱۳۹۹/۵/۲۰', '1399-05-22', '', '', '=1+1'], ['گاز', '', 'مرخصی', { n: at('2020-09-01'), s: 1 }, '', { n: 0.375, s: 2 }, '10:30', '']]);
      await ground.taken('absences', file);
      const rows = await ground.database.reads('absences').orderBy('from_day').select();
      expect(rows.map(({ kind, from_day, to_day, from_clock, to_clock, note }) => [kind, from_day, to_day, from_clock, to_clock, note])).to.deep.equal([
        ['mission', '2020-08-10', '2020-08-12', null, null, '=1+1'], ['leave', '2020-09-01', '2020-09-01', '09:00', '10:30', ''],
      ]);
      const sent = await ground.send('absences', csv(line, 'گاز,,مرخصی,1399/6/11,,9,12,', 'گاز,,مأموریت,1399/5/20,1399/5/22,,,'));
      expect(told(sent)).to.deep.equal(['changed | toClock ۱۰:۳۰→۱۲', 'same']);
      await ground.take(sent);
      const standing = await ground.database.reads('absences').whereNull('withdrawn_at').orderBy('from_day').select();
      expect(standing.map(({ to_clock }) => to_clock)).to.deep.equal([null, '12:00']);
      // Another part of the same day is an absence of its own.
      expect(told(await ground.send('absences', csv(line, 'گاز,,مرخصی,1399/6/11,,9,12,', 'گاز,,مرخصی,1399/6/11,,14,15,')))).to.deep.equal(['same', 'new']);
    });

    it('are refused with whoever is not in office, with overlaps, and with hours of several days', async () => {
      const ground = await withHead();
      const personId = (await ground.agencies.detail(ground.gas, day('2026-11-22'))).terms[0]?.personId ?? '';
      await ground.absences.register(ground.gas, absenceEntry(personId, '2020-08-10', '2020-08-12'), command());
      const sent = await ground.send('absences', csv(line, 'گاز,کاوه احمدی,بیماری,1399/5/22,1399/5/25,,,', 'گاز,کس دیگر,مرخصی,1399/6/1,,,,', 'گاز,کاوه احمدی,مرخصی,1390/1/1,,,,', 'گاز,,مرخصی,1390/1/1,,,,', 'گاز,,مرخصی,1399/7/1,1399/7/2,9,10,', 'گاز,,سفر,1399/7/1,,,,', 'گاز,,مرخصی,1399/8/1,1399/8/5,,,', 'گاز,,بیماری,1399/8/5,,,,', 'گاز,,مرخصی,1399/9/1,,8,10,', 'گاز,,مرخصی,1399/9/1,,10,12,'));
      expect(told(sent)).to.deep.equal([
        'faulty | from: برای این روزها غیبت دیگری از همین مدیر ثبت شده است.',
        'faulty | name: «کس دیگر» در این دستگاه سمتی نداشته است. نخست دورهٔ مدیریت او را ثبت یا وارد کنید.',
        'faulty | name: این شخص در آن روزها در این دستگاه سمتی ندارد. نخست دورهٔ مدیریت او را ثبت کنید.',
        'faulty | name: در این روز کسی رئیس این دستگاه نیست؛ نام مدیر را بنویسید.',
        'faulty | fromClock: ساعت را تنها برای غیبت یک‌روزه می‌توان نوشت.',
        'faulty | kind: «سفر» شناخته نشد؛ یکی از این‌ها را بنویسید: «مرخصی»، «مأموریت»، «بیماری» یا «جلسهٔ استاندار».',
        'new',
        'faulty | from: این غیبت با غیبت ردیف ۸ هم‌پوشانی دارد.',
        'new', 'new',
      ]);
    });
  });

  describe('monthly demand from a file', () => {
    const line = 'دستگاه;سال;ماه;مراجعه‌کننده;تماس ۱۱۱';

    it('is written over what stands, in any digits, by the agency’s any name; the third number stays', async () => {
      const ground = await importGround(fresh);
      await ground.demand.saveYear(command(), 1399, 'openRequests', [{ agencyId: ground.gas, month: 5, was: 0, typed: 7 }]);
      const text = [line, 'گاز;۱۳۹۹;مرداد;۲٬۱۴۰;٣١٠', 'roads;;۱۳۹۹/۰۶;12.0;', 'شركت گاز استان;1399;6;0;1E+2'].join('\r\n');
      await ground.taken('demand', inUtf16(text));
      expect(await ground.demand.year(1399)).to.have.deep.members([
        { agencyId: ground.gas, year: 1399, month: 5, clients: 2140, calls: 310, openRequests: 7 },
        { agencyId: ground.roads, year: 1399, month: 6, clients: 12, calls: 0, openRequests: 0 },
        { agencyId: ground.gas, year: 1399, month: 6, clients: 0, calls: 100, openRequests: 0 },
      ]);
      const sent = await ground.send('demand', inWindows1256('دستگاه;ماه;تماس\r\nشرکت گاز استان;مرداد 1399;311'.replaceAll('ی', 'ي')));
      expect(told(sent)).to.deep.equal(['changed | calls ۳۱۰→۳۱۱']);
    });

    it('says what is wrong, and what is told twice', async () => {
      const { send } = await importGround(fresh);
      expect(told(await send('demand', csv(line, 'گاز;1399;13;1;', 'گاز;99;5;1;', 'گاز;1399;5;;', 'گاز;1399;5;-3;', 'گاز;1399;5;1;', 'گاز;1399;مرداد;1;', 'گاز;1398;1399-05;1;', 'راه;1399;5;1;', 'گاز;;5;1;')))).to.deep.equal([
        'faulty | month: «۱۳» ماه درستی نیست؛ نام ماه یا عددی از ۱ تا ۱۲ بنویسید.',
        'faulty | year: «۹۹» سال درستی نیست؛ سال خورشیدی را با چهار رقم بنویسید، مانند ۱۳۹۹.',
        'faulty | clients: دست‌کم یکی از سه عدد را بنویسید.',
        'faulty | clients: «-۳» عدد درستی نیست؛ عددی از ۰ تا ۹٬۹۹۹٬۹۹۹ بنویسید.',
        'new',
        'faulty | month: همین مورد در ردیف ۶ هم آمده است؛ یکی را بردارید.',
        'faulty | year: سال این ستون با سالی که در «ماه» آمده است یکی نیست.',
        'faulty | agency: دستگاهی با نام «راه» ثبت نشده است؛ شاید «راه و شهرسازی» را می‌خواستید.',
        'faulty | year: «سال» را بنویسید، یا ماه را با سال بنویسید: مرداد ۱۳۹۹.',
      ]);
    });

    it('tells a needed cell that lies under a merged one', async () => {
      const { send } = await importGround(fresh);
      const file = workbook([['دستگاه', 'سال', 'ماه', 'تماس'], ['گاز', 1399, 1, 5], ['', 1399, 2, 6]], '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>');
      expect(told(await send('demand', file))).to.deep.equal(['new', 'faulty | agency: این خانه زیر خانه‌ای ادغام‌شده است و خودش مقداری ندارد. ادغام را بردارید و مقدار را در هر ردیف بنویسید.']);
      const formula = workbook([['دستگاه', 'سال', 'ماه', 'تماس'], ['گاز', 1399, 1, { f: 'SUM(A1:A9)' }], ['گاز', 1399, 2, { f: 'SUM(A1:A9)', v: '17' }]]);
      expect(told(await send('demand', formula))).to.deep.equal(['faulty | calls: فرمول این خانه حساب نشده است. فایل را در اکسل باز کنید، ذخیره کنید و دوباره بفرستید.', 'new']);
    });
  });

  describe('taking a file in', () => {
    const file = csv('دستگاه,سال,ماه,تماس', 'گاز,1399,1,5', 'گاز,1399,2,6', 'گاز,1399,13,7');

    it('is all or nothing, unless the faulty rows are to be left out; the same file twice changes nothing', async () => {
      const ground = await importGround(fresh);
      const sent = await ground.send('demand', file);
      expect(await refused(ground.take(sent))).to.equal('import_faulty');
      expect(await ground.demand.year(1399)).to.deep.equal([]);
      await ground.take(sent, true);
      const done = await ground.imports.detail(sent.one.id);
      expect(done.one).to.include({ state: 'taken_in', sheet: '' });
      expect(done.one.outcome).to.deep.equal({ added: 2, changed: 0, same: 0, skipped: 1, fault: null });
      const events = await ground.events();
      const again = await ground.send('demand', file);
      expect(again.takenBefore?.id).to.equal(sent.one.id);
      expect(told(again).slice(0, 2)).to.deep.equal(['same', 'same']);
      expect(await refused(ground.take(again, true))).to.equal('import_nothing');
      expect(await ground.events()).to.deep.equal(events);
      expect(await refused(ground.take(sent, true))).to.equal('import_ended');
    });

    it('is refused where it would come to something else than was shown', async () => {
      const ground = await importGround(fresh);
      const sent = await ground.send('demand', file);
      await ground.demand.saveYear(command(), 1399, 'calls', [{ agencyId: ground.gas, month: 1, was: 0, typed: 9 }]);
      expect(await refused(ground.take(sent, true))).to.equal('changed_meanwhile');
      const two = [await ground.imports.detail(sent.one.id), await ground.send('demand', file)];
      const ends = await Promise.all(two.map(async (one) => ground.take(one, true).then(() => 'taken', (error: unknown) => refused(Promise.reject(error as Error)))));
      expect(ends.sort()).to.deep.equal(['changed_meanwhile', 'taken']);
      expect((await ground.demand.year(1399)).map(({ calls }) => calls)).to.deep.equal([5, 6]);
    });

    it('is confirmed as shown by a process that has not shown it, with agencies that are new and belong to one another', async () => {
      const ground = await importGround(fresh);
      const rest = ',تولیدی و خدماتی,شرکت,مدیر';
      const sent = await ground.send('agencies', csv('شناسه,نام کامل,نام کوتاه,بخش,نوع,عنوان رئیس دستگاه,زیرمجموعهٔ', `,شرکت ب,ب${rest},ج`, `,شرکت ج,ج${rest},roads`, 'roads,,,,,,شرکت د', `d,شرکت د,د${rest},`));
      const elsewhere = ground.started();
      expect((await elsewhere.detail(sent.one.id)).prospect?.mark).to.equal(sent.prospect?.mark);
      await ground.started().take(sent.one.id, { seen: sent.prospect?.mark ?? '', skip: false }, command());
      const all = new Map((await ground.agencies.list({}, day('2026-11-22'))).map(({ agency }) => [agency.shortName, agency]));
      expect(all.get('ب')?.parentId).to.equal(all.get('ج')?.id);
      expect(all.get('راه و شهرسازی')?.parentId).to.equal(all.get('د')?.id);
    });

    it('keeps what was read sealed until it is decided on, and no longer', async () => {
      const ground = await importGround(fresh);
      const sent = await ground.send('managers', csv('دستگاه,نام,کد ملی,از تاریخ', `گاز,کاوه احمدی,${CODE},1399/1/1`));
      const [row] = await ground.database.reads('imports').select();
      expect(row?.sheet).to.match(/^s1\./).and.not.to.contain('کاوه');
      await ground.imports.layAside(sent.one.id, command());
      expect(await ground.database.reads('imports').select('state', 'sheet')).to.deep.equal([{ state: 'laid_aside', sheet: '' }]);
    });

    it('asks which column is which where the headings tell too little', async () => {
      const ground = await importGround(fresh);
      const sent = await ground.send('demand', csv('الف,ب,ماه,تماس', 'گاز,1399,1,5'));
      expect(sent.one.state).to.equal('asking');
      expect(await refused(ground.imports.choose(sent.one.id, { sheet: 0, row: 0, columns: { month: 2 } }, command()))).to.equal('bad_request');
      await ground.imports.choose(sent.one.id, { sheet: 0, row: 0, columns: { agency: 0, year: 1, month: 2, calls: 3 } }, command());
      const found = await ground.imports.detail(sent.one.id);
      expect(told(found)).to.deep.equal(['new']);
      await ground.take(found);
      expect(await ground.demand.year(1399)).to.have.length(1);
    });

    it('takes five thousand rows by one change', async function () {
      this.timeout(60_000);
      const ground = await importGround(fresh);
      const rows = Array.from({ length: 5_000 }, (_, index) => `${index % 2 === 0 ? 'گاز' : 'roads'},${1300 + Math.floor(index / 24)},${(Math.floor(index / 2) % 12) + 1},${index}`).filter((row) => Number(row.split(',')[1]) <= 1499);
      const sent = await ground.send('demand', csv('دستگاه,سال,ماه,تماس', ...rows));
      expect(sent.prospect?.counts).to.deep.equal({ new: rows.length, changed: 0, same: 0, faulty: 0 });
      await ground.take(sent);
      expect((await ground.database.reads('demand').select('agency_id')).length).to.equal(rows.length);
    });
  });

  describe('a template that is filled and sent back', () => {
    it('comes to what was written, and sent again to nothing', async function () {
      this.timeout(60_000);
      const ground = await importGround(fresh);
      const month = fc.record({ year: fc.integer({ min: 1300, max: 1499 }), month: fc.integer({ min: 1, max: 12 }) });
      const row = fc.tuple(month, fc.constantFrom('گاز', 'راه و شهرسازی'), fc.nat(9_999_999), fc.nat(9_999_999));
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(row, { selector: ([when, agency]) => `${when.year} ${when.month} ${agency}`, minLength: 1, maxLength: 12 }), fc.boolean(), async (rows, inWords) => {
          await ground.database.direct('demand').delete();
          const file = await ground.filled('demand', rows.map(([when, agency, clients, calls]) => ({
            دستگاه: agency, سال: inWords ? '' : when.year, ماه: inWords ? `${MONTHS[when.month - 1] ?? ''} ${when.year}` : when.month, 'مراجعه‌کننده': clients, 'تماس ۱۱۱': String(calls),
          })));
          await ground.taken('demand', file);
          const stored = await ground.database.reads('demand').select('agency_id', 'year', 'month', 'clients', 'calls');
          expect(stored).to.have.deep.members(rows.map(([when, agency, clients, calls]) => ({ agency_id: agency === 'گاز' ? ground.gas : ground.roads, ...when, clients, calls })));
          const events = await ground.events();
          const again = await ground.send('demand', file);
          expect(again.prospect?.counts).to.deep.equal({ new: 0, changed: 0, same: rows.length, faulty: 0 });
          expect(await refused(ground.take(again))).to.equal('import_nothing');
          expect(await ground.events()).to.deep.equal(events);
        }),
        { numRuns: 12 },
      );
    });

    it('of managers too, whatever their days', async function () {
      this.timeout(60_000);
      const ground = await importGround(fresh);
      const anyDay = fc.record({ year: fc.integer({ min: 1340, max: 1460 }), month: fc.integer({ min: 1, max: 12 }), part: fc.nat(30) }).map(({ year, month, part }) => fromJalali(year, month, 1 + (part % monthLength({ year, month }))));
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(anyDay, { minLength: 1, maxLength: 6 }), async (days) => {
          await ground.database.direct('terms').delete();
          const sorted = [...days].sort();
          const rows = sorted.map((from, index) => ({ دستگاه: 'گاز', 'خانم یا آقا': 'خانم', 'نام و نام خانوادگی': `مینا ${'ابپتثج'[index] ?? ''} رضایی`, 'از تاریخ': formatDay(from), 'تا تاریخ': formatDay(from) }));
          const file = await ground.filled('managers', rows);
          await ground.taken('managers', file);
          const { terms } = await ground.agencies.detail(ground.gas, day('2026-11-22'));
          expect(terms.map(({ from, to }) => [from, to]).sort()).to.deep.equal(sorted.map((from) => [from, from]));
          expect((await ground.send('managers', file)).prospect?.counts).to.deep.equal({ new: 0, changed: 0, same: rows.length, faulty: 0 });
        }),
        { numRuns: 12 },
      );
    });
  });
});
