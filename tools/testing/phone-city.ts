import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '#api/app';
import { type NoticeFeed, openNoticeFeed } from '#db/notice-feed';
import { builtPages, buildPages } from '#tools/pages';
import { type ApiCity, apiCity, type Caller } from './api-city.ts';
import { type Looking, openBrowser, type Seat, seatOf } from './browser.ts';
import { type PhonePlace, playCampaign, type PlayedCampaign } from './campaign-city.ts';

export { chromiumPath, seriousFindings } from './browser.ts';

/** One school on a school morning, listening, with its pages, before phones. The clock stands: whether somebody may be invited depends on the hour. */
export interface PhoneCity extends ApiCity {
  readonly url: string;
  readonly counselor: Caller;
  readonly campaign: PlayedCampaign;
  /** A pupil who has been invited and whom no test has had yet. */
  next(): PhonePlace;
  /** Takes the server away, does something meanwhile, and brings it back under the same address. */
  away(meanwhile: () => Promise<void>): Promise<void>;
  phone(looking?: Looking): Promise<Seat>;
  /** A member of the staff at the console, signed in. */
  desk(person: string, looking?: Looking): Promise<Seat>;
}

/** Call it at the top of a file of browser tests, inside `beforeAll`. */
export async function phoneCity(pupils: number, stage: 'open' | 'invited' = 'invited'): Promise<PhoneCity> {
  await buildPages(() => undefined);
  let feed: NoticeFeed | undefined;
  const city = await apiCity((database) => {
    feed = openNoticeFeed(database.url('api'));
    return Promise.resolve({ ...builtPages(), feed });
  });
  const counselor = await city.as(city.staff.counselor.person);
  for (let n = 0; n < pupils; n += 1) await city.student();
  const campaign = await playCampaign(city, counselor, stage);
  const places = [...(await campaign.codes())];
  let app = await buildApp(city.parts, { logLevel: 'silent' });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo; // it listens on a port
  const url = `http://127.0.0.1:${port}`;
  const browser = await openBrowser(async () => {
    await app.close();
    await feed?.end();
  });
  return {
    ...city,
    url,
    counselor,
    campaign,
    next: () => {
      const place = places.shift();
      if (place === undefined) throw new Error('more pupils are needed');
      return place;
    },
    away: async (meanwhile) => {
      await ended(app);
      await meanwhile();
      app = await buildApp(city.parts, { logLevel: 'silent' });
      await app.listen({ port, host: '127.0.0.1' });
    },
    phone: (looking = {}) => seatOf(browser, url, { size: 'cheap', ...looking }),
    desk: async (person, looking = {}) => seatOf(browser, url, looking, await city.session(person)),
  };
}

/** A server that ends hangs up on whoever keeps a line open. */
async function ended(app: FastifyInstance): Promise<void> {
  app.server.closeAllConnections();
  await app.close();
}
