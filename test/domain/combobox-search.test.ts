import { expect } from 'chai';
import fc from 'fast-check';
import { createSearch, hitWords, MOST_SHOWN, partsOf, stepIn, type ComboboxOption } from '../../public/src/page/combobox/hits.ts';
import { searchKey } from '../../server/domain/persian.ts';

const option = (id: string, label: string, aliases = ''): ComboboxOption => ({ id, label, search: searchKey(aliases) });
const options = [
  option('water', 'آب و فاضلاب', 'آبفا'),
  option('bill', 'آب و فاضلاب › قبض و اشتراک'),
  option('objection', 'آب و فاضلاب › قبض و اشتراک › اعتراض به قبض', 'پول آب'),
  option('supply', 'آب و فاضلاب › تأمین آب'),
  option('tax', 'مالیات › اعتراض به مالیات', 'برگ تشخیص'),
];
const found = (typed: string): string[] => createSearch(options)(typed).shown.map(({ id }) => id);

describe('the search of a combobox', () => {
  it('finds by any spelling, by every word in any order, and by what people call it', () => {
    expect(found('تامين')).to.deep.equal(['supply']);
    expect(found('قبض اعتراض')).to.deep.equal(['objection']);
    expect(found('پول')).to.deep.equal(['objection']);
    expect(found('برگ‌تشخیص')).to.deep.equal([]);
    expect(found('برگ  تشخيص')).to.deep.equal(['tax']);
    expect(found('زز')).to.deep.equal([]);
    expect(found(' ')).to.deep.equal(options.map(({ id }) => id));
  });

  it('puts the name itself before what stands above it, and that before other names', () => {
    expect(found('اعتراض')).to.deep.equal(['objection', 'tax']);
    expect(found('آب')).to.deep.equal(['water', 'supply', 'bill', 'objection']);
    expect(found('قبض')).to.deep.equal(['bill', 'objection']);
    expect(found('اشتراک')).to.deep.equal(['bill', 'objection']);
    expect(createSearch([option('wide', 'سند و ملک'), option('exact', 'ملک › سند')])('سند').shown.map(({ id }) => id)).to.deep.equal(['exact', 'wide']);
  });

  it('shows no more than so many and tells how many there are', () => {
    const many = Array.from({ length: 136 }, (_, at) => option(`t${at}`, `موضوع ${at}`));
    const hits = createSearch(many)('موضوع');
    expect([hits.shown.length, hits.total]).to.deep.equal([MOST_SHOWN, 136]);
    expect(hitWords(hits)).to.equal('۱۳۶ مورد یافت شد؛ ۳۰ مورد نخست دیده می‌شود. برای دیگر موردها بیشتر بنویسید.');
    expect(hitWords(createSearch(many)('موضوع 13'))).to.equal('۸ مورد یافت شد.');
    expect(hitWords(createSearch(many)('هیچ'))).to.equal('موردی یافت نشد.');
  });

  it('reads the last part of a path, and leaves what is none whole', () => {
    expect(partsOf('آب › قبض › اعتراض')).to.deep.equal({ last: 'اعتراض', above: 'آب › قبض' });
    expect(partsOf('آب و فاضلاب')).to.deep.equal({ last: 'آب و فاضلاب', above: '' });
  });

  it('steps by keys within the list, round its ends, and by no other key', () => {
    expect([stepIn('ArrowDown', -1, 3), stepIn('ArrowDown', 2, 3), stepIn('ArrowUp', -1, 3), stepIn('ArrowUp', 0, 3), stepIn('Home', 2, 3), stepIn('End', 0, 3)]).to.deep.equal([0, 0, 2, 2, 0, 2]);
    expect([stepIn('ArrowDown', -1, 0), stepIn('a', 0, 3)]).to.deep.equal([null, null]);
    fc.assert(fc.property(fc.constantFrom('ArrowDown', 'ArrowUp', 'Home', 'End'), fc.integer({ min: 1, max: 30 }), fc.nat(30), (key, count, at) => {
      expect(stepIn(key, (at % (count + 1)) - 1, count)).to.be.within(0, count - 1);
    }));
  });

  it('whatever is typed, finds each option by its own label', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'ابپتكکيیآأ ‌›1۲') }), { minLength: 1, maxLength: 20 }), (labels) => {
      const all = labels.map((label, at) => option(String(at), label));
      for (const { id, label } of all) expect(createSearch(all)(label).total, `${id} ${label}`).to.be.greaterThan(0);
    }));
  });
});
