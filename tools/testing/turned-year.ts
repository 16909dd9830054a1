import { expect, vi } from 'vitest';
import type { Caller } from './api-city.ts';

/** A roll-over once it has come to rest: looked at or carried out, as its API tells it. */
export function restedTurn(who: Caller, id: string) {
  return vi.waitFor(async () => {
    const answer = (await who.get(`/api/roll-overs/${id}`)).json();
    expect(answer.state).not.toBe('running');
    return answer;
  }, 20_000);
}
