import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { masked } from '#domain/masked';
import { api, ask } from '#web/frame/api.ts';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { type Identity, useStudent } from './case-reading.ts';
import { Consents } from './consents.tsx';
import { GuardianLinks } from './guardian-links.tsx';
import { ProblemAlert } from './problem-alert.tsx';

const REASONS = ['care', 'duty', 'supervision', 'appeal', 'quality', 'complaint'] as const;
type Reason = (typeof REASONS)[number];
/** How long an opened identity stays on the page. */
const OPEN_MS = 10 * 60_000;

/** What was opened of this child on this page, under a reason that the audit has. */
export function useIdentity(student: string | null) {
  const queries = useQueryClient();
  const key = ['identity', student];
  const open = useMutation({
    mutationFn: (reason: Reason) =>
      ask(() => api.POST('/api/students/{id}/identity', { params: { path: { id: student ?? '' } }, body: { reason } })),
    onSuccess: (identity) => {
      queries.setQueryData(key, identity);
      setTimeout(() => queries.setQueryData(key, null), OPEN_MS);
    },
  });
  // Never asked for by itself: only the act of opening puts it there.
  const held = useQuery<Identity | null>({ queryKey: key, queryFn: () => null, enabled: false });
  return { identity: held.data ?? null, open };
}

interface Props {
  readonly student: string | null;
  readonly pseudonym: string | null;
  readonly opened: ReturnType<typeof useIdentity>;
}

/** Who it is: masked, until somebody opens it with a reason; then with those who answer for the child. */
export function IdentityCard({ student, pseudonym, opened }: Props) {
  const t = useTexts('case');
  const known = useStudent(student);
  const { identity, open } = opened;
  const { permitted } = useMe();
  const links = permitted.includes('recordConsent');
  const readsConsents = permitted.includes('readConsents');
  if (student === null) return <p className="quiet">{t('who.pseudonym', { name: pseudonym ?? '' })}</p>;
  const line = known.data;
  return (
    <div className="who">
      <span className="who-name">{identity?.name ?? (masked(line?.name) || t('who.hidden'))}</span>
      {line == null ? null : (
        <span className="quiet">
          {line.grade === null ? '' : t('who.grade', { grade: line.grade })} {t('who.number', { number: line.number })}
        </span>
      )}
      {identity === null ? (
        <OpenWithReason busy={open.isPending} onOpen={(reason) => open.mutate(reason)} />
      ) : (
        <ul className="guardians">
          {identity.guardians.map(({ id, name, relation, phone, danger }) => (
            <li key={id}>
              {name ?? t('who.unnamed')} · {t(`relation.${relation}`, { defaultValue: relation })}{' '}
              {danger ? (
                <strong className="due-late">{t('who.danger')}</strong>
              ) : phone === null ? null : (
                <a href={`tel:${phone}`}>{phone}</a>
              )}{' '}
              {links && !danger ? (
                <GuardianLinks student={student} guardian={id} name={name ?? t('who.unnamed')} />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {identity === null || !readsConsents ? null : <Consents student={student} />}
      <ProblemAlert error={open.error} />
    </div>
  );
}

function OpenWithReason({ busy, onOpen }: { busy: boolean; onOpen: (reason: Reason) => void }) {
  const t = useTexts('case');
  return (
    <details className="who-open">
      <summary>{t('who.open')}</summary>
      <p className="quiet">{t('who.openAbout')}</p>
      <div className="choices">
        {REASONS.map((reason) => (
          <Button key={reason} loading={busy} onClick={() => onOpen(reason)}>
            {t(`reason.${reason}`)}
          </Button>
        ))}
      </div>
    </details>
  );
}
