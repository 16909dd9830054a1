import { createHash } from 'node:crypto';
import type { BetterAuthOptions } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import * as schema from '#db/schema/auth';
import type { Database } from '#db/transaction';

type Made = ReturnType<ReturnType<typeof drizzleAdapter>>;

/** Each of these is one statement or two; each runs in a transaction of its own on a lane. */
const OPERATIONS = [
  'create',
  'findOne',
  'findMany',
  'count',
  'update',
  'updateMany',
  'delete',
  'deleteMany',
  'consumeOne',
  'incrementOne',
] as const satisfies (keyof Made)[];

/**
 * better-auth over our lanes, as the role `auth`: its Drizzle adapter on one transaction an operation, so that a lost
 * connection is an error and never somebody else's answer. Session tokens are hashed on their way in, so a copy of the
 * table opens no session.
 */
export function laneAdapter(db: Database): (options: BetterAuthOptions) => Made {
  return (options) => {
    const over = (connection: object) => drizzleAdapter(connection, { provider: 'pg', schema })(options);
    const adapter: Made = { ...over({}) };
    for (const name of OPERATIONS) {
      const run = (args: object) =>
        db.transaction({}, (tx) => {
          const operation = over(tx)[name] as (args: object) => Promise<unknown>;
          return operation(sealed(args));
        });
      Object.assign(adapter, { [name]: async (args: object) => opened(args, await run(args)) });
    }
    adapter.transaction = (body) => body(adapter);
    return adapter;
  };
}

/** What lies in the table instead of a session's token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

interface SessionArgs {
  readonly model?: string;
  readonly data?: { readonly token?: unknown };
  readonly update?: { readonly token?: unknown };
  readonly where?: readonly { readonly field: string; readonly value: unknown }[];
}

function hashed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hashed);
  return typeof value === 'string' ? tokenHash(value) : value;
}

function withToken<T extends { readonly token?: unknown }>(row: T | undefined): T | undefined {
  return row === undefined || row.token === undefined ? row : { ...row, token: hashed(row.token) };
}

function sealed(args: SessionArgs): object {
  if (args.model !== 'session') return args;
  return {
    ...args,
    ...(args.data === undefined ? {} : { data: withToken(args.data) }),
    ...(args.update === undefined ? {} : { update: withToken(args.update) }),
    ...(args.where === undefined
      ? {}
      : { where: args.where.map((each) => (each.field === 'token' ? { ...each, value: hashed(each.value) } : each)) }),
  };
}

/** Puts the token that the caller already knows back into the answer; nobody else's is known to anyone. */
function opened(args: SessionArgs, result: unknown): unknown {
  if (args.model !== 'session' || typeof result !== 'object' || result === null) return result;
  const known = [args.data?.token, ...(args.where ?? []).map(({ field, value }) => (field === 'token' ? value : null))]
    .flat()
    .filter((token) => typeof token === 'string');
  const held: unknown = Reflect.get(result, 'token');
  const token = known.find((each) => tokenHash(each) === held);
  return token === undefined ? result : { ...result, token };
}
