import { statfs } from 'node:fs/promises';
import { tzDataIsRight } from '../domain/calendar.ts';
import type { Routes } from './guard.ts';
import { page } from './pages.ts';

/** One look at the machine's health; `ok` is what a watchdog asks, `detail` what a person reads. */
export interface Check {
  readonly name: 'database' | 'migrations' | 'disk' | 'timezone';
  readonly ok: boolean;
  readonly detail: string;
}

interface HealthParts {
  readonly dataDir: string;
  /** Writes one row to the disk. */
  readonly probeWrite: () => Promise<void>;
  readonly pendingMigrations: () => Promise<readonly string[]>;
}

/** Less free disk than this is not healthy: SQLite needs room for its log, and the reports for their files. */
const LEAST_FREE_BYTES = 500 * 1024 * 1024;

const SHARED_MS = 1_000;

const attempt = async (name: Check['name'], look: () => Promise<{ ok: boolean; detail: string }>): Promise<Check> => {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message.slice(0, 200) : 'unknown' };
  }
};

/** Asks everything that must be so for the program to keep what it is told; who asks within a second shares one look. */
export function createHealth({ dataDir, probeWrite, pendingMigrations }: HealthParts): () => Promise<readonly Check[]> {
  const look = (): Promise<readonly Check[]> =>
    Promise.all([
      attempt('database', async () => {
        const began = performance.now();
        await probeWrite();
        return { ok: true, detail: `${Math.round(performance.now() - began)} ms` };
      }),
      attempt('migrations', async () => {
        const pending = await pendingMigrations();
        return { ok: pending.length === 0, detail: pending.length === 0 ? 'at head' : pending.join(', ') };
      }),
      attempt('disk', async () => {
        const { bavail, bsize } = await statfs(dataDir);
        const free = bavail * bsize;
        return { ok: free >= LEAST_FREE_BYTES, detail: `${Math.floor(free / 1024 / 1024)} MiB` };
      }),
      attempt('timezone', async () => ({ ok: tzDataIsRight(), detail: process.versions.tz ?? 'unknown' })),
    ]);
  // Anybody may ask, and every look is a write to the disk: a stranger must not be able to keep the disk busy.
  let shared: { readonly since: number; readonly checks: Promise<readonly Check[]> } | null = null;
  return () => {
    const now = performance.now();
    if (shared === null || now - shared.since >= SHARED_MS) shared = { since: now, checks: look() };
    return shared.checks;
  };
}

const TITLES: Readonly<Record<Check['name'], string>> = {
  database: 'نوشتن در پایگاه داده',
  migrations: 'نسخهٔ ساختار پایگاه داده',
  disk: 'فضای آزاد دیسک',
  timezone: 'دادهٔ منطقهٔ زمانی تهران',
};

declare module './pages.ts' {
  interface Pages {
    'health/page': { readonly checks: readonly { readonly title: string; readonly ok: boolean; readonly detail: string }[]; readonly facts: readonly { readonly term: string; readonly text: string; readonly ltr?: boolean }[] };
  }
}

/** `/health` for watchdogs (no detail to strangers) and a page of it for administrators. */
export function healthRoutes(routes: Routes, look: () => Promise<readonly Check[]>, facts: () => readonly { term: string; text: string; ltr?: boolean }[]): void {
  routes.get('/health', 'public.see', async (_req, res) => {
    const checks = await look();
    const ok = checks.every((check) => check.ok);
    res.status(ok ? 200 : 503).json({ ok, checks: Object.fromEntries(checks.map((check) => [check.name, check.ok])) });
  });
  routes.get('/health/page', 'health.see', async (_req, res) => {
    const checks = await look();
    page(res, 'health/page', { title: 'سلامت سامانه', section: 'health' }, {
      checks: checks.map((check) => ({ title: TITLES[check.name], ok: check.ok, detail: check.detail })),
      facts: facts(),
    });
  });
}
