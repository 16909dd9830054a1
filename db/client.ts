import { connect, type Socket } from 'node:net';
import postgres, { type PendingQuery, type Row } from 'postgres';
import { newScopes, type Statement, type Transaction } from './scope.ts';
import { ConnectionLost, isConnectionFault } from './errors.ts';

/** How a connection is opened. Times in ms. */
export interface ConnectionSettings {
  /** Group role to take on (SET ROLE) when the login of the URL is not itself limited to it. */
  readonly role?: string;
  readonly applicationName?: string;
  readonly connectTimeoutMs?: number;
  /** A statement that takes longer is ended by the server. 0 = no limit. */
  readonly statementTimeoutMs?: number;
  /** A transaction that says nothing for this long is ended by the server, with its connection. */
  readonly idleInTransactionMs?: number;
  readonly lockTimeoutMs?: number;
}

/** One physical connection for one life: when its socket is gone it refuses everything and never connects again. */
export interface Session {
  /** True once the socket has failed or closed, or the server has said that it will. */
  readonly lost: boolean;
  /** False until the first statement was answered. */
  readonly used: boolean;
  send(text: string, parameters?: readonly unknown[]): Statement;
  /** Runs `body` on Drizzle over this session: no BEGIN, no COMMIT. Rejects if any statement failed outside a savepoint that was rolled back. */
  within<T>(body: (tx: Transaction) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

// A prepared statement saves a round trip and the planning under row-level security each time it comes again; a text that
// grows with the number of rows would fill the server's memory with plans used once.
const PREPARED_UP_TO = 6_000;

/**
 * Opens a session; it connects with its first statement.
 *
 * postgres.js reconnects by itself and keeps what was queued: after a lost connection the next statements of the old
 * transaction run inside another one, a ROLLBACK to the dead socket ends the process, and a query sent between the socket's
 * 'error' and 'close' is answered with the next query's rows (it stays in the driver's queue of the sent). So a client is
 * used for one socket only. `fetch_types` is off: that query, sent by the driver on its own after each connect, is awaited
 * by nobody, and a reset during it was the unhandled rejection `read ECONNRESET` seen under TCP resets.
 */
export function openSession(url: string, settings: ConnectionSettings): Session {
  const outstanding = new Set<(error: ConnectionLost) => void>();
  const state = { lost: false, used: false };
  const lose = () => {
    state.lost = true;
    for (const reject of outstanding) reject(new ConnectionLost());
    outstanding.clear();
  };
  const socket = oneSocket(url, settings.connectTimeoutMs ?? 10_000, lose);
  const client = postgres(url, driverOptions(settings, socket.open, lose));

  const send = (text: string, parameters: readonly unknown[] = []): Statement => {
    // Drizzle's parameters are already in the driver's own form; the driver's type for them is not exported.
    const query = client.unsafe(text, [...parameters] as never[], { prepare: text.length < PREPARED_UP_TO });
    return tracked(query, state, outstanding, lose);
  };
  const within = newScopes(client, send);
  return {
    get lost() {
      return state.lost;
    },
    get used() {
      return state.used;
    },
    send,
    within,
    async end() {
      if (state.lost) return socket.destroy();
      await client.end({ timeout: 1 });
      socket.destroy();
    },
  };
}

function driverOptions(settings: ConnectionSettings, socket: () => Promise<Socket>, lose: () => void) {
  return {
    max: 1,
    fetch_types: false,
    max_lifetime: null,
    onnotice: () => undefined,
    onclose: lose,
    socket,
    connect_timeout: Math.ceil((settings.connectTimeoutMs ?? 10_000) / 1000),
    connection: {
      application_name: settings.applicationName ?? 'xinqiao',
      TimeZone: 'UTC', // instants are read back as text
      statement_timeout: settings.statementTimeoutMs ?? 30_000,
      lock_timeout: settings.lockTimeoutMs ?? 10_000,
      idle_in_transaction_session_timeout: settings.idleInTransactionMs ?? 30_000,
      ...(settings.role === undefined ? {} : { role: settings.role }),
    },
  };
}

/** The driver's only way to a socket: a second call is refused, so a client can never reconnect. */
function oneSocket(url: string, timeoutMs: number, lose: () => void) {
  let socket: Socket | undefined;
  const { hostname, port } = new URL(url);
  const open = () =>
    new Promise<Socket>((resolve, reject) => {
      if (socket !== undefined) return reject(new ConnectionLost());
      const made = connect({
        host: hostname.replace(/^\[|\]$/g, ''),
        port: port === '' ? 5432 : Number(port),
        noDelay: true,
      });
      socket = made;
      Object.assign(made, { host: hostname }); // the name that the driver checks a certificate against
      const timer = setTimeout(() => made.destroy(new ConnectionLost()), timeoutMs);
      // Ours come first: `lost` is known before the driver rejects anything.
      made.on('error', lose).on('error', reject).on('close', lose);
      made.once('close', () => reject(new ConnectionLost()));
      made.once('connect', () => {
        clearTimeout(timer);
        made.off('error', reject);
        resolve(made);
      });
      made.once('close', () => clearTimeout(timer));
    });
  return { open, destroy: () => void socket?.destroy() };
}

/** A statement that is refused on a lost session and never left hanging by one that gets lost under it. */
function tracked(
  query: PendingQuery<Row[] & Iterable<Row>[]>,
  state: { lost: boolean; used: boolean },
  outstanding: Set<(error: ConnectionLost) => void>,
  lose: () => void,
): Statement {
  let promise: Promise<unknown> | undefined;
  const run = () =>
    new Promise((resolve, reject) => {
      if (state.lost) return reject(new ConnectionLost());
      outstanding.add(reject);
      query.then(
        (rows: unknown) => {
          outstanding.delete(reject);
          state.used = true;
          resolve(rows);
        },
        (error: unknown) => {
          outstanding.delete(reject);
          // Over TLS the socket underneath is out of sight: the driver's error is the first to know.
          if (isConnectionFault(error)) lose();
          reject(error);
        },
      );
    });
  const statement: Statement = {
    values() {
      void query.values(); // only says how rows are to look; it runs when awaited
      return statement;
    },
    // oxlint-disable-next-line unicorn/no-thenable -- Drizzle awaits what `unsafe` returns; it must start only then
    then(onFulfilled, onRejected) {
      promise ??= run();
      return promise.then(onFulfilled, onRejected);
    },
  };
  return statement;
}
