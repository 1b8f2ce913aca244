/** A word of ours by which a payload is known again wherever it turns up. */
export const MARK = 'zq7';

/** What is tried, and of which kind of attack it is; `waits` where it asks a database to sleep. */
export interface Payload {
  readonly kind: string;
  readonly text: string;
  readonly waits?: boolean;
}

const of = (kind: string, ...texts: readonly string[]): readonly Payload[] => texts.map((text) => ({ kind, text }));

/** The payloads, each kind in its plainest and in one less plain form. */
export const PAYLOADS: readonly Payload[] = [
  ...of('sql quote', `${MARK}'`, `${MARK}')`, `${MARK}'--`),
  ...of('sql boolean', `${MARK}' or '1'='1`, `${MARK}" or ""="`, '1 or 1=1', `${MARK}') or ('a'='a`, `${MARK}%' or '%'='`),
  ...of('sql union', `${MARK}' union select null,username,password_hash from users--`, '1 union all select sql from sqlite_master--', `${MARK}') union select table_name from information_schema.tables--`),
  ...of('sql stacked', `${MARK}'; create table ${MARK} (a int);--`, `${MARK}'; drop table commands;--`, `1; update users set disabled_at = '${MARK}'--`, `${MARK}$$; delete from people; $$`),
  ...[`${MARK}'; select pg_sleep(3)--`, `${MARK}' or 1=(select count(*) from generate_series(1,30000000))--`, `${MARK}' and 1=like('abc',upper(hex(randomblob(150000000))))--`].map((text) => ({ kind: 'sql time', text, waits: true })),
  ...of('path', '../../../../etc/passwd', '..\\..\\windows\\win.ini', '%2e%2e%2f%2e%2e%2fetc%2fpasswd', '/etc/passwd', 'file:///etc/passwd', '....//....//data/secrets/pepper'),
  ...of('template', `${MARK}<%= 7*191 %>`, `${MARK}\${7*191}`, `${MARK}{{7*191}}`, `${MARK}#{7*191}`, `${MARK}<%- include('/etc/passwd') %>`, `settings[view options][outputFunctionName]`),
  ...of('command', `; id > /tmp/${MARK}`, `$(touch /tmp/${MARK})`, `\`touch /tmp/${MARK}\``, `| touch /tmp/${MARK}`, `& ping -n 3 127.0.0.1 &`),
  ...of('ldap', '*)(uid=*))(|(uid=*', `${MARK}*)(objectClass=*`),
  ...of('xxe', `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`),
  ...of('crlf', `${MARK}\r\nX-Injected: ${MARK}`, `${MARK}%0d%0aSet-Cookie: ${MARK}=1`, `${MARK}\r\n\r\n<script>${MARK}</script>`, `${MARK}\u560d\u560aX-Injected: ${MARK}`),
  ...of('null byte', `${MARK}\u0000.txt`, '\u0000', `${MARK}%00`),
  ...of('prototype', '__proto__', 'constructor', 'hasOwnProperty', 'toString', `{"__proto__":{"${MARK}":1}}`),
  ...of('long', `${MARK}${'a'.repeat(20_000)}`, '9'.repeat(400), `-${'9'.repeat(40)}.${'9'.repeat(40)}`, '1e309', `${MARK}${'('.repeat(3_000)}`),
  ...of('unicode', '\u{1F9FF}'.repeat(2_000), `${MARK}${'\u0627\u0653'.repeat(500)}`, 'a\u0300'.repeat(1_000), '\ufdfa'.repeat(300), '\ud800'),
  ...of('bidi', `${MARK}\u202Egnp.exe`, `${MARK}\u2066\u2067\u202D${MARK}\u202C`, '\u200F\u200E\u061C'),
  ...of('xss', `<script>${MARK}(1)</script>`, `"><img src=x onerror=${MARK}(1)>`, `'${MARK}='`, `"${MARK}="`, `javascript:${MARK}(1)`, `</textarea><svg/onload=${MARK}(1)>`, `<${MARK} data-x=`, `--><${MARK}>`),
  ...of('redirect', `//${MARK}.example`, `https://${MARK}.example/`, `/\\${MARK}.example`, `/%09/${MARK}.example`),
];

const KINDS = [...new Set(PAYLOADS.map(({ kind }) => kind))];

/** What one place is tried with: one payload of every kind, another of each with every turn; all of them where `INJECTIONS=all`. */
export const payloadsFor = (turn: number): readonly Payload[] =>
  process.env['INJECTIONS'] === 'all' ? PAYLOADS : KINDS.flatMap((kind) => {
    const own = PAYLOADS.filter((one) => one.kind === kind);
    return own[turn % own.length] ?? [];
  });

/** Payloads that go where only what a header may hold can go. */
export const isHeaderSafe = ({ text }: Payload): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(text) && text.length < 12_000;
