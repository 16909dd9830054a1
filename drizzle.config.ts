import { defineConfig } from 'drizzle-kit';

// `npx drizzle-kit generate --name what` after a change of the schema; grants, policies and triggers go into migrations
// made with `generate --custom`. Never `push`: it knows nothing of them.
export default defineConfig({
  dialect: 'postgresql',
  schema: ['./db/schema/index.ts', './db/schema/auth.ts'],
  out: './db/migrations',
});
