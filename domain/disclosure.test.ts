import { describe, expect, it } from 'vitest';
import { actor, begin, EMERGENCY, intakeOf, newWorld, play, silence } from '#tools/testing/referral-play';
import { CONSENT, stateOf, type World } from '#tools/testing/referral-play';
import { NO_CASE, type CaseState } from './case-state.ts';
import type { CaseFact } from './case-facts.ts';
import { disclosedBy, DISCLOSURES, disclosureWords } from './disclosure.ts';
import { MINUTE } from './instant.ts';
import { packetFields } from './referral-packet.ts';

const COUNSELOR = actor('counselor');
const TEXT = { text: 'text-1', commitment: 'c' };

function sent(setting: Parameters<typeof newWorld>[0] = {}): World {
  const world = newWorld(setting);
  begin(world);
  play(world, COUNSELOR, ['send']);
  return world;
}

const leftWith = (world: World, id = 'r1') =>
  (world.facts.get(id) ?? []).flatMap(({ fact }) => disclosedBy('referral', stateOf(world, id), fact) ?? []);

describe('the ledger of what left with a referral', () => {
  it('has the packet with its fields, the hospital and the ground, and nothing before it was sent', () => {
    const world = newWorld();
    begin(world);
    expect(leftWith(world)).toEqual([]);
    play(world, COUNSELOR, ['send']);
    const to = { kind: 'hospital', code: 'A' };
    const fields = packetFields('consent');
    expect(leftWith(world)).toEqual([{ what: 'referralSent', fields, to, ground: `consent:${CONSENT.consent}` }]);
  });

  it('has material with the consent that it leant on, another than the packet’s when that is over', () => {
    const world = sent();
    play(world, intakeOf('A'), ['askForMaterial']);
    world.setting = { ...world.setting, consents: [{ id: 'renewed', hospitals: ['A'] }] };
    play(world, COUNSELOR, ['supplyMaterial']);
    expect(leftWith(world).map(({ what, ground }) => [what, ground])).toEqual([
      ['referralSent', `consent:${CONSENT.consent}`],
      ['materialSupplied', 'consent:renewed'],
    ]);
  });

  it('has what the clock sent to the next hospital, with fewer fields on the emergency basis', () => {
    const world = sent({ level: 'L4', basis: EMERGENCY });
    silence(world, 31 * MINUTE);
    const [next] = leftWith(world, 'r1-0');
    expect(next).toMatchObject({ what: 'referralSent', to: { code: 'B' }, ground: 'emergency' });
    expect(next?.fields).not.toContain('answersSummary');
  });

  it('has the report to those who protect the child, on the duty to report', () => {
    const world = sent({ guardians: [{ id: 'mother', danger: true }] });
    play(world, COUNSELOR, ['recordProtectionReport']);
    expect(leftWith(world).at(-1)).toEqual({
      what: 'reported',
      fields: ['report'],
      to: { kind: 'civilAffairs' },
      ground: 'law',
    });
  });
});

describe('the ledger of what left with a case', () => {
  const link = { id: 'r1', kind: 'referral', requestId: 'q', hospital: 'B', stage: 'accepted', open: true } as const;
  const of = (fact: CaseFact, links: CaseState['links'] = []) => {
    const state: CaseState = { ...NO_CASE, links };
    return disclosedBy('case', state, fact);
  };
  const handed = { type: 'crisisHandedOver', receiver: TEXT, happenedAt: 0 } as const;

  it('has the hand-over in person: to the hospital that accepted, or to one that the record does not name', () => {
    expect(of({ ...handed, to: 'hospital' }, [{ ...link, stage: 'received' }, link])?.to).toEqual({
      kind: 'hospital',
      code: 'B',
    });
    expect(of({ ...handed, to: 'hospital' })).toMatchObject({ what: 'handedOver', to: { code: null } });
    expect(of({ ...handed, to: 'guardian' })).toBeNull();
  });

  it('has calls to emergency lines, and nothing of what stayed in the house', () => {
    const call = {
      type: 'emergencyCallRecorded',
      line: '120',
      outcome: 'onTheWay',
      happenedAt: 0,
      note: null,
    } as const;
    expect(of(call)).toMatchObject({ what: 'emergencyCalled', to: { kind: '120' }, ground: 'emergency' });
    expect(of({ type: 'interviewRecorded', findings: ['lowMood'], note: TEXT })).toBeNull();
    expect(of({ type: 'told', whom: 'county' })).toBeNull();
  });
});

it('has words for each kind of line', () => {
  expect(Object.keys(disclosureWords)).toEqual([...DISCLOSURES]);
});
