import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { tellingWords } from '#domain/neutral-text';
import { forbiddenWords } from '#domain/vocabulary';
import { ROOT_HOME } from './servers/postgres-account.ts';

/** Every setting there is. What is undefined is brought up or made by `npm start`. */
export type Settings = {
  /** Port of the API and the pages; `portGiven` = somebody asked for this one. */
  port: number;
  portGiven: boolean;
  /** Folder of the embedded database, the histories and the master key. */
  home: string;
  databaseUrl: string | undefined;
  /** host:port */
  temporalAddress: string | undefined;
  temporalNamespace: string;
  /** 32 bytes; every other key is derived from it. */
  masterKey: Buffer | undefined;
  /** Address under which people reach the server, without a slash at its end; https makes its cookies secure. */
  origin: string | undefined;
  /** Where mail is handed in and who it is from; undefined = notices stay in-app. */
  mail: { smtpUrl: string; from: string } | undefined;
};

/** What `server.ts` and `worker.ts` cannot do without. */
export type ServiceSettings = Settings & { databaseUrl: string; temporalAddress: string; masterKey: Buffer };

/** A start is refused: the message has one line for each wrong or missing setting, with its name and what would be right. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
}

type Environment = Readonly<Record<string, string | undefined>>;

const RIGHT = {
  PORT: 'a whole number from 1 to 65535',
  XINQIAO_HOME: 'an absolute path, such as /var/lib/xinqiao',
  DATABASE_URL: 'postgres://user:password@host:port/database of a Postgres 15 or later',
  TEMPORAL_ADDRESS: 'host:port of a Temporal server, without http://',
  TEMPORAL_NAMESPACE: 'letters, digits, dots, hyphens and underscores',
  XINQIAO_MASTER_KEY: '32 random bytes in base64, such as: openssl rand -base64 32',
  XINQIAO_ORIGIN: 'the address people use, such as https://xinqiao.example, without a path',
  XINQIAO_SMTP_URL: 'smtp://user:password@host:587 or smtps://host:465, together with XINQIAO_MAIL_FROM',
  XINQIAO_MAIL_FROM: 'a bare and neutral address, such as notice@mail.example, together with XINQIAO_SMTP_URL',
} as const;
type Name = keyof typeof RIGHT;

const shape = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  XINQIAO_HOME: z.string().refine(isAbsolute).optional(),
  DATABASE_URL: z.string().refine(isDatabaseUrl).optional(),
  TEMPORAL_ADDRESS: z.string().refine(isAddress).optional(),
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[\w.-]+$/)
    .default('default'),
  XINQIAO_MASTER_KEY: z.string().refine(isKey).optional(),
  XINQIAO_ORIGIN: z.string().refine(isOrigin).optional(),
  XINQIAO_SMTP_URL: z.string().refine(isSmtpUrl).optional(),
  XINQIAO_MAIL_FROM: z.string().refine(isNeutralSender).optional(),
});

/**
 * Reads the settings from the environment; an empty one counts as not set.
 * @throws WrongSettings; a wrong value is not repeated, since it may be a password or a key
 */
export function readSettings(env: Environment): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = shape.safeParse(given);
  if (!parsed.success) throw refusal(parsed.error.issues.map((issue) => [nameOf(issue.path[0]), 'is wrong'] as const));
  const { PORT, XINQIAO_HOME, XINQIAO_MASTER_KEY, ...rest } = parsed.data;
  return {
    port: PORT,
    portGiven: 'PORT' in given,
    home: XINQIAO_HOME ?? usualHome(),
    databaseUrl: rest.DATABASE_URL,
    temporalAddress: rest.TEMPORAL_ADDRESS,
    temporalNamespace: rest.TEMPORAL_NAMESPACE,
    masterKey: XINQIAO_MASTER_KEY === undefined ? undefined : Buffer.from(XINQIAO_MASTER_KEY, 'base64'),
    origin: rest.XINQIAO_ORIGIN,
    mail: mailOf(rest.XINQIAO_SMTP_URL, rest.XINQIAO_MAIL_FROM),
  };
}

