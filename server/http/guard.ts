import { Router, type Request, type RequestHandler, type Response } from 'express';
import { may, mayEver, POLICY, type Act, type Actor, type Subject } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { createRawReader } from './raw.ts';
import { readUpload, readUploads } from './uploads.ts';

/** Finds what the request is about, so that a role held for one agency or county can be judged; null where it does not exist. */
export type SubjectOf = (req: Request, actor: Actor) => Subject | null | Promise<Subject | null>;
export type Handler = (req: Request, res: Response) => void | Promise<void>;

/** One entry of the table of routes: the access test walks it against the policy. */
export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly act: Act;
  readonly scoped: boolean;
}

/** The only way to mount a route: with the act it needs and, where reach matters, how to find its subject. */
export interface Routes {
  get(path: string, act: Act, handler: Handler, subjectOf?: SubjectOf): void;
  post(path: string, act: Act, handler: Handler, subjectOf?: SubjectOf): void;
  /** A POST whose form brings a file, which the handler finds by `uploadOf`; the act is asked before anything of it is read. */
  upload(path: string, act: Act, handler: Handler): void;
  /** The same with several files, which the handler finds by `uploadsOf`, and where reach matters its subject. */
  uploadSeveral(path: string, act: Act, handler: Handler, subjectOf?: SubjectOf): void;
  /** A POST whose body is a file itself (`application/octet-stream`), which the handler finds by `rawOf`; the act is asked before anything of it is read, and the token stands in `x-csrf`. */
  raw(path: string, act: Act, handler: Handler): void;
  /** What reads such forms and bodies; it stands before the guard that asks for the token in them. */
  readonly uploads: Router;
  readonly table: readonly Route[];
  readonly router: Router;
}

/** Whether a page's script asks, and not a browser's own form. */
export const wantsJson = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';

const guard = (act: Act, subjectOf: SubjectOf | undefined): RequestHandler => async (req, res, next) => {
  if (POLICY[act] === 'public') return next();
  const { actor } = res.locals.visitor;
  if (actor === null) {
    if (wantsJson(req) || req.method !== 'GET') throw new Refusal('login_needed');
    return res.redirect(303, `/login?next=${encodeURIComponent(req.originalUrl)}`);
  }
  // Asked before the subject is looked for, so that a stranger learns nothing of what exists.
  if (!mayEver(actor, act)) throw new Refusal('forbidden');
  if (subjectOf !== undefined) {
    const subject = await subjectOf(req, actor);
    if (subject === null) throw new Refusal('not_found');
    if (!may(actor, act, subject)) throw new Refusal('forbidden');
  }
  return next();
};

/** Makes the table of routes that all slices mount into. */
export function createRoutes(): Routes {
  const router = Router();
  const table: Route[] = [];
  const mount = (method: Route['method']) => (path: string, act: Act, handler: Handler, subjectOf?: SubjectOf): void => {
    table.push({ method, path, act, scoped: subjectOf !== undefined });
    router[method](path, guard(act, subjectOf), (req, res) => handler(req, res));
  };
  const uploads = Router();
  const readRaw = createRawReader();
  const post = mount('post');
  const upload: Routes['upload'] = (path, act, handler) => {
    uploads.post(path, guard(act, undefined), readUpload);
    post(path, act, handler);
  };
  const raw: Routes['raw'] = (path, act, handler) => {
    uploads.post(path, guard(act, undefined), readRaw);
    post(path, act, handler);
  };
  const uploadSeveral: Routes['uploadSeveral'] = (path, act, handler, subjectOf) => {
    uploads.post(path, guard(act, subjectOf), readUploads);
    post(path, act, handler, subjectOf);
  };
  return { get: mount('get'), post, upload, uploadSeveral, raw, uploads, table, router };
}
