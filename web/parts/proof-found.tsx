import { Alert } from 'antd';
import type { paths } from '#api/openapi';
import { useTexts } from '#web/frame/words.ts';

export type Proof = paths['/api/cases/{id}/proof']['get']['responses'][200]['content']['application/json'];

/** What the chains of a case say: the verdict first, then each fault with its row, then what was looked at. */
export function ProofFound({ proof }: { proof: Proof }) {
  const t = useTexts('frame');
  const { findings, streams, receipts } = proof;
  const facts = streams.reduce((sum, stream) => sum + stream.facts, 0);
  const nameOf = (kind: string | null) => (kind === null ? '' : t(`proof.kind.${kind}`, { defaultValue: kind }));
  return (
    <>
      <Alert
        type={findings.length === 0 ? 'success' : 'error'}
        showIcon
        role={findings.length === 0 ? 'status' : 'alert'}
        title={findings.length === 0 ? t('proof.whole') : t('proof.broken', { count: findings.length })}
        description={
          <>
            {findings.length === 0 ? null : (
              <ul>
                {findings.map(({ stream, kind, version, fault, title }) => (
                  <li key={`${stream} ${fault} ${version ?? ''}`}>
                    <strong>
                      {nameOf(kind)} {stream.slice(0, 8)}
                      {version === null ? '' : ` · ${t('proof.row', { version })}`}
                    </strong>
                    : {title}
                  </li>
                ))}
              </ul>
            )}
            {t('proof.looked', { chains: streams.length, facts, receipts })}
          </>
        }
      />
      <details>
        <summary>{t('proof.chains')}</summary>
        <ul>
          {streams.map(({ id, kind, facts: rows, head }) => (
            <li key={id}>
              {nameOf(kind)} {id.slice(0, 8)} · {t('proof.rows', { rows })} · <code className="hash">{head}</code>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
