import { createHash, randomUUID } from 'node:crypto';
import { commit } from '#db/commit';
import type { Sealed } from '#db/act';
import type { Outcome } from '#db/outcome';
import { streams } from '#db/schema/index';
import type { SealedText } from '#db/held-rows';
import type { DataKey } from '#db/vault/keyring';
import { sealText } from '#db/vault/text';
import type { StreamId, StreamKind, StreamState } from '#domain/stream';
import type { CityActor } from '#tools/testing/city';
import { eq } from 'drizzle-orm';
import type { World } from './world.ts';

/** A stream as the journey points at it. */
export interface Thing {
  readonly kind: StreamKind;
  readonly id: StreamId;
}

/** What a person asks for: the act and its fields, texts in words, as the API takes them. */
export type Body = { readonly act: string } & Readonly<Record<string, unknown>>;

/** What an act was answered, as far as the story goes on from it. */
export interface Answer {
  readonly stream: StreamId;
  readonly version: number;
  readonly stage: string;
  readonly level: string | null;
}

/** An act was refused: the story is wrong, or a rule is. */
export class ActRefused extends Error {}

/** The way from a person to the record. */
export interface Transport {
  act(who: CityActor, on: Thing, body: Body): Promise<Answer>;
  /** The state as the person sees it: stage, level, versions, live duties. */
  view(who: CityActor, on: Thing): Promise<StreamState & Readonly<Record<string, unknown>>>;
}

/** Fields that hold a person's words: they go to the vault, the record keeps a reference. */
const TEXTS: ReadonlySet<string> = new Set([
  'note',
  'reason',
  'plan',
  'receiver',
  'evidence',
  'feedback',
  'question',
  'material',
  'summary',
  'homePlan',
  'grounds',
  'place',
]);

/** Straight to commit(), without the API in between. */
export function directTransport(world: World): Transport {
  const { db, clock } = world;
  return {
    async act(who, on, body) {
      const asked = { actKey: randomUUID(), digest: createHash('sha256').update(JSON.stringify(body)).digest() };
      const sealing = { ring: world.city.ring, seal: (key: DataKey) => sealed(body, key) };
      const act = { target: { stream: on.id }, actor: who.actor, command: body, sealing, ...asked };
      return answerOf(who, body, await commit(db, clock, who.context, act));
    },
    async view(who, on) {
      const [row] = await db.transaction(who.context, (tx) =>
        tx.select({ state: streams.state }).from(streams).where(eq(streams.id, on.id)),
      );
      if (row === undefined) throw new ActRefused(`${who.actor.role} does not see the ${on.kind}`);
      return row.state as StreamState & Readonly<Record<string, unknown>>;
    },
  };
}

function sealed(body: Body, key: DataKey): Sealed {
  const texts: SealedText[] = [];
  const command = Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (!TEXTS.has(name) || typeof value !== 'string') return [name, value];
      const { ref, ...text } = sealText(key, value);
      texts.push(text);
      return [name, ref];
    }),
  );
  return { command: { ...command, act: body.act }, texts };
}

function answerOf(who: CityActor, body: Body, outcome: Outcome): Answer {
  if (outcome.status === 'recorded') return outcome;
  throw new ActRefused(`${body.act} by ${who.actor.role}: ${outcome.code} ${JSON.stringify(outcome.detail)}`);
}
