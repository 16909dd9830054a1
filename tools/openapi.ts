import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from '#api/app';
import { openDatabase } from '#db/transaction';
import { typesOf } from './codegen/types.ts';

const ROOT = join(import.meta.dirname, '..');
/** Never connected to: a description asks nothing of the database. */
const NOWHERE = 'postgres://nobody@127.0.0.1:9/none';

/** The description of the API, as its routes give it, as text. */
export async function describedApi(): Promise<string> {
  const db = openDatabase(NOWHERE, { size: 1 });
  const key = () => randomBytes(32);
  const keyring = { current: '1', wrapping: { '1': key() }, blindIndex: key(), digests: key(), links: key() };
  const app = await buildApp(
    {
      db,
      authDb: db,
      keyring,
      signInKey: key(),
      clock: { now: () => Promise.resolve(0) },
      waker: null,
      feed: null,
      origin: 'http://127.0.0.1:3000',
      demo: true,
    },
    { logLevel: 'silent' },
  );
  await app.ready();
  const text = `${JSON.stringify(app.swagger(), null, 1)}\n`;
  await app.close();
  await db.end();
  return text;
}

/** `npm run openapi`: writes openapi.json and the types made from it, api/openapi.d.ts. */
if (process.argv[1] === import.meta.filename) {
  const description = await describedApi();
  writeFileSync(join(ROOT, 'openapi.json'), description);
  writeFileSync(join(ROOT, 'api/openapi.d.ts'), await typesOf(description));
}
