import type { IncomingMessage, Server } from 'node:http';
import { join } from 'node:path';
import type { Express } from 'express';
import { pendingMigrations } from '../db/migrate.ts';
import { seedReference } from '../db/seeds/reference.ts';
import type { HourWorker } from './hours/worker.ts';
import { createApp } from './http/app.ts';
import { isSameOrigin } from './http/csrf.ts';
import type { Routes } from './http/guard.ts';
import { createHealth, healthRoutes } from './http/health.ts';
import { sweepImports } from './imports/sweep.ts';
import { createGateway, type Gateway } from './live/gateway.ts';
import type { Looking } from './looking.ts';
import { sweepLogins } from './people/sweep.ts';
import { createRota } from './rota/services.ts';
import { sweepSwaps } from './rota/swap-sweep.ts';
import { seedTopics } from './topics/reference.ts';
import { createBase, type Base, type Ground } from './wiring/base.ts';
import { wireCalls } from './wiring/calls.ts';
import { wireEntering } from './wiring/entering.ts';
import { wireHours } from './wiring/hours.ts';
import { wireReference } from './wiring/reference.ts';
import { wireRequests } from './wiring/requests.ts';
import { wireRota } from './wiring/rota.ts';

/** The whole program, wired. */
export interface Wired {
  readonly app: Express;
  readonly routes: Routes;
  /** What must be in the database before the first visitor: the reference data. */
  ready(): Promise<void>;
  /** Forgets logins and devices of long ago; harmless to repeat. */
  sweep(): Promise<void>;
  /** The path of the one-time set-up page, null once the office has been set up. */
  setUpLink(): Promise<string | null>;
  openGateway(http: Server): Gateway;
  /** Gives out messages as they are due, from `start` to `stop`. */
  readonly messages: Looking;
  /** Keeps managers' hours laid out, from `start` to `stop`. */
  readonly hours: HourWorker;
  /** Draws the visits that nobody has drawn, and opens draws after their hour, from `start` to `stop`. */
  readonly draws: Looking;
}

/** The folder that holds views/ and public/: the parent of server/ in development and of dist/ when built. */
const ROOT = join(import.meta.dirname, '..');

function wireHealth({ routes, config, database, origin, secure }: Base): void {
  const health = createHealth({
    dataDir: config.dataDir,
    probeWrite: async () => {
      await database.direct('rate_limits').insert({ key: 'health', points: 0, expire: null }).onConflict('key').merge(['points']);
    },
    pendingMigrations: () => pendingMigrations(database),
  });
  healthRoutes(routes, health, () => [
    { term: 'نشانی', text: origin(), ltr: true },
    { term: 'اتصال امن', text: secure ? 'بله' : 'نه، تنها روی همین رایانه' },
    { term: 'پایگاه داده', text: database.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL', ltr: true },
    { term: 'Node.js', text: process.version, ltr: true },
  ]);
}

/** Builds every service from the ground it stands on: the only place that does, with the parts of it under wiring/. */
export function wire(ground: Ground): Wired {
  const base = createBase(ground, ROOT);
  const { config, secrets, database, writer, reads, slice, routes, render, cookies, root, buildId, secure, origins, titles, now, log } = base;
  const rota = createRota({ database, ...slice });
  const { seats, setup, whoIs, seen } = wireEntering(base);
  wireReference(base, rota);
  const planning = wireRota(base, rota);
  const requests = wireRequests(base);
  const calls = wireCalls(base, seats);
  const hours = wireHours(base);
  wireHealth(base);

  const app = createApp({
    routes, webhooks: calls.webhooks, render, cookies, root, secure, formSecret: secrets.form, proxies: config.proxies, buildId, origins, now, whoIs, seen, titles, log,
  });
  const openGateway = (http: Server): Gateway =>
    createGateway(http, {
      slices: [...planning.live, ...calls.live, ...requests.live, ...hours.live],
      whoIs: async (request: IncomingMessage, wall: string | null) => {
        if (wall !== null) return calls.walls.whoIs(wall);
        const token = cookies.read(request.headers.cookie, 'didar');
        return token === null ? null : whoIs(token);
      },
      isOwnOrigin: (headers) => isSameOrigin(headers, origins()),
      log,
    });
  return {
    app, routes, openGateway, messages: planning.messages, draws: hours.draws, hours: hours.hours,
    async ready() {
      await seedReference(reads, writer, now());
      await seedTopics(reads, writer, now());
    },
    async sweep() {
      await Promise.all([sweepLogins(database.direct, now()), sweepImports(slice, now()), sweepSwaps(slice, now()), hours.sweepPhotos()]);
    },
    setUpLink: () => setup.ensureLink(now()),
  };
}
