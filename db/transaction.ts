import { AsyncLocalStorage } from 'node:async_hooks';
import { type ConnectionSettings, openSession, type Session } from './client.ts';
import { ConnectionLost, DatabaseError, isConnectionFault, translated, UnknownOutcome } from './errors.ts';
import { type Lane, lanePool } from './lanes.ts';
import { type Answered, type Call, runsIn, type Transaction } from './scope.ts';

export { type Answered, type Call, callIn, keptOfEach, type Transaction } from './scope.ts';

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

/** What a body may answer with instead of its value: a last statement, which travels with COMMIT. If it fails, nothing stands and its error is thrown. */
export class Ending<T> {
  readonly value: T;
  readonly last: Call;
  constructor(value: T, last: Call) {
    this.value = value;
    this.last = last;
  }
}

type Body<T> = (tx: Transaction, opened: readonly (readonly Answered[])[]) => Promise<T | Ending<T>>;

/** The only door to tenant tables. */
export interface Database {
  /**
   * Runs `body` in one transaction under `context` and commits. Rejects with DatabaseError (codes only), with ConnectionLost
   * when nothing was written, with UnknownOutcome when nobody knows, or with the body's own error. A statement that failed
   * inside fails the whole, even if the body swallowed it. A second transaction of the same database inside `body` throws.
   * `opening`: statements that travel with BEGIN, in order; the body gets the rows of each. They must write nothing.
   */
  transaction<T>(context: Context, body: Body<T>, opening?: readonly Call[]): Promise<T>;
  /** One statement by itself under no context, for functions that let anybody ask. It must write nothing: it may be sent twice. */
  ask(call: Call): Promise<readonly Answered[]>;
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

  /** A lane for one use. A lane leased while holding one can wait for itself for ever when the pool is small. */
  const leased = async <T>(use: (lane: Lane) => Promise<T>): Promise<T> => {
    if (inside.getStore()?.over === false) throw new Error('a transaction inside a transaction of the same database');
    const lane = await lanes.lease();
    const scope = { over: false };
    try {
      return await inside.run(scope, () => use(lane));
    } catch (error) {
      throw translated(error);
    } finally {
      scope.over = true;
      if (lane.session.lost) void lane.session.end();
      lanes.giveBack(lane);
    }
  };

  const database: Database = {
    transaction: (context, body, opening = []) =>
      leased(async (lane) => {
        const opened = await atFirst(lane, open, (session) => start(session, context, opening));
        const known: typeof body = (tx, answers) => {
          runsIn(tx, database);
          return body(tx, answers);
        };
        return settle(lane.session, known, opened);
      }),
    ask: (call) => leased((lane) => atFirst(lane, open, (session) => said(session, call))),
    end: () => lanes.end(),
  };
  return database;
}

/** What is sent first on a lane; an idle connection that died unseen is replaced once, since nothing has run yet. */
async function atFirst<T>(lane: Lane, open: () => Session, first: (session: Session) => Promise<T>): Promise<T> {
  if (lane.session.lost) lane.session = open();
  const fresh = !lane.session.used;
  try {
    return await first(lane.session);
  } catch (error) {
    if (fresh || !isConnectionFault(error)) throw error;
    void lane.session.end();
    lane.session = open();
    return first(lane.session);
  }
}

async function said(session: Session, { text, parameters }: Call): Promise<readonly Answered[]> {
  return (await session.send(text, parameters)) as readonly Answered[]; // what the driver answers to `unsafe`
}

const COMMIT: Call = { text: 'commit', parameters: [] };
const BEGIN: Call = { text: 'begin', parameters: [] };
const SETTINGS = ['person', 'role', 'path', 'org', 'actor', 'purpose', 'request'] as const satisfies (keyof Context)[];
const SET_CONTEXT = `select ${[...SETTINGS, 'write_student', 'write_streams']
  .map((name, at) => `set_config('app.${name}', $${at + 1}, true)`)
  .join(', ')}`;

/** BEGIN, the context and what opens the transaction in one round trip. */
async function start(session: Session, context: Context, opening: readonly Call[]) {
  const values = [...SETTINGS.map((name) => context[name] ?? ''), '', ''];
  const calls = [BEGIN, { text: SET_CONTEXT, parameters: values }, ...opening];
  try {
    // Each is on its way before the next is made: they arrive in this order.
    const [, , ...opened] = await Promise.all(calls.map((call) => said(session, call)));
    return opened;
  } catch (error) {
    await rollback(session);
    throw error;
  }
}

/** Runs the body to its end, then COMMIT or ROLLBACK. The lease never ends before the body has settled. */
async function settle<T>(session: Session, body: Body<T>, opened: Parameters<Body<T>>[1]): Promise<T> {
  let value: T | Ending<T>;
  try {
    value = await session.within((tx) => body(tx, opened));
  } catch (error) {
    await rollback(session);
    throw session.lost && translated(error) instanceof DatabaseError ? new ConnectionLost() : error;
  }
  if (session.lost) throw new ConnectionLost();
  if (!(value instanceof Ending)) {
    await commit(session);
    return value;
  }
  await commit(session, value.last);
  return value.value;
}

async function rollback(session: Session): Promise<void> {
  if (session.lost) return; // the server rolls back by itself
  try {
    await session.send('rollback');
  } catch {
    await session.end(); // whatever state it is in, nobody gets it again
  }
}

async function commit(session: Session, last?: Call): Promise<void> {
  // Sent together, in this order: when the last statement fails, Postgres answers COMMIT with ROLLBACK.
  const calls = [...(last === undefined ? [] : [last]), COMMIT];
  const [result, ended] = (await Promise.allSettled(calls.map((call) => said(session, call)))).toReversed();
  const failed = ended?.status === 'rejected' ? ended : result;
  if (failed?.status === 'rejected') {
    if (session.lost || isConnectionFault(failed.reason)) throw new UnknownOutcome();
    throw failed.reason; // also a deferred constraint: Postgres has rolled back
  }
  // COMMIT of a failed transaction is answered with ROLLBACK and no error.
  if (result?.status !== 'fulfilled' || commandOf(result.value) !== 'COMMIT') throw new DatabaseError('fault');
}

function commandOf(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'command' in result ? result.command : undefined;
}
