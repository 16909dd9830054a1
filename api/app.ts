import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { newAuth } from './auth/auth.ts';
import type { Parts } from './parts.ts';
import { description } from './plugins/description.ts';
import { guards } from './plugins/guards.ts';
import { operation } from './plugins/operation.ts';
import { pages } from './plugins/pages.ts';
import { answerProblem, problems } from './plugins/problems.ts';
import { signIn } from './plugins/sign-in.ts';
import { routes } from './routes/index.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** How to hang up each open line of server-sent events: they would keep a closing server waiting. */
    liveLines: Set<() => void>;
  }
}

export interface AppOptions {
  /** A level of pino, or `silent`. */
  readonly logLevel: string;
  /** Where the log goes instead of standard output. */
  readonly logTo?: { write(line: string): void };
}

/** A body, unless a route says otherwise. */
const BODY_LIMIT = 256 * 1024;

/** The whole API, without listening: server.ts listens, tests inject. */
export async function buildApp(parts: Parts, options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    genReqId: () => randomUUID(),
    // Only a proxy on this machine may say who calls: the server listens nowhere else.
    trustProxy: 'loopback',
    logger: logging(options),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    // A half-sent request is ended; by default it may stay open for ever.
    requestTimeout: 20_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 10_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
    return503OnClosing: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorate('liveLines', new Set<() => void>());
  app.addHook('preClose', async () => {
    for (const hangUp of app.liveLines) hangUp();
  });
  logAnswers(app);
  problems(app);
  await guards(app, parts.origin);
  await description(app);
  const auth = newAuth(parts);
  signIn(app, parts, auth);
  operation(app, parts);
  await app.register(routes(parts, auth), { prefix: '/api' });
  if (parts.pages !== undefined) await pages(app, parts.pages);
  return app;
}

/** Ids, patterns of addresses and figures only: never a query, a header, a body or an address with a code in it. */
function logging({ logLevel, logTo }: AppOptions) {
  return {
    level: logLevel,
    ...(logTo === undefined ? {} : { stream: logTo }),
    serializers: {
      req: (request: FastifyRequest) => ({ id: request.id, method: request.method, route: request.routeOptions?.url }),
      res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    },
  };
}

/** One line for each request. */
function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ method, route: routeOptions.url, status: reply.statusCode, ms }, 'answered');
  });
}
