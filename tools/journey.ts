/** `npm run journey [-- --json] [--lang en]`: one student's year through the real API, worker and relay under time skipping, then the story and its proof. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { playJourney } from './journey/stage.ts';
import { journeyText } from './journey/tell.ts';
import { migrate } from './migrate.ts';
import { releaseTestServers, testPostgres } from './testing/test-servers.ts';

/** A database that is there for the length of `work`; on DATABASE_URL's server when it is set, else on one of our own that forgets everything. */
async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const server = await testPostgres();
  const name = `xinqiao_journey_${randomBytes(6).toString('hex')}`;
  const keeper = postgres(server, { max: 1, onnotice: () => undefined });
  try {
    await keeper.unsafe(`create database ${name}`);
    const url = new URL(server);
    url.pathname = `/${name}`;
    await migrate(url.href);
    return await work(url.href);
  } finally {
    await keeper.unsafe(`drop database if exists ${name} with (force)`);
    await keeper.end();
    await releaseTestServers();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      lang: { type: 'string', default: 'zh-CN' },
    },
  });
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const journey = await withDatabase((adminUrl) => playJourney({ adminUrl, say }));
  const language = values.lang === 'en' ? 'en' : 'zh-CN';
  console.log(values.json ? JSON.stringify(journey, null, 2) : journeyText(journey, language));
  process.exitCode = journey.proof.findings.length === 0 ? 0 : 1;
}

await main();