/** Both or neither: half a mailbox would be taken for a whole one until the first notice fails. */
function mailOf(smtpUrl: string | undefined, from: string | undefined): Settings['mail'] {
  if (smtpUrl !== undefined && from !== undefined) return { smtpUrl, from };
  if (smtpUrl === undefined && from === undefined) return undefined;
  throw refusal([[smtpUrl === undefined ? 'XINQIAO_SMTP_URL' : 'XINQIAO_MAIL_FROM', 'is not set']]);
}

/**
 * The settings of a server or worker that runs alone.
 * @throws WrongSettings also when the database, Temporal or the master key is not named
 */
export function readServiceSettings(env: Environment): ServiceSettings {
  const settings = readSettings(env);
  const { databaseUrl, temporalAddress, masterKey } = settings;
  if (databaseUrl !== undefined && temporalAddress !== undefined && masterKey !== undefined) {
    return { ...settings, databaseUrl, temporalAddress, masterKey };
  }
  throw lacking({ DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress, XINQIAO_MASTER_KEY: masterKey });
}

/**
 * What bringing the database up to date needs.
 * @throws WrongSettings also when the database or the master key is not named
 */
export function readDatabaseSettings(env: Environment): Pick<ServiceSettings, 'databaseUrl' | 'masterKey'> {
  const { databaseUrl, masterKey } = readSettings(env);
  if (databaseUrl !== undefined && masterKey !== undefined) return { databaseUrl, masterKey };
  throw lacking({ DATABASE_URL: databaseUrl, XINQIAO_MASTER_KEY: masterKey });
}

function lacking(wanted: Partial<Record<Name, unknown>>): WrongSettings {
  const missing = Object.entries(wanted).filter(([, value]) => value === undefined);
  return refusal(missing.map(([name]) => [nameOf(name), 'is not set'] as const));
}

function refusal(faults: readonly (readonly [Name, string])[]): WrongSettings {
  return new WrongSettings(
    faults.map(([name, fault]) => `${name} ${fault}. Right would be: ${RIGHT[name]}`).join('\n'),
  );
}

function nameOf(key: PropertyKey | undefined): Name {
  const name = Object.keys(RIGHT).find((known) => known === key);
  if (name === undefined) throw new Error(`no setting is called ${String(key)}`);
  return name as Name; // found among the keys of RIGHT
}

function usualHome(): string {
  return process.getuid?.() === 0 ? ROOT_HOME : join(homedir(), '.local', 'share', 'xinqiao');
}

function isDatabaseUrl(text: string): boolean {
  const url = URL.parse?.(text) ?? (URL.canParse(text) ? new URL(text) : null);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.hostname !== '' && url.pathname.length > 1;
}

function isAddress(text: string): boolean {
  const port = Number(/^[\w.-]+:(\d{1,5})$|^\[[\da-f:]+\]:(\d{1,5})$/i.exec(text)?.slice(1).find(Boolean) ?? 0);
  return port >= 1 && port <= 65_535;
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

function isSmtpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text);
  const bare = /^smtps?:$/.test(protocol) && hostname !== '' && /^\/?$/.test(pathname) && search + hash === '';
  return bare && (username === '') === (password === '') && isEncoded(username + password);
}

function isEncoded(text: string): boolean {
  try {
    return decodeURIComponent(text) !== null;
  } catch {
    return false;
  }
}

/** The domain is the one that somebody has; what stands before it is chosen, and stands on every envelope (N17). */
function isNeutralSender(text: string): boolean {
  const [local, domain, ...more] = text.split('@');
  if (local === undefined || domain === undefined || more.length > 0) return false;
  const told = [...tellingWords(local), ...forbiddenWords(local)];
  return /^[\w.+-]+$/.test(local) && /^[\w-]+(\.[\w-]+)*$/.test(domain) && told.length === 0;
}

function isKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text);
}
