import type { Condition } from '#domain/condition';
import { SIGN_TITLES, SIGNS } from '#domain/sign';
import type { ItemStep, Thresholds } from '#domain/thresholds';
import type { Say } from '#web/frame/phrases.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { LevelTag } from '#web/parts/level-tag.tsx';

/** From which score and which sign on which level is proposed; a person decides the level itself. */
export function PolicyThresholds({ thresholds: { scales, signs } }: { thresholds: Thresholds }) {
  const t = useTexts('administration');
  const say = useSay();
  return (
    <section className="card">
      <h2>{t('policy.thresholds')}</h2>
      <p className="quiet">{t('policy.thresholdsAbout')}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('policy.thresholds')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('policy.column.what')}</th>
              <th scope="col">{t('policy.column.proposes')}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(scales).flatMap(([scale, { totals = [], items }]) => [
              ...totals.map(({ from, level }) => (
                <tr key={`${scale} ${from}`}>
                  <th scope="row">{t('policy.total', { scale: named(scale, t), from })}</th>
                  <td>
                    <LevelTag level={level} />
                  </td>
                </tr>
              )),
              ...items.map((step) => (
                <ItemRow key={`${scale} ${step.item} ${step.answers.join()} ${step.level}`} scale={scale} step={step} />
              )),
            ])}
            {SIGNS.map((sign) => {
              const floor = signs[sign];
              return floor === undefined ? null : (
                <tr key={sign}>
                  <th scope="row">{t('policy.sign', { sign: say(SIGN_TITLES[sign]) })}</th>
                  <td>
                    <LevelTag level={floor.level} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function ItemRow({ scale, step: { item, answers, level, after } }: { scale: string; step: ItemStep }) {
  const t = useTexts('administration');
  const said = (given: readonly (number | string)[]) =>
    given.map((answer) => t(`answer.${answer}`, { defaultValue: String(answer) })).join(t('frame:comma'));
  return (
    <tr>
      <th scope="row">
        {t('policy.item', { scale: named(scale, t), item, answers: said(answers) })}
        {after === undefined ? null : (
          <span className="quiet"> {t('policy.after', { rule: conditionText(after, t, said) })}</span>
        )}
      </th>
      <td>
        <LevelTag level={level} />
      </td>
    </tr>
  );
}

type Answers = (given: readonly (number | string)[]) => string;

/** The other answers that must stand for a step to hold. */
function conditionText(rule: Condition, t: Say, said: Answers): string {
  if ('item' in rule) return t('policy.answered', { item: rule.item, answers: said(rule.among) });
  const [parts, key] = 'anyOf' in rule ? [rule.anyOf, 'policy.anyOf'] : [rule.allOf, 'policy.allOf'];
  return t(key, { rules: parts.map((part) => conditionText(part, t, said)).join(t('policy.between')) });
}

/** `PHQ-9@1`: readers know it by its name. The form without the questions that another form asks is named with it. */
function named(scale: string, t: Say): string {
  const [name = scale, version = ''] = scale.split('@');
  const beside = version.split('-')[1];
  return beside === undefined ? name : t('policy.beside', { scale: name, other: beside.toUpperCase() });
}
