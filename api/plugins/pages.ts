import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Problem } from '#api/problem';

/** The built pages: folder under the build, address under which its files lie, addresses that open it. */
const PAGES = [
  { folder: 'answering', base: '/s/', opened: '/s/*' },
  { folder: 'guardian', base: '/g/', opened: '/g/*' },
  { folder: 'console', base: '/', opened: '/*' },
] as const;
/** What the build wrote where a nonce belongs. */
const PLACE = /__NONCE__/g;
const YEAR_MS = 365 * 86_400_000;

/** Serves the console at `/` the student's page at `/s/` and the guardian's at `/g/`, as `npm run build` left them in `built`. Everything else keeps its address. */
export async function pages(app: FastifyInstance, built: string): Promise<void> {
  const config = { access: 'open' } as const;
  app.addHook('onRoute', (route) => {
    if (PAGES.some(({ base }) => route.url === `${base}assets/*`)) route.config = { ...route.config, ...config };
  });
  for (const { folder, base, opened } of PAGES) {
    const file = join(built, folder, 'index.html');
    if (!existsSync(file)) continue;
    const html = readFileSync(file, 'utf8');
    await app.register(fastifyStatic, {
      root: join(built, folder, 'assets'),
      prefix: `${base}assets/`,
      decorateReply: false,
      preCompressed: true,
      // Names carry a hash of the content: whatever is kept is right for ever.
      immutable: true,
      maxAge: YEAR_MS,
    });
    const worker = join(built, folder, 'sw.js');
    if (existsSync(worker)) {
      const script = readFileSync(worker, 'utf8');
      // Under the page's own address, or it would be given nothing to do; asked for anew each time.
      app.get(`${base}sw.js`, { config, schema: { hide: true } }, (_request, reply) =>
        reply.type('text/javascript; charset=utf-8').send(script),
      );
    }
    app.get(opened, { config, schema: { hide: true } }, (request, reply) => {
      if (/^\/(api|docs)(\/|$)/.test(request.url)) throw new Problem('unknownAddress');
      const meant = meantFor(request.url);
      if (meant !== null) return reply.redirect(meant);
      return opening(reply, html);
    });
  }
}

/** The page of pupils or guardians in an address that a hand typed: in capitals, as phones begin a line, or without the last stroke; null for others. */
function meantFor(url: string): string | null {
  const [, page = '', rest = ''] = /^\/([sg])(?:\/(.*))?$/i.exec(url) ?? [];
  if (page === '' || url.startsWith(`/${page.toLowerCase()}/`)) return null;
  return `/${page.toLowerCase()}/${rest}`;
}

/** The page with a nonce of its own: no script and no style runs that the build did not write or the page's own code did not make. */
function opening(reply: FastifyReply, html: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  return reply
    .header('content-security-policy', policy)
    .type('text/html; charset=utf-8')
    .send(html.replace(PLACE, nonce));
}
