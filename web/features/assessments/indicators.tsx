import { Link } from '@tanstack/react-router';
import { formulaWords } from '#programme/assessment/formula-words';
import { fullText } from '#web/frame/dates.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { publishesSets } from './permitted.ts';
import { type IndicatorSet, inForce, useSets } from './reading.ts';
import './assessments.css';

/** The indicators in force, each with its formula in words, its weight and what must lie behind its points. */
export default function Indicators() {
  const t = useTexts('assessments');
  const sets = useSets();
  return (
    <Page title={t('indicators')} actions={<Link to="/assessments">{t('title')}</Link>}>
      <p className="quiet">{t('indicatorsAbout')}</p>
      <ProblemAlert error={sets.error} onAgain={() => void sets.refetch()} />
      {sets.isPending ? <Waiting rows={8} /> : null}
      {inForce(sets.data?.items ?? []).map((set) => (
        <OneSet key={set.code} set={set} />
      ))}
    </Page>
  );
}

const COLUMNS = ['indicator', 'formula', 'weight', 'full', 'zero', 'evidence'] as const;

function OneSet({ set }: { set: IndicatorSet }) {
  const t = useTexts('assessments');
  const say = useSay();
  const me = useMe();
  const title = t('setTitle', { whom: t(`whom.${set.assesses}`), code: set.code, version: set.version });
  return (
    <section className="card">
      <div className="page-head">
        <h2>{title}</h2>
        {publishesSets(me) ? (
          <Link to="/assessments/indicators/$code/next" params={{ code: set.code }}>
            {t('nextSet')}
          </Link>
        ) : null}
      </div>
      <p className="quiet">
        {set.publishedAt === null ? t('withProgramme') : t('publishedOn', { at: fullText(set.publishedAt) })}
      </p>
      <div className="indicator-table" role="region" aria-label={title} tabIndex={0}>
        <table className="plain-table">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {set.indicators.map(({ code, name, formula, weight, fullMark, zeroMark, evidence }) => (
              <tr key={code}>
                <th scope="row">{say(name)}</th>
                <td>{say(formulaWords(formula))}</td>
                <td>{weight}</td>
                <td>{fullMark}</td>
                <td>{zeroMark}</td>
                <td>{t('ground', evidence)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
