import { resolve } from 'node:path';

/** What the process runs with; frozen, and complete: nothing else reads the environment. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** The address people type; requests that change something must come from it exactly. */
  readonly origin: string | null;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** Where messages to managers are handed over; null writes them into the log alone. */
  readonly messagesUrl: string | null;
  /** How many proxies stand before the program; 0 means that addresses are taken from the socket. */
  readonly proxies: number;
  /** Every page template is read anew at each page. */
  readonly development: boolean;
  readonly secrets: { readonly [name in SecretName]: string | null };
}

export const SECRET_NAMES = ['encryption', 'index', 'pepper', 'form', 'webhook', 'messages', 'presence', 'reports'] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

/** Every variable with its default and meaning: `--help` prints this table, and nothing else is read. */
export const VARIABLES: readonly { readonly name: string; readonly otherwise: string; readonly meaning: string }[] = [
  { name: 'PORT', otherwise: '3000', meaning: 'port to listen on' },
  { name: 'HOST', otherwise: '127.0.0.1', meaning: 'address to listen on; plain HTTP is meant for loopback only' },
  { name: 'ORIGIN', otherwise: 'http://localhost:PORT', meaning: 'the exact address people type, for example https://didar.example.ir' },
  { name: 'DATA_DIR', otherwise: 'data', meaning: 'folder of the database file and the generated secrets' },
  { name: 'DATABASE_URL', otherwise: 'sqlite:DATA_DIR/didar.sqlite', meaning: 'sqlite:/path/file or postgres://user:password@host/database' },
  { name: 'MESSAGES_URL', otherwise: 'none: messages are written into the log', meaning: 'address to which messages for managers are POSTed; https, or http on this machine' },
  { name: 'TRUST_PROXY', otherwise: '0', meaning: 'how many reverse proxies stand before the program' },
  { name: 'NODE_ENV', otherwise: 'production', meaning: 'development reads every page template anew' },
  ...SECRET_NAMES.map((name) => ({
    name: `SECRET_${name.toUpperCase()}`,
    otherwise: `generated into DATA_DIR/secrets/${name}`,
    meaning: '32 random bytes in base64',
  })),
];

const wholeNumber = (text: string | undefined, least: number, most: number): number | null => {
  if (text === undefined || !/^\d{1,6}$/.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
};

const isOrigin = (text: string): boolean => {
  try {
    const url = new URL(text);
    return url.origin === text && (url.protocol === 'http:' || url.protocol === 'https:');
  } catch {
    return false;
  }
};

/** An address that may be handed telephones: encrypted on the way, or on this machine; without a password in it. */
const isMessagesUrl = (text: string): boolean => {
  try {
    const url = new URL(text);
    const isOwn = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    return url.username === '' && url.password === '' && (url.protocol === 'https:' || (url.protocol === 'http:' && isOwn));
  } catch {
    return false;
  }
};

/**
 * Reads the environment: the configuration, and every fault of it as a plain sentence. What is wrong reads as something
 * harmless, so that the other reasons not to start can still be looked for and told together with it.
 */
export function readConfig(given: Readonly<Record<string, string | undefined>>): { readonly config: Config; readonly faults: readonly string[] } {
  const faults: string[] = [];
  // Compose files and service units pass an unset variable as an empty one.
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const port = wholeNumber(env['PORT'] ?? '3000', 0, 65535);
  if (port === null) faults.push(`PORT must be a whole number from 0 to 65535, not "${env['PORT'] ?? ''}".`);
  const proxies = wholeNumber(env['TRUST_PROXY'] ?? '0', 0, 10);
  if (proxies === null) faults.push(`TRUST_PROXY must be the number of proxies, 0 to 10, not "${env['TRUST_PROXY'] ?? ''}".`);
  const origin = env['ORIGIN'] ?? null;
  if (origin !== null && !isOrigin(origin)) {
    faults.push(`ORIGIN must be an address without a path, such as https://didar.example.ir, not "${origin}".`);
  }
  const messagesUrl = env['MESSAGES_URL'] ?? null;
  if (messagesUrl !== null && !isMessagesUrl(messagesUrl)) {
    faults.push('MESSAGES_URL must be an https address without a user, such as https://sms.example.ir/didar; http is for this machine only.');
  }
  const dataDir = resolve(env['DATA_DIR'] ?? 'data');
  const databaseUrl = env['DATABASE_URL'] ?? `sqlite:${dataDir}/didar.sqlite`;
  const secretOf = (name: SecretName): string | null => {
    const value = env[`SECRET_${name.toUpperCase()}`] ?? null;
    if (value === null || Buffer.from(value, 'base64').length === 32) return value;
    faults.push(`SECRET_${name.toUpperCase()} must be 32 random bytes in base64 (44 characters).`);
    return null;
  };
  const secrets = { encryption: secretOf('encryption'), index: secretOf('index'), pepper: secretOf('pepper'), form: secretOf('form'), webhook: secretOf('webhook'), messages: secretOf('messages'), presence: secretOf('presence'), reports: secretOf('reports') };
  const host = env['HOST'] ?? '127.0.0.1';
  return { config: Object.freeze({ port: port ?? 0, host, origin, dataDir, databaseUrl, messagesUrl, proxies: proxies ?? 0, development: env['NODE_ENV'] === 'development', secrets }), faults };
}
