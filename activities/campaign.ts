import { createHash } from 'node:crypto';
import { canonical } from '#db/canonical';
import { commit } from '#db/commit';
import { movePlaces, type Moving, PlacesMoved } from '#db/move-places';
import {
  type CampaignView,
  campaignView,
  countPlaces,
  pathOfClass,
  pupilsToRemind,
  silentPlaces,
} from '#db/queries/campaign-places';
import { rosterAt } from '#db/queries/roster';
import type { Transaction } from '#db/transaction';
import type { CampaignCommand } from '#domain/campaign-state';
import { roomToday } from '#domain/campaign-capacity';
import { dayOf, type Instant } from '#domain/instant';
import { peopleAt, SYSTEM } from '#domain/role';
import { byClass, uncounted } from '#domain/campaign-counting';
import { isOver, remindAfter } from './campaign-standing.ts';
import type { CampaignActivities, CampaignDeliveries, CampaignStanding } from './contract.ts';
import { AS_CLOCK, type Parts } from './parts.ts';
import { readStanding } from './standing.ts';

/** One fact to be committed, with the pupils whose places move with it. */
interface Step {
  readonly command: CampaignCommand;
  readonly pupils: readonly string[];
  readonly moving: Moving | null;
}

/** Reads what is to be done next; null: nothing is. */
type Next = (tx: Transaction, view: CampaignView, now: Instant) => Promise<Step | null>;

export function campaignActivities(parts: Parts): CampaignActivities & CampaignDeliveries {
  return {
    invite: async (stream, upTo) => {
      await catchUp(parts, stream);
      await take(parts, stream, invitePage(stream, upTo));
      return reread(parts, stream);
    },
    remindSilent: async (stream, most) => {
      await catchUp(parts, stream);
      await take(parts, stream, remindPage(stream, most));
      return reread(parts, stream);
    },
    handOverAbsentees: async (stream, most) => {
      await catchUp(parts, stream);
      for (let left = most; left > 0; ) {
        const handed = await take(parts, stream, handOverOneClass(stream, left));
        if (handed === 0) break;
        left -= handed;
      }
      await take(parts, stream, closeWhenOver);
      return reread(parts, stream);
    },
    catchUp: async (stream) => {
      await catchUp(parts, stream);
      return reread(parts, stream);
    },
  };
}

/** What has happened by itself is counted first: every other page then reads counts and rows that agree. */
async function catchUp(parts: Parts, stream: string): Promise<void> {
  await take(parts, stream, async (tx, { state }) => {
    const pupils = uncounted(state, await countPlaces(tx, stream));
    return pupils.length === 0 ? null : { command: { act: 'countAnswers', pupils }, pupils: [], moving: null };
  });
  await take(parts, stream, closeWhenOver);
}

function invitePage(stream: string, upTo: number): Next {
  return async (tx, view, now) => {
    const { state } = view;
    const { opensAt, closesAt } = state.window;
    if (state.stage !== 'open' || now < opensAt || now > closesAt) return null;
    const invited = (await countPlaces(tx, stream)).reduce((sum, one) => sum + one.invited, 0);
    const most = Math.min(upTo - invited, roomToday(view, state, now));
    if (most <= 0) return null;
    const pupils = await silentPlaces(tx, stream, classesOf(view), { toInvite: now, most });
    const command = { act: 'invitePage', pupils: byClass(pupils, 'waiting') } as const;
    return { command, pupils: pupils.map(({ student }) => student), moving: { to: 'invited' } };
  };
}

/** Once each: who was reminded and stays silent is left in peace until the window ends. */
function remindPage(stream: string, most: number): Next {
  return async (tx, view, now) => {
    if (view.state.stage !== 'open') return null;
    const pupils = await pupilsToRemind(tx, stream, { at: now, by: now - remindAfter(view) }, most);
    return { command: { act: 'remind', count: pupils.length }, pupils, moving: { to: 'reminded' } };
  };
}

/** The next class with absentees: to whoever holds its duty already, else to its class teacher or whoever stands in for a vacancy. */
function handOverOneClass(stream: string, most: number): Next {
  return async (tx, view, now) => {
    const { state } = view;
    if (state.stage !== 'open' || now < state.window.closesAt) return null;
    const silent = await silentPlaces(tx, stream, classesOf(view), { toInvite: null, most });
    const id = silent[0]?.class;
    if (id === undefined) return null;
    const pupils = silent.filter((pupil) => pupil.class === id);
    const waiting = pupils.filter(({ from }) => from === 'waiting').length;
    const live = state.duties.find(({ kind, subject }) => kind === 'campaignAbsentee' && subject === id);
    const owner = live?.holder ?? (await ownerOf(tx, view, id, now));
    const command = { act: 'handAbsentees', class: id, waiting, invited: pupils.length - waiting, owner } as const;
    return { command, pupils: pupils.map(({ student }) => student), moving: { to: 'owned', owner } };
  };
}

async function ownerOf(tx: Transaction, view: CampaignView, id: string, now: Instant): Promise<string> {
  const posts = await rosterAt(tx, (await pathOfClass(tx, id)) ?? view.path, null, now);
  return peopleAt(posts, 'classTeacher')[0] ?? view.state.owner;
}

const closeWhenOver: Next = async (_tx, view) => {
  const duty = view.state.duties.find(({ kind }) => kind === 'campaignClose');
  if (!isOver(view) || duty === undefined) return null;
  return { command: { act: 'closeAnswering', answers: duty.id }, pupils: [], moving: null };
};

const classesOf = ({ state }: CampaignView) => state.classes.map((one) => one.class);

/** How often a page is read anew because a pupil answered while it was being written. After that the attempt fails, and is made again later. */
const READINGS = 3;

/** Commits the next step as the system; answers with how many pupils' places it moved. */
async function take(parts: Parts, stream: string, next: Next): Promise<number> {
  for (let reading = 1; ; reading += 1)
    try {
      return await takeOnce(parts, stream, next);
    } catch (error) {
      if (!(error instanceof PlacesMoved) || reading === READINGS) throw error;
    }
}

async function takeOnce({ db, clock, log }: Parts, stream: string, next: Next): Promise<number> {
  const now = await clock.now();
  const found = await db.transaction(AS_CLOCK, async (tx) => {
    const view = await campaignView(tx, stream);
    if (view?.state.open !== true) return null;
    const step = await next(tx, view, now);
    return step === null ? null : { step, version: view.version };
  });
  if (found === null || (found.step.moving !== null && found.step.pupils.length === 0)) return 0;
  const { command, pupils, moving } = found.step;
  const digest = createHash('sha256')
    .update(canonical([command, pupils]))
    .digest();
  // The same page of the same version is one act. The day stands in the key because the rules refuse by the day, and a refusal is kept under its key.
  const actKey = `${stream}/${found.version}/${dayOf(now)}/${digest.toString('hex')}`;
  const act = { target: { stream }, actor: SYSTEM, actKey, digest, command };
  const beside = moving === null ? {} : { beside: movePlaces(stream, pupils, moving) };
  const outcome = await commit(db, clock, AS_CLOCK, { ...act, ...beside });
  if (outcome.status === 'refused') {
    log.error({ stream, act: command.act, code: outcome.code }, 'the clock was refused');
    return 0;
  }
  return pupils.length;
}

/** Where the campaign stands now. Its workflow learns of the version by our answer: no wake is owed for it. */
async function reread(parts: Parts, stream: string): Promise<CampaignStanding> {
  return (await readStanding(parts, stream)) as CampaignStanding;
}
