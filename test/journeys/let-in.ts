import type { Grant, Role } from '../../server/domain/permission.ts';
import type { TestApp } from '../support/app.ts';
import { carryLogin, type Visitor } from '../support/browser.ts';

/** Lets a browser in as a new person of these roles; the names of tests hold figures, which no name of a page may, so he has another. */
export async function letIn(visitor: Pick<Visitor, 'context'>, app: TestApp, grants: readonly (Role | Grant)[], called = 'بهروز فروتن'): Promise<void> {
  const { cookie, userId } = await app.as(...grants);
  const user = await app.database.direct('users').where({ id: userId ?? '' }).first('person_id');
  await app.database.direct('people').where({ id: user?.person_id ?? '' }).update({ name: called });
  await carryLogin(visitor, app.url, cookie);
}
