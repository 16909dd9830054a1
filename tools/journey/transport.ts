import type { StreamId, StreamKind, StreamState } from '#domain/stream';
import type { CityActor } from '#tools/testing/city';
import type { Api } from './api.ts';

/** A stream as the journey points at it. */
export interface Thing {
  readonly kind: Exclude<StreamKind, 'record'>;
  readonly id: StreamId;
}

/** What a person asks for: the act and its fields, texts in words, as the API takes them. */
export type Body = { readonly act: string } & Readonly<Record<string, unknown>>;

export type View = StreamState & Readonly<Record<string, unknown>>;

/** The way from a person to the record. */
export interface Transport {
  act(who: CityActor, on: Thing, body: Body): Promise<void>;
  /** The state as the person sees it: stage, level, versions, live duties. */
  view(who: CityActor, on: Thing): Promise<View>;
}

const RESOURCES = {
  campaign: 'campaigns',
  case: 'cases',
  referral: 'referrals',
  followUp: 'follow-ups',
  return: 'returns',
} as const satisfies Record<Thing['kind'], string>;

const pathOf = ({ kind, id }: Thing) => `/${RESOURCES[kind]}/${id}`;

export function transportOver(api: Api): Transport {
  return {
    act: async (who, on, body) => {
      await api.ask(`${pathOf(on)}/acts`, { method: 'POST', as: who.person, body });
    },
    async view(who, on) {
      const { state, ...seen } = await api.ask<View & { readonly state: object }>(pathOf(on), { as: who.person });
      return { ...state, ...seen };
    },
  };
}
