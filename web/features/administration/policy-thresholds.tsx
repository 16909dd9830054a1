import type { Thresholds } from '#domain/thresholds';
import { SIGN_TITLES, SIGNS } from '#domain/sign';
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
                  <th scope="row">{t('policy.total', { scale: named(scale), from })}</th>
                  <td>
                    <LevelTag level={level} />
                  </td>
                </tr>
              )),
              ...items.map(({ item, answers, level }) => (
                <tr key={`${scale} ${item} ${answers.join()}`}>
                  <th scope="row">
                    {t('policy.item', {
                      scale: named(scale),
                      item,
                      answers: answers
                        .map((answer) => t(`answer.${answer}`, { defaultValue: String(answer) }))
                        .join(t('frame:comma')),
                    })}
                  </th>
                  <td>
                    <LevelTag level={level} />
                  </td>
                </tr>
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

/** `PHQ-9@1`: readers know it by its name. */
function named(scale: string): string {
  return scale.split('@')[0] ?? scale;
}
