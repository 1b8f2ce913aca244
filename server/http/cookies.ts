import { parse, serialize, type SerializeOptions } from 'cookie';
import type { Response } from 'express';

/** The cookies of the program; `__Host-` binds them to this very host, which needs HTTPS. */
export interface Cookies {
  read(header: string | undefined, name: CookieName): string | null;
  set(res: Response, name: CookieName, value: string, maxAgeSeconds: number | null): void;
  clear(res: Response, name: CookieName): void;
}

export type CookieName = 'didar' | 'device' | 'form';

/** Makes the cookie keeper; `secure` is whether people reach us by HTTPS. */
export function createCookies(secure: boolean): Cookies {
  const full = (name: CookieName): string => (secure ? `__Host-${name}` : name);
  const options = (name: CookieName, maxAge: number | null): SerializeOptions => ({
    httpOnly: true,
    secure,
    path: '/',
    // Lax for the login: a link from the governorate's own portal must find the person logged in.
    sameSite: name === 'didar' ? 'lax' : 'strict',
    ...(maxAge === null ? {} : { maxAge }),
  });
  return {
    read(header, name) {
      return (header === undefined ? undefined : parse(header)[full(name)]) ?? null;
    },
    set(res, name, value, maxAge) {
      res.append('Set-Cookie', serialize(full(name), value, options(name, maxAge)));
    },
    clear(res, name) {
      res.append('Set-Cookie', serialize(full(name), '', options(name, 0)));
    },
  };
}
