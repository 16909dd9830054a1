import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';

/** What a transaction's body sees: Drizzle's own transaction, guarded. */
export type Transaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

/** One statement on its way. Runs when first awaited, as the driver's own does. */
export interface Statement extends PromiseLike<unknown> {
  values(): Statement;
}

type Send = (text: string, parameters?: readonly unknown[]) => Statement;

/** A statement of one unchanging text, with parameters in the driver's own form: sent as it is, without Drizzle's building. */
export interface Call {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** A row by the names of its columns: JSON is parsed, instants are text. */
export type Answered = Readonly<Record<string, unknown>>;

const SENDERS = new WeakMap<Transaction, Send>();
const DATABASES = new WeakMap<Transaction, object>();

/** Says which database a transaction runs in. */
export function runsIn(tx: Transaction, database: object): void {
  DATABASES.set(tx, database);
}

/** A place for what is read once and kept, for each database by itself: a process may have several. */
export function keptOfEach<T>(empty: () => T): { in(tx: Transaction): T; of(database: object): T } {
  const places = new WeakMap<object, T>();
  const of = (database: object): T => {
    const found = places.get(database) ?? empty();
    places.set(database, found);
    return found;
  };
  return { of, in: (tx) => of(DATABASES.get(tx) ?? tx) };
}

/** Sends a call as the next statement of a transaction. */
export async function callIn(tx: Transaction, { text, parameters }: Call): Promise<readonly Answered[]> {
  const send = SENDERS.get(tx);
  if (send === undefined) throw new Error('a call in a transaction that is none of ours');
  return (await send(text, parameters)) as readonly Answered[]; // what the driver answers to `unsafe`
}

/**
 * Runs bodies on Drizzle over one session, one at a time: no BEGIN, no COMMIT. Rejects if any statement failed outside a savepoint that was rolled
 * back, even when the body swallowed it: Postgres would answer COMMIT with ROLLBACK.
 */
export function newScopes(client: Sql, send: Send): <T>(body: (tx: Transaction) => Promise<T>) => Promise<T> {
  let scope = statementScope(client, send);
  const begin = async (body: (scope: unknown) => Promise<unknown>) => {
    scope = statementScope(client, send);
    try {
      const value = await body(scope);
      const failure = scope.failure();
      if (failure !== undefined) throw failure.error;
      return value;
    } finally {
      scope.close();
    }
  };
  // Drizzle's type asks for the whole driver; it uses options, begin, unsafe and savepoint.
  const database = drizzle({ client: { options: client.options, begin } as unknown as Sql });
  return (body) =>
    database.transaction((tx) => {
      SENDERS.set(tx, scope.unsafe);
      return body(tx);
    });
}

/** The statements of one transaction: remembers a failure, refuses what comes after the end. */
function statementScope(client: Sql, send: Send) {
  let failed: { readonly error: unknown } | undefined;
  let closed = false;
  let savepoints = 0;
  const scope = {
    options: client.options,
    failure: () => failed,
    close: () => {
      closed = true;
    },
    unsafe(text: string, parameters?: readonly unknown[]): Statement {
      if (closed) throw new Error('a statement after the end of its transaction');
      return watched(send(text, parameters), (error) => {
        failed ??= { error };
      });
    },
    async savepoint(body: (inner: unknown) => Promise<unknown>) {
      const name = `s${++savepoints}`;
      const before = failed;
      await scope.unsafe(`savepoint ${name}`);
      try {
        return await body(scope);
      } catch (error) {
        await scope.unsafe(`rollback to savepoint ${name}`);
        failed = before;
        throw error;
      }
    },
  };
  return scope;
}

function watched(statement: Statement, failed: (error: unknown) => void): Statement {
  const watching: Statement = {
    values() {
      statement.values();
      return watching;
    },
    // oxlint-disable-next-line unicorn/no-thenable -- awaited by Drizzle like the one it wraps
    then: (onFulfilled, onRejected) =>
      statement
        .then(undefined, (error: unknown) => {
          failed(error);
          throw error;
        })
        .then(onFulfilled, onRejected),
  };
  return watching;
}
