import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FORMULA_FAULTS } from '#domain/formula';
import { figureWords, formulaWords } from '#programme/assessment/formula-words';
import type { Obstacle } from '#programme/assessment/score';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { type Indicator, type Line, useSets } from './reading.ts';
import './assessments.css';

interface Props {
  readonly set: string;
  readonly version: number;
  readonly lines: readonly Line[];
  /** Where the records behind a figure are listed; null: nowhere yet. */
  readonly rowsOf: ((figure: string) => string) | null;
  /** What stands under a line. */
  readonly under: (line: Line) => ReactNode;
}

/** What was measured, indicator by indicator: points of its weight, how they come about, and the figures that they rest on. */
export function Lines({ set, version, lines, rowsOf, under }: Props) {
  const t = useTexts('assessments');
  const sets = useSets();
  const found = sets.data?.items.find((each) => each.code === set && each.version === version);
  return (
    <>
      <ProblemAlert error={sets.error} onAgain={() => void sets.refetch()} />
      <ol className="score-lines" aria-label={t('lines')}>
        {lines.map((line) => (
          <OneLine
            key={line.indicator}
            line={line}
            indicator={found?.indicators.find(({ code }) => code === line.indicator)}
            rowsOf={rowsOf}
          >
            {under(line)}
          </OneLine>
        ))}
      </ol>
    </>
  );
}

interface LineProps {
  readonly line: Line;
  readonly indicator: Indicator | undefined;
  readonly rowsOf: Props['rowsOf'];
  readonly children: ReactNode;
}

function OneLine({ line, indicator, rowsOf, children }: LineProps) {
  const t = useTexts('assessments');
  const say = useSay();
  const { weight, points, measured, state } = line;
  return (
    <li className="score-line">
      <div className="score-head">
        <strong>{say(indicator?.name) || line.indicator}</strong>
        {state === 'scored' ? (
          <span className="score-points">{t('points', { points, outOf: weight })}</span>
        ) : (
          <>
            <StatusTag kind="bad">{t('notAssessable')}</StatusTag>
            <span className="score-points">{t('weightOf', { weight })}</span>
          </>
        )}
      </div>
      {indicator === undefined ? null : <p className="quiet">{say(formulaWords(indicator.formula))}</p>}
      <p className="quiet">
        {[
          state !== 'scored' ? null : measured == null ? t('byAppeal') : t('measured', { measured }),
          indicator === undefined ? null : t('marks', { full: indicator.fullMark, zero: indicator.zeroMark }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {line.obstacle === undefined ? null : <Why obstacle={line.obstacle} indicator={indicator} />}
      <Grounds grounds={line.grounds} rowsOf={rowsOf} />
      {children}
    </li>
  );
}

/** Why there are no points; the words beside the codes of programme/assessment/score.ts. */
function Why({ obstacle, indicator }: { obstacle: object; indicator: Indicator | undefined }) {
  const t = useTexts('assessments');
  const say = useSay();
  const why = obstacle as Obstacle; // as the rules wrote it
  if (why.because === 'evidenceMissing')
    return (
      <p className="score-why">
        {t('because.evidenceMissing', {
          records: why.records,
          files: why.files,
          leastRecords: indicator?.evidence.records ?? 0,
          leastFiles: indicator?.evidence.files ?? 0,
        })}
      </p>
    );
  if (why.because === 'formulaFault')
    return <p className="score-why">{t('because.formulaFault', { fault: say(FORMULA_FAULTS[why.fault.fault]) })}</p>;
  const figures = why.figures.map((figure) => say(figureWords(figure))).join(t('frame:comma'));
  return <p className="score-why">{t(`because.${why.because}`, { figures })}</p>;
}

function Grounds({ grounds, rowsOf }: { grounds: Line['grounds']; rowsOf: Props['rowsOf'] }) {
  const t = useTexts('assessments');
  const say = useSay();
  if (grounds.length === 0) return null;
  return (
    <ul className="score-grounds">
      {grounds.map(({ figure, value, records, files }) => {
        const shown = `${say(figureWords(figure))} ${value}`;
        return (
          <li key={figure}>
            {rowsOf === null ? shown : <Link to={rowsOf(figure)}>{shown}</Link>}{' '}
            <span className="quiet">{t('ground', { records, files: files.length })}</span>
          </li>
        );
      })}
    </ul>
  );
}
