import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { type ServedCity, servedCity } from './browser-city.ts';
import { clonedDatabase } from './database.ts';
import { launchChromium, type Looking, type Seat, seatOf } from './browser-seat.ts';
import { laterServer } from './later-server.ts';

export type { ServedCity } from './browser-city.ts';
export { PASSWORD } from './browser-city.ts';
export { chromiumPath, seatOf } from './browser-seat.ts';
export type { Looking, Seat } from './browser-seat.ts';

/** What this file of tests opened. A hook that is registered within another one never runs, so this one is registered here. */
const endings: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of endings) await end();
});

/** The served city with a browser before it. */
export interface BrowserCity extends ServedCity {
  /** Nobody signed in. */
  stranger(looking?: Looking): Promise<Seat>;
  /** A member of staff of the city by name, signed in. */
  seat(username: string, looking?: Looking): Promise<Seat>;
  /** The same so many days later (later-server.ts). */
  seatIn(days: number, username: string, looking?: Looking): Promise<Seat>;
}

/** Call it at the top of a file of browser tests, inside `beforeAll`; everything ends with the file. */
export async function browserCity(pupils?: number, year?: number): Promise<BrowserCity> {
  const database = await clonedDatabase();
  const served = await servedCity(pupils, year, database.adminUrl);
  const browser = await openBrowser(async () => {
    await served.stop();
    await database.drop();
  });
  const later = async (days: number) => {
    const server = await laterServer(database.adminUrl, days);
    endings.unshift(server.stop);
    return server.url;
  };
  return {
    ...served,
    seatIn: async (days, username, looking = {}) =>
      seatOf(browser, await later(days), looking, await served.cookie(username)),
    stranger: (looking = {}) => seatOf(browser, served.url, looking),
    seat: async (username, looking = {}) => seatOf(browser, served.url, looking, await served.cookie(username)),
  };
}

/** A browser that ends with the file of tests, and then whatever it looked at. */
export async function openBrowser(stop: () => Promise<unknown>): Promise<Browser> {
  const browser = await launchChromium();
  endings.push(async () => {
    await browser.close();
    await stop();
  });
  return browser;
}

/** What axe finds serious or critical, one line each; the rest is for the eye. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n  ${failureSummary ?? ''}`));
}
