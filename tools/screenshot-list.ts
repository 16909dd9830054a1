import type { Page } from 'playwright-core';
import type { Looking } from './testing/browser-seat.ts';
import type { Stage } from './testing/picture-stage.ts';

/** A picture: who sits there, at what, and how it is looked at. */
export interface Shot {
  readonly name: string;
  /** Who sits there, by name in the city; null: nobody is signed in. */
  readonly who: string | null;
  readonly path: (stage: Stage) => string;
  readonly looking?: Looking;
  /** Something that is on screen once it is ready. */
  readonly ready: string;
  /** What the person does before the picture is taken. */
  readonly before?: (page: Page, stage: Stage) => Promise<void>;
}

/** Every main screen: add yours. */
export const SHOTS: readonly Shot[] = [
  { name: 'sign-in', who: null, path: () => '/', ready: 'form' },
  { name: 'today', who: 'counselor', path: () => '/today', ready: '.row' },
  { name: 'today-en', who: 'counselor', path: () => '/today?list=waiting', ready: '.row', looking: { language: 'en' } },
  { name: 'today-phone', who: 'counselor', path: () => '/today', ready: '.row', looking: { size: 'phone' } },
  { name: 'case', who: 'counselor', path: ({ care }) => `/cases/${care}`, ready: '.timeline li' },
  {
    name: 'case-en',
    who: 'counselor',
    path: ({ signing }) => `/cases/${signing}`,
    ready: '.timeline li',
    looking: { language: 'en' },
  },
  {
    name: 'interview',
    who: 'counselor',
    path: ({ warned }) => `/cases/${warned}?act=recordInterview`,
    ready: '.act-form',
  },
  { name: 'head', who: 'head', path: () => '/today', ready: '.now-card li' },
  { name: 'crisis', who: 'head', path: ({ crisis }) => `/crisis/${crisis}`, ready: '.timeline li' },
  {
    name: 'crisis-phone',
    who: 'counselor',
    path: ({ crisis }) => `/crisis/${crisis}`,
    ready: '.timeline li',
    looking: { size: 'phone' },
  },
  { name: 'ledger', who: 'head', path: () => '/ledger?order=level', ready: '.row' },
  {
    name: 'concern-phone',
    who: 'classteacher',
    path: () => '/concern',
    ready: '.pupils button',
    looking: { size: 'phone' },
  },
  { name: 'class-teacher-phone', who: 'classteacher', path: () => '/', ready: '.row', looking: { size: 'phone' } },
  { name: 'campaigns', who: 'counselor', path: () => '/campaigns', ready: '.campaign-row' },
  { name: 'campaign', who: 'counselor', path: ({ campaign }) => `/campaigns/${campaign}`, ready: 'tbody tr' },
  {
    name: 'slips',
    who: 'counselor',
    path: ({ campaign, group }) => `/campaigns/${campaign}/slips/${group}`,
    ready: '.slip',
  },
  {
    name: 'paper-sheet',
    who: 'counselor',
    path: ({ campaign, group }) => `/campaigns/${campaign}/paper/${group}`,
    ready: '.paper-item',
    before: async (page) => {
      for (const key of ['1', '2', '1', '3']) await page.keyboard.press(key);
    },
  },
  {
    name: 'case-summary',
    who: 'counselor',
    path: ({ care }) => `/cases/${care}/summary`,
    ready: '.choices button',
    before: async (page) => {
      await page.getByRole('button', { name: '帮助该生' }).click();
      await page.locator('.sheet').waitFor();
    },
  },
  { name: 'inbox', who: 'hospital', path: () => '/', ready: '.row' },
  { name: 'people', who: 'system', path: () => '/people', ready: 'tbody tr' },
  {
    name: 'person',
    who: 'system',
    path: () => '/people',
    ready: 'tbody tr',
    before: async (page) => {
      await page.getByLabel('角色').selectOption('counselor');
      await page.locator('tbody tr').nth(1).waitFor();
      await page.locator('tbody a').first().click();
      await page.getByRole('button', { name: '结束任职' }).first().click();
      await page.locator('.admin-leaving').waitFor();
    },
  },
  {
    name: 'organisations',
    who: 'system',
    path: () => '/organisations',
    ready: '.admin-tree ul li',
    before: async (page) => {
      await page.getByRole('button', { name: /^展开望舒区/ }).click();
      await page.getByText('望舒区第一初级中学').waitFor();
    },
  },
  {
    name: 'roll-over',
    who: 'head',
    path: () => '/roll-overs',
    ready: '.record-form',
    before: async (page) => {
      // The city is in its own year: the coming one can be looked at.
      await page.getByLabel('学年', { exact: true }).selectOption({ index: 0 });
      await page.getByRole('button', { name: '试算' }).click();
      await page.locator('tbody tr').first().waitFor();
    },
  },
  { name: 'roles', who: 'security', path: () => '/roles', ready: '.admin-matrix' },
  { name: 'calendar', who: 'city', path: () => '/calendar', ready: 'tbody tr' },
  { name: 'policy', who: 'auditor', path: () => '/policy', ready: 'tbody tr' },
  { name: 'people-phone', who: 'head', path: () => '/people', ready: 'tbody tr', looking: { size: 'phone' } },
  { name: 'oversight', who: 'city', path: () => '/oversight', ready: 'table, .row' },
  { name: 'assessments', who: 'county', path: () => '/assessments/indicators', ready: 'tbody tr' },
  { name: 'answering-phone', who: null, path: () => '/s/', ready: '#code', looking: { size: 'cheap' } },
  {
    name: 'guardian-phone',
    who: null,
    path: ({ link }) => link,
    ready: '#code',
    looking: { size: 'phone' },
    before: async (page, { digits }) => {
      await page.getByLabel('六位数字').fill(digits);
      await page.getByRole('button', { name: '打开' }).click();
      await page.locator('main .card').first().waitFor();
    },
  },
  { name: 'return', who: 'counselor', path: ({ leave }) => `/returns/${leave}`, ready: '.timeline li' },
  { name: 'programme', who: 'school-programme', path: () => '/programme', ready: '.gap' },
  { name: 'report', who: 'city-programme', path: ({ report }) => `/reports/${report}`, ready: 'article' },
  { name: 'pictures', who: 'head', path: () => '/pictures', ready: '.bars svg' },
  {
    name: 'search',
    who: 'counselor',
    path: () => '/today',
    ready: '.row',
    before: async (page) => {
      await page.keyboard.press('/');
      await page.getByLabel('学生、页面或要做的事').fill('jl');
      await page.getByRole('dialog').locator('li').first().waitFor();
    },
  },
];
