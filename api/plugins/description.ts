import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

const ABOUT = `Acts are recorded in one transaction: 200 means recorded for good. Send every act with an Idempotency-Key of its own; the same key
asks again and is answered as the first time. Errors are application/problem+json with a stable \`code\`.`;

/** OpenAPI 3.1 from the schemas of the routes. Register before them. */
export async function description(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '心桥 Xinqiao', version: '0.1.0', description: ABOUT, license: { name: 'Apache-2.0' } },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'xinqiao.session_token' } },
      },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  const config = { access: 'open' } as const;
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/docs')) route.config = { ...route.config, ...config };
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  app.get('/openapi.json', { config, schema: { hide: true } }, () => app.swagger());
}
