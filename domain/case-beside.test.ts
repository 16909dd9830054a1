import { describe, expect, it } from 'vitest';
import { caseRules } from './case.ts';
import type { News } from './news.ts';
import { POLICY_V1 } from './policy-v1/index.ts';
import { MONDAY, pureStream, REACTION, RULES } from '#tools/testing/pure-stream';

/** A case of L2 in triage. */
function opened() {
  const story = pureStream(caseRules, { act: 'deadlinePassed' });
  story.under({ policy: POLICY_V1, posts: { ...RULES.posts, expertHealth: ['doctor-1'] } });
  const refused = story.act(REACTION, {
    act: 'open',
    previous: null,
    warning: 'warning-1',
    source: 'sheet',
    floor: 'L2',
    critical: false,
    signs: [],
    reasons: ['total'],
    observedAt: MONDAY,
  });
  expect(refused).toBeNull();
  return story;
}

const news = (kind: 'followUp' | 'return', code: News['code'], detail: News['detail']): News => ({
  act: 'reflect',
  stream: 'beside-1',
  kind,
  code,
  stage: 'any',
  limitAt: null,
  open: true,
  byPerson: true,
  detail,
});

describe('what a follow-up and a return tell their case', () => {
  it('owes a talk within a day when somebody else told of a grave sign though the student was not reached', () => {
    const story = opened();
    const talk = () => story.state.duties.find((duty) => duty.kind === 'interview');
    expect(talk()?.clock).toBe('interview.L2');
    story.act(REACTION, news('followUp', 'contactMissed', { outcome: 'noAnswer', signs: [] }));
    expect(talk()?.clock).toBe('interview.L2');
    story.act(REACTION, news('followUp', 'contactMissed', { outcome: 'supportPerson', signs: ['selfHarm'] }));
    expect(talk()?.clock).toBe('interview.critical');
  });

  it.each(['approved', 'decided', 'phasedDone'] as const)('paces the follow-up of a child who is back: %s', (code) => {
    const story = opened();
    story.act(REACTION, news('return', code, { returned: true }));
    expect(story.told.at(-1)).toMatchObject({ kind: 'followUp', command: { cause: 'returned' } });
    const other = opened();
    other.act(REACTION, news('return', code, { returned: false }));
    expect(other.told).toEqual([]);
  });
});
