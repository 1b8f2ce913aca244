import { expect } from 'chai';
import { startApp } from '../support/app.ts';
import { onSqlite } from '../support/database.ts';

/** What a path of the table takes for itself: a name stands for whatever stands between two slashes. */
const takenBy = (path: string): RegExp => new RegExp(`^${path.split(/:\w+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^/]+')}$`);

onSqlite((fresh) => {
  describe('the order of the routes', () => {
    it('hides none behind one that was mounted before it', async () => {
      const app = await startApp(await fresh());
      try {
        const { table } = app.wired.routes;
        const hidden = table.flatMap((route) => {
          const address = route.path.replace(/:\w+/g, 'some-id');
          const first = table.find(({ method, path }) => method === route.method && takenBy(path).test(address));
          return first === route ? [] : [`${route.method} ${route.path} behind ${first?.path ?? 'nothing'}`];
        });
        expect(table.length).to.be.above(300);
        expect(hidden).to.deep.equal([]);
      } finally {
        await app.stop();
      }
    });
  });
});
