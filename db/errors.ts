/**
 * What can go wrong at the database, as codes. Nothing of the driver's or Drizzle's own errors leaves this folder: their
 * messages carry bound parameters, their causes carry rows.
 */
export const DATABASE_ERROR_CODES = [
  'connectionLost', // for certain not committed; the same act may be asked again
  'unknownOutcome', // lost during COMMIT: ask again with the same key
  'busy', // no lane came free in time
  'timeout', // a statement or a lock took too long
  'deadlock', // Postgres ended this one of two; the same act may be asked again
  'uniqueViolation',
  'foreignKeyViolation',
  'checkViolation',
  'notNullViolation',
  'insertOnly', // a record that is never rewritten
  'forbidden', // no grant, or row-level security refused the row
  'invalidValue', // a value that its column cannot hold
  'fault', // anything else: ours
] as const;
export type DatabaseErrorCode = (typeof DATABASE_ERROR_CODES)[number];

/** Carries the code, the SQLSTATE and the name of the constraint: never a value, never a cause. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode;
  readonly sqlState: string | undefined;
  readonly constraint: string | undefined;

  constructor(code: DatabaseErrorCode, sqlState?: string, constraint?: string) {
    super(`database: ${code}${constraint === undefined ? '' : ` (${constraint})`}`);
    this.name = new.target.name;
    this.code = code;
    this.sqlState = sqlState;
    this.constraint = constraint;
  }
}

/** The connection went away before COMMIT was sent (or never came up): nothing was written. */
export class ConnectionLost extends DatabaseError {
  constructor() {
    super('connectionLost');
  }
}

/** The connection went away after COMMIT was sent: written or not, nobody knows. The same key asks again. */
export class UnknownOutcome extends DatabaseError {
  constructor() {
    super('unknownOutcome');
  }
}

const BY_STATE: Readonly<Record<string, DatabaseErrorCode>> = {
  '23505': 'uniqueViolation',
  '23P01': 'uniqueViolation',
  '23503': 'foreignKeyViolation',
  '23514': 'checkViolation',
  '23502': 'notNullViolation',
  '42501': 'forbidden',
  '40P01': 'deadlock',
  '40001': 'deadlock',
  '57014': 'timeout',
  '55P03': 'timeout',
  XQ001: 'insertOnly',
};
const SQL_STATE = /^[0-9A-Z]{5}$/;
// The server said goodbye (08 connection, 57P shutdown, 53300 full, 25P03 idle in transaction) or the socket did.
const GONE_STATE = /^(08|57P|53300|25P0[34])/;
const GONE_SOCKET = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
]);

interface DriverError {
  readonly code: string;
  readonly severity: string | undefined;
  readonly constraint: string | undefined;
}

/** The driver's error inside whatever Drizzle wrapped around it, or undefined for errors that are not the database's. */
function driverError(error: unknown): DriverError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name !== 'PostgresError' && !('address' in error) && !('errno' in error))
    return error.cause === undefined ? undefined : driverError(error.cause);
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? value : undefined;
  };
  const code = text('code');
  return code === undefined ? undefined : { code, severity: text('severity'), constraint: text('constraint_name') };
}

/** Whether an error means that the connection, not the statement, has failed. */
export function isConnectionFault(error: unknown): boolean {
  if (error instanceof ConnectionLost) return true;
  const driver = driverError(error);
  if (driver === undefined)
    return error instanceof Error && error.cause !== undefined && isConnectionFault(error.cause);
  return (
    driver.severity === 'FATAL' ||
    driver.severity === 'PANIC' ||
    GONE_SOCKET.has(driver.code) ||
    GONE_STATE.test(driver.code)
  );
}

/** Drizzle's own wrapper: its message shows the parameters even when what it wraps is unknown. */
function isDrizzleQueryError(error: unknown): boolean {
  return error instanceof Error && 'query' in error && 'params' in error;
}

/** A database error as a code; errors of the caller's own pass as they are. */
export function translated(error: unknown): unknown {
  if (error instanceof DatabaseError) return error;
  if (isConnectionFault(error)) return new ConnectionLost();
  const driver = driverError(error);
  if (driver !== undefined && SQL_STATE.test(driver.code)) {
    const code = BY_STATE[driver.code] ?? (driver.code.startsWith('22') ? 'invalidValue' : 'fault');
    return new DatabaseError(code, driver.code, driver.constraint);
  }
  if (error instanceof Error && error.cause instanceof DatabaseError) return error.cause;
  return driver !== undefined || isDrizzleQueryError(error) ? new DatabaseError('fault') : error;
}
