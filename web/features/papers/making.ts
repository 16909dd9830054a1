import { useMutation } from '@tanstack/react-query';
import type { paths } from '#api/openapi';
import { paperName } from '#domain/papers/paper';
import { api, ask } from '#web/frame/api.ts';
import { now } from '#web/frame/clock.ts';
import { download } from '#web/parts/download.ts';

export type Paper = paths['/api/cases/{id}/summary']['get']['responses'][200]['content']['application/json'];

export const REASONS = ['care', 'duty', 'supervision', 'appeal', 'quality', 'complaint'] as const;
type Reason = (typeof REASONS)[number];

/** Of what a paper is: the first word of its address. */
export type PaperOf = 'cases' | 'referrals' | 'returns';

/** What is asked for: why, and whether the name of a summary stands there in full. */
export interface Wish {
  readonly reason: Reason;
  readonly full: boolean;
}

/** Makes the paper of a stream, under a reason that the audit keeps; `file` fetches the same as Word. */
export function useMaking(of: PaperOf, id: string) {
  const made = useMutation({ mutationFn: (wish: Wish) => paperOf(of, id, wish) });
  const file = useMutation({
    mutationFn: ({ wish, kind }: { readonly wish: Wish; readonly kind: Paper['kind'] }) =>
      download(addressOf(of, id, wish), paperName(kind, now()), { 'x-access-reason': wish.reason }),
  });
  return { made, file };
}

function paperOf(of: PaperOf, id: string, { reason, full }: Wish): Promise<Paper> {
  const header = { 'x-access-reason': reason };
  const path = { id };
  if (of === 'cases') {
    const query = { name: full ? ('full' as const) : ('masked' as const) };
    return ask(() => api.GET('/api/cases/{id}/summary', { params: { path, header, query } }));
  }
  return of === 'referrals'
    ? ask(() => api.GET('/api/referrals/{id}/letter', { params: { path, header } }))
    : ask(() => api.GET('/api/returns/{id}/letter', { params: { path, header } }));
}

function addressOf(of: PaperOf, id: string, { full }: Wish): string {
  const what = of === 'cases' ? `summary.docx?name=${full ? 'full' : 'masked'}` : 'letter.docx';
  return `/api/${of}/${id}/${what}`;
}
