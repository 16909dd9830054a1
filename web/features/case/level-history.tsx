import type { LevelStep } from '#domain/case-state';
import { clockText } from '#web/frame/dates.ts';
import type { Say } from '#web/frame/phrases.ts';
import { useTexts } from '#web/frame/words.ts';
import { ChartWithTable } from '#web/parts/chart-with-table.tsx';
import { useMinute } from '#web/parts/case-reading.ts';

const WIDTH = 280;
const HEIGHT = 110;
const LEFT = 28;
const LEVELS = ['L0', 'L1', 'L2', 'L3', 'L4'];

interface Props {
  readonly steps: readonly LevelStep[];
  /** The level that people decided last. */
  readonly graded: string | null;
  readonly name: (id: string) => string;
}

/** How the level went, as steps over time. */
export function LevelHistory({ steps, graded, name }: Props) {
  const t = useTexts('case');
  const now = useMinute();
  const first = steps[0];
  if (first === undefined) return null;
  const x = (at: number) => LEFT + ((at - first.at) / Math.max(now - first.at, 1)) * (WIDTH - LEFT - 8);
  const y = (level: string) => HEIGHT - 14 - LEVELS.indexOf(level) * 22;
  const line = steps
    .map(({ at, to }, index) => `${index === 0 ? `M${x(at)} ${y(to)}` : `H${x(at)} V${y(to)}`}`)
    .join(' ');
  return (
    <div className="card">
      <p>{nowText(steps.at(-1) ?? first, graded, name, t)}</p>
      <ChartWithTable
        title={t('levels.title')}
        definition={t('levels.about')}
        head={[t('levels.at'), t('levels.from'), t('levels.to'), t('levels.by'), t('levels.persons')]}
        rows={steps.map(({ at, from, to, by, persons }) => [
          clockText(at),
          t(`frame:level.${from}`),
          t(`frame:level.${to}`),
          t(`levels.${by}`),
          persons.map(name).join(t('frame:comma')),
        ])}
      >
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('levels.title')} className="level-chart">
          {LEVELS.map((level) => (
            <g key={level}>
              <line x1={LEFT} x2={WIDTH} y1={y(level)} y2={y(level)} className="grid" />
              <text x={0} y={y(level) + 4}>
                {level}
              </text>
            </g>
          ))}
          <path d={`${line} H${WIDTH - 8}`} className="step" />
        </svg>
      </ChartWithTable>
    </div>
  );
}

/** How the level came that stands now, and by whom. */
function nowText({ at, to, by, persons }: LevelStep, graded: string | null, name: Props['name'], t: Say): string {
  const values = { level: t(`frame:level.${to}`), at: clockText(at), by: t(`levels.${by}`) };
  // A grade at the level that rules had set is no step.
  if (persons.length === 0) return t(graded === to ? 'levels.nowJudged' : 'levels.nowFloor', values);
  return t('levels.nowSigned', { ...values, names: persons.map(name).join(t('frame:comma')) });
}
