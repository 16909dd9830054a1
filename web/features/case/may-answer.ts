import { missing, oppositeOf, personsOf } from '#domain/case-signatures';
import type { CaseState, Proposal } from '#domain/case-state';
import type { CaseDuty } from '#web/parts/case-reading.ts';

interface Asked {
  readonly person: string;
  readonly role: string;
  /** Acts that the table lets this person do. */
  readonly acts: readonly string[];
  readonly duties: readonly Pick<CaseDuty, 'subject' | 'holder' | 'called'>[];
}

/** The proposal that a duty asks to sign; its subject is `<proposal>:<place>`. */
function askedToSign({ id }: Proposal, { person, duties }: Asked): boolean {
  return duties.some(
    ({ subject, holder, called }) =>
      subject?.startsWith(`${id}:`) === true && (holder === person || called.includes(person)),
  );
}

/** What this person can do about a proposal: no button leads to a certain refusal. The table of signatures has the last word (`case.md`: signatures). */
export function answersTo(
  proposal: Proposal,
  state: Partial<CaseState>,
  asked: Asked,
): readonly ('coSign' | 'declineProposal')[] {
  const { person, role, acts } = asked;
  const open = missing(proposal);
  const opposite = oppositeOf({ raisedBy: null, loweredBy: null, level: 'L0', ...state } as CaseState, proposal); // reads these alone
  const barred = personsOf(proposal).includes(person) || opposite === person;
  const fits =
    askedToSign(proposal, asked) ||
    (role === 'schoolHead' && open.some((slot) => slot !== 'health')) ||
    (role === 'expert' && open.some((slot) => slot !== 'head'));
  const may = { coSign: fits && !barred, declineProposal: fits || proposal.by === person } as const;
  return (['coSign', 'declineProposal'] as const).filter((act) => may[act] && acts.includes(act));
}

/** The proposal that a form of signing begins with: the one that this person is asked about, else the newest. */
export function proposalFor(state: Partial<CaseState>, asked: Asked): string | undefined {
  const { proposals = [] } = state;
  const own = proposals.find((proposal) => askedToSign(proposal, asked));
  const may = proposals.find((proposal) => answersTo(proposal, state, asked).length > 0);
  return (own ?? may ?? proposals.at(-1))?.id;
}
