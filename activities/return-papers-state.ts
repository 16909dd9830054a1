import type { StreamView } from '#db/queries/stream-view';
import { type Paper, PAPERS } from '#domain/return-to-school-facts';
import type { ReturnState } from '#domain/return-to-school-state';
import type { MissingPaper } from './contract.ts';

/** Duties during which papers are gathered: for the leave, and for the return. */
const GATHERING: ReadonlySet<string> = new Set(['leaveApplication', 'returnPapers']);

export const templateOf = (paper: Paper) => `askFor.${paper}`;

/** The duty under which papers are gathered now. */
export const gathering = (view: StreamView) => view.duties.find(({ row }) => GATHERING.has(row.kind));

/** What the application still lacks, each with when it was last asked for. */
export function missingPapers(view: StreamView): readonly MissingPaper[] {
  const duty = gathering(view);
  const { stage, application } = view.row.state as ReturnState;
  if (duty === undefined || (stage !== 'leaveApplication' && stage !== 'returnPapers')) return [];
  const there: readonly Paper[] = stage === 'returnPapers' ? (application?.papers ?? []) : [];
  return PAPERS.filter((paper) => !there.includes(paper)).map((paper) => {
    const asked = duty.notices.flatMap(({ template, sentAt }) =>
      template === templateOf(paper) && sentAt !== null ? [sentAt] : [],
    );
    return { paper, askedAt: asked.length === 0 ? null : Math.max(...asked) };
  });
}
