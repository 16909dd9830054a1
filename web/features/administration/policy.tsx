import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Policy } from '#domain/policy';
import { api, ask } from '#web/frame/api.ts';
import { useNow } from '#web/frame/clock.ts';
import { fullText } from '#web/frame/dates.ts';
import { useTexts } from '#web/frame/words.ts';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { Page } from '#web/parts/page.tsx';
import { usePlaceNames } from '#web/parts/place-input.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { differencesOf } from './policy-differences.ts';
import { PolicyClocks } from './policy-clocks.tsx';
import { PolicyRhythms } from './policy-rhythms.tsx';
import { PolicyThresholds } from './policy-thresholds.tsx';
import { useLimitText } from './limit-text.ts';
import './administration.css';

const LEVELS = ['L4', 'L3', 'L2', 'L1'] as const;

function useVersion(version: number | undefined) {
  return useQuery({
    queryKey: ['policies', version],
    queryFn: () =>
      ask(() => api.GET('/api/policies/{version}', { params: { path: { version: String(version ?? 1) } } })),
    enabled: version !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The rules that hold, in plain words: limits and whom they call, thresholds, intervals; who signed them, and what has changed since the version before. */
export default function PolicyScreen() {
  const t = useTexts('administration');
  const at = useNow(60_000);
  const [chosen, setChosen] = useState<number | undefined>();
  const versions = useQuery({ queryKey: ['policies'], queryFn: () => ask(() => api.GET('/api/policies')) });
  const items = versions.data?.items ?? [];
  const inForce = items.find(({ inForceFrom }) => inForceFrom <= at)?.version;
  const shown = chosen ?? inForce;
  const found = useVersion(shown);
  return (
    <Page
      title={t('policy.title')}
      beside={
        shown === undefined ? null : (
          <StatusTag kind={shown === inForce ? 'good' : 'plain'}>
            {t(shown === inForce ? 'policy.inForce' : 'policy.other', { version: shown })}
          </StatusTag>
        )
      }
      actions={
        items.length < 2 ? null : (
          <label className="filter">
            {t('policy.version')}
            <select value={shown} onChange={({ target }) => setChosen(Number(target.value))}>
              {items.map(({ version, inForceFrom }) => (
                <option key={version} value={version}>
                  {version} · {fullText(inForceFrom)}
                </option>
              ))}
            </select>
          </label>
        )
      }
    >
      <p className="quiet">{t('policy.about')}</p>
      <ProblemAlert error={versions.error ?? found.error} onAgain={() => void versions.refetch()} />
      {versions.isPending || found.isPending ? <Waiting /> : null}
      {found.data === undefined ? null : (
        <>
          <Signed sheet={found.data} earlier={items.find(({ version }) => version < (shown ?? 0))?.version} />
          {/* Published by the same program that reads it: a document of the policy's own type. */}
          <Plain policy={found.data.document as Policy} />
        </>
      )}
    </Page>
  );
}

type Sheet = NonNullable<ReturnType<typeof useVersion>['data']>;

function Signed({ sheet, earlier }: { sheet: Sheet; earlier: number | undefined }) {
  const t = useTexts('administration');
  const before = useVersion(earlier);
  const signers = Array.isArray(sheet.signedBy) ? sheet.signedBy : [];
  const differences = before.data === undefined ? [] : differencesOf(before.data.document, sheet.document);
  return (
    <section className="card">
      <h2>{t('policy.signed')}</h2>
      <p>
        {t('policy.from', { at: fullText(sheet.inForceFrom) })}{' '}
        {signers.length === 0
          ? t('policy.unsigned')
          : t('policy.signedBy', { names: signers.map(signerText).join(t('frame:comma')) })}
      </p>
      <p className="quiet">
        {t('policy.digest')} <code className="hash">{sheet.sha256}</code>
      </p>
      {earlier === undefined ? <p className="quiet">{t('policy.first')}</p> : null}
      {before.data === undefined ? null : (
        <details>
          <summary>{t('policy.differences', { version: earlier, count: differences.length })}</summary>
          <ul>
            {differences.map(({ path, before: old, after }) => (
              <li key={path}>
                <code>{path}</code> {old} → {after}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** A signature is a name, or a small record of one. */
function signerText(signer: unknown): string {
  if (typeof signer === 'string') return signer;
  const { name, role } = (typeof signer === 'object' && signer !== null ? signer : {}) as {
    readonly name?: unknown;
    readonly role?: unknown;
  };
  return [name, role].filter((part) => typeof part === 'string').join(' · ');
}

function Plain({ policy }: { policy: Policy }) {
  const t = useTexts('administration');
  const limitText = useLimitText();
  const { minimumTime, steadyToClose, referral, returnToSchool, screening, helpLines } = policy;
  const { phasedWeeks, ...leave } = returnToSchool;
  const names = new Map(usePlaceNames(referral.order).map(({ code, name }) => [code, name]));
  const order = referral.order.map((code) => names.get(code) ?? code).join(' → ');
  const wall = (amount: number) => limitText({ basis: 'wall', amount });
  return (
    <>
      <PolicyClocks clocks={policy.clocks} />
      <PolicyRhythms rhythms={policy.rhythms} />
      <PolicyThresholds thresholds={policy.thresholds} />
      <section className="card">
        <h2>{t('policy.figures')}</h2>
        <ul>
          {LEVELS.map((level) => (
            <li key={level}>
              <LevelTag level={level} /> {t('policy.minimum', { time: wall(minimumTime[level]) })}
            </li>
          ))}
          <li>{t('policy.steady', { count: steadyToClose })}</li>
          <li>{t('policy.referral', { order, most: referral.mostAsked })}</li>
          <li>{t('policy.return', { ...leave, ...phasedWeeks })}</li>
          <li>
            {t('policy.screening', {
              perDay: screening.perInterviewerADay,
              share: Math.round(screening.expectedCriticalShare * 100),
              hour: `${Math.floor(screening.latestStartMinute / 60)}:${String(screening.latestStartMinute % 60).padStart(2, '0')}`,
              days: screening.remindAfterDays,
            })}
          </li>
          <li>
            {t('policy.lines', {
              lines: helpLines.map(({ name, number }) => `${name} ${number}`).join(t('frame:comma')),
            })}
          </li>
        </ul>
      </section>
    </>
  );
}
