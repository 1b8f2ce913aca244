import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** The policy of content: nothing inline, nothing from elsewhere, and HTML is made by one module only. */
export const CONTENT_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'worker-src': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
  'report-uri': ['/csp'],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['didar'],
};

/** The headers that a middleware sets on every answer alike: found once, since nothing of them hangs on the request. */
function alwaysSet(middleware: (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  const answer = { setHeader: (name: string, value: string) => void found.push([name, value]), removeHeader: () => undefined };
  middleware({} as IncomingMessage, answer as unknown as ServerResponse, (error) => {
    if (error instanceof Error) throw error;
  });
  return found;
}

/** Sets the security headers of every answer, and keeps pages out of caches. */
export function createHeaders(secure: boolean): RequestHandler {
  const headers = alwaysSet(helmet({
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_POLICY },
    strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  }));
  return (_req, res, next) => {
    for (const [name, value] of headers) res.setHeader(name, value);
    res.setHeader('Permissions-Policy', 'geolocation=(self), camera=(self), microphone=()');
    res.setHeader('Cache-Control', 'no-store');
    next();
  };
}
