import { expect } from 'chai';
import fc from 'fast-check';
import { OFFICE_ACCOUNT_ROLES, officeUsername } from '../../server/domain/office-account.ts';
import { username } from '../../server/http/fields.ts';

describe('the name by which an office signs in', () => {
  it('is one that the form of users takes, and no two are alike, whatever the codes are', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('ABFA', 'abfa', 'ab-fa', '۱۲۳', '', 'آب و فاضلاب')), { maxLength: 60 }), fc.constantFrom(...OFFICE_ACCOUNT_ROLES), (codes, role) => {
        const taken = new Set(['daftar.abfa']);
        const names = codes.map((code) => officeUsername(code, role, taken));
        expect(new Set([...names, 'daftar.abfa']).size).to.equal(names.length + 1);
        for (const name of names) expect(username.safeParse(name)).to.deep.include({ success: true, data: name });
      }),
    );
  });
});
