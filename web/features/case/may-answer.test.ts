import { expect, it } from 'vitest';
import type { CaseState, Proposal, Slot } from '#domain/case-state';
import { answersTo, proposalFor } from './may-answer.ts';

const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  id: '7',
  decision: 'grade',
  level: 'L3',
  by: 'head',
  slots: ['education', 'health'],
  signed: [{ slot: 'education', person: 'head', role: 'schoolHead' }],
  basis: [],
  reasonCode: 'found',
  ...more,
});
const state: Partial<CaseState> = { level: 'L3', raisedBy: 'raiser', loweredBy: null };
const BOTH = ['coSign', 'declineProposal'];
const asked = (person: string, role: string, subject?: string) => ({
  person,
  role,
  acts: BOTH,
  duties: subject === undefined ? [] : [{ subject, holder: person, called: [] }],
});

it('offers a signature to the side that is missing, and to whoever is asked for it', () => {
  expect(answersTo(proposal(), state, asked('doctor', 'expert'))).toEqual(BOTH);
  expect(answersTo(proposal(), state, asked('duty', 'healthDuty', '7:health'))).toEqual(BOTH);
  expect(answersTo(proposal(), state, asked('duty', 'healthDuty', '8:health'))).toEqual([]);
  expect(answersTo(proposal(), state, asked('deputy', 'schoolHead'))).toEqual([]);
  expect(answersTo(proposal({ signed: [] }), state, asked('deputy', 'schoolHead'))).toEqual(BOTH);
  expect(answersTo(proposal(), state, asked('county', 'countySupervisor'))).toEqual([]);
});

it('N25: offers no signature to the one who proposed, who signed, or who raised what is to be lowered', () => {
  expect(answersTo(proposal(), state, asked('head', 'schoolHead', '7:education'))).toEqual(['declineProposal']);
  const lower = proposal({ decision: 'lower', level: 'L2', by: 'counselor', signed: [] });
  expect(answersTo(lower, state, asked('raiser', 'schoolHead'))).toEqual(['declineProposal']);
  expect(answersTo(lower, state, { ...asked('counselor', 'counselor'), acts: ['declineProposal'] })).toEqual([
    'declineProposal',
  ]);
});

it('begins with the proposal that one is asked about, not with the newest', () => {
  const slots: readonly Slot[] = ['head'];
  const two = { ...state, proposals: [proposal({ id: '3', slots, signed: [] }), proposal({ id: '9' })] };
  expect(proposalFor(two, asked('deputy', 'schoolHead', '3:head'))).toBe('3');
  expect(proposalFor(two, asked('nobody', 'counselor'))).toBe('9');
});
