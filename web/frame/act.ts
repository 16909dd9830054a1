import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { paths } from '#api/openapi';
import { api, ask } from './api.ts';
import { MOVED, move } from './moved.ts';
import { asProblem, type ProblemError } from './problem.ts';

/** The streams that take acts, by their segment under /api. */
export type Acting = 'cases' | 'referrals' | 'follow-ups' | 'returns' | 'campaigns';
export type Recorded = paths['/api/cases/{id}/acts']['post']['responses'][200]['content']['application/json'];
export type ActBody = { readonly act: string } & Readonly<Record<string, unknown>>;

/**
 * idle · sending · unsure: no answer came, the same wish goes out again under the same key until it is known · done · refused.
 */
export type ActState =
  | { readonly at: 'idle' | 'sending' | 'done' }
  | { readonly at: 'unsure' | 'refused'; readonly problem: ProblemError };

const AGAIN_MS = [500, 1_000, 2_000, 4_000, 8_000];

/**
 * One wish of one person: recorded once, however often it is tapped, the line breaks or the session ends. Queries of what an act moves are drawn anew
 * afterwards. Resolves with what was recorded, or null when it was refused (`state.problem`) or is already on its way.
 */
export function useWish<B, T>(send: (body: B, key: string) => Promise<T>, moves: readonly string[] = MOVED) {
  const queries = useQueryClient();
  const [state, setState] = useState<ActState>({ at: 'idle' });
  const busy = useRef(false);
  const perform = useCallback(
    async (body: B): Promise<T | null> => {
      if (busy.current) return null;
      busy.current = true;
      // Lives until the wish has its answer: repeats carry it, the next wish has another.
      const key = newKey();
      setState({ at: 'sending' });
      try {
        const recorded = await insist(
          () => send(body, key),
          (problem) => setState({ at: 'unsure', problem }),
        );
        setState({ at: 'done' });
        return recorded;
      } catch (error) {
        setState({ at: 'refused', problem: asProblem(error) });
        return null;
      } finally {
        busy.current = false;
        move(queries, moves);
      }
    },
    [queries, send, moves],
  );
  return { state, perform, reset: () => setState({ at: 'idle' }) };
}

/** One act on one stream. */
export function useAct(kind: Acting, id: string) {
  const send = useCallback(
    (body: ActBody, key: string): Promise<Recorded> =>
      ask(() =>
        api.POST(`/api/${kind}/{id}/acts`, {
          params: { path: { id }, header: { 'idempotency-key': key } },
          // Drawn from the schema that the API gave for this act; the API parses it once more.
          body: body as never,
        }),
      ),
    [kind, id],
  );
  return useWish(send);
}

/** Asks again while nobody knows; a definite answer, good or bad, ends it. */
async function insist<T>(send: () => Promise<T>, unsure: (problem: ProblemError) => void): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await send();
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.open) throw problem;
      unsure(problem);
      const pause = problem.retryAfterMs ?? AGAIN_MS[Math.min(tried, AGAIN_MS.length - 1)];
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** Random; also where the page came over plain http, which has no randomUUID. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Of a thing that is made with the act: a UUID of version 4 (RFC 9562). */
export function newId(): string {
  const hex = newKey();
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)];
  return parts.join('-');
}
