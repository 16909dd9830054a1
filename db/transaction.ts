import { AsyncLocalStorage } from 'node:async_hooks';
import { type ConnectionSettings, openSession, type Session, type Transaction } from './client.ts';
import { ConnectionLost, DatabaseError, isConnectionFault, translated, UnknownOutcome } from './errors.ts';
import { type Lane, lanePool } from './lanes.ts';

export type { Transaction } from './client.ts';

/** Group roles of the database, one per kind of process. */
export const DATABASE_ROLES = ['migrator', 'api', 'clock', 'courier', 'auth', 'auditor'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** Name of a group role in the cluster. */
export function roleName(role: DatabaseRole): string {
  return `xinqiao_${role}`;
}

/** Who asks, for row-level security and the audit. What is left out is empty for this transaction, never left over. */
export interface Context {
  readonly person?: string; // people.id
  readonly role?: string; // role of the appointment that is acting
  readonly path?: string; // path of its organisation, slash at both ends
  readonly org?: string; // its organisation
  readonly actor?: string; // actor of acts when it is not the person: clock, system, student:<id>
  readonly purpose?: string; // why a record is read
  readonly request?: string; // id of the request, for the audit
}

export interface DatabaseOptions extends Omit<ConnectionSettings, 'role'> {
  /** Connections, each leased to one transaction at a time. */
  readonly size: number;
  /** Role to take on; leave out when the login of the URL has only one. */
  readonly role?: DatabaseRole;
  /** How long a transaction waits for a lane, ms. Then DatabaseError 'busy'. */
  readonly leaseTimeoutMs?: number;
}

/** The only door to tenant tables. */
export interface Database {
  /**
   * Runs `body` in one transaction under `context` and commits. Rejects with DatabaseError (codes only), with ConnectionLost
   * when nothing was written, with UnknownOutcome when nobody knows, or with the body's own error. A statement that failed
   * inside fails the whole, even if the body swallowed it. A second transaction of the same database inside `body` throws.
   */
  transaction<T>(context: Context, body: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Waits for running transactions, then closes every connection. */
  end(): Promise<void>;
}

/** Opens `size` lanes (see client.ts); they connect when first used. */
export function openDatabase(url: string, options: DatabaseOptions): Database {
  const { size, leaseTimeoutMs = 10_000, role, ...rest } = options;
  const settings: ConnectionSettings = role === undefined ? rest : { ...rest, role: roleName(role) };
  const open = () => openSession(url, settings);
  const lanes = lanePool(size, open, leaseTimeoutMs);
  const inside = new AsyncLocalStorage<{ over: boolean }>();

  return {
    async transaction(context, body) {
      // A lane leased while holding one can wait for itself for ever when the pool is small.
      if (inside.getStore()?.over === false) throw new Error('a transaction inside a transaction of the same database');
      const lane = await lanes.lease();
      const scope = { over: false };
      try {
        await begin(lane, open, context);
        return await inside.run(scope, () => settle(lane.session, body));
      } catch (error) {
        throw translated(error);
      } finally {
        scope.over = true;
        if (lane.session.lost) void lane.session.end();
        lanes.giveBack(lane);
      }
    },
    end: () => lanes.end(),
  };
}

/** BEGIN and the context in one round trip; an idle connection that died unseen is replaced once, since nothing has run yet. */
async function begin(lane: Lane, open: () => Session, context: Context): Promise<void> {
  if (lane.session.lost) lane.session = open();
  const fresh = !lane.session.used;
  try {
    await start(lane.session, context);
  } catch (error) {
    if (fresh || !isConnectionFault(error)) throw error;
    void lane.session.end();
    lane.session = open();
    await start(lane.session, context);
  }
}

const SETTINGS = ['person', 'role', 'path', 'org', 'actor', 'purpose', 'request'] as const satisfies (keyof Context)[];
const SET_CONTEXT = `select ${[...SETTINGS, 'write_student', 'write_streams']
  .map((name, at) => `set_config('app.${name}', $${at + 1}, true)`)
  .join(', ')}`;

async function start(session: Session, context: Context): Promise<void> {
  const values = [...SETTINGS.map((name) => context[name] ?? ''), '', ''];
  await Promise.all([session.send('begin'), session.send(SET_CONTEXT, values)]);
}

/** Runs the body to its end, then COMMIT or ROLLBACK. The lease never ends before the body has settled. */
async function settle<T>(session: Session, body: (tx: Transaction) => Promise<T>): Promise<T> {
  let value: T;
  try {
    value = await session.within(body);
  } catch (error) {
    await rollback(session);
    throw session.lost && translated(error) instanceof DatabaseError ? new ConnectionLost() : error;
  }
  if (session.lost) throw new ConnectionLost();
  await commit(session);
  return value;
}

async function rollback(session: Session): Promise<void> {
  if (session.lost) return; // the server rolls back by itself
  try {
    await session.send('rollback');
  } catch {
    await session.end(); // whatever state it is in, nobody gets it again
  }
}

async function commit(session: Session): Promise<void> {
  let result: unknown;
  try {
    result = await session.send('commit');
  } catch (error) {
    if (session.lost || isConnectionFault(error)) throw new UnknownOutcome();
    throw error; // a deferred constraint: Postgres has rolled back
  }
  // COMMIT of a failed transaction is answered with ROLLBACK and no error.
  if (commandOf(result) !== 'COMMIT') throw new DatabaseError('fault');
}

function commandOf(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'command' in result ? result.command : undefined;
}
