import type { Clock, DutyKind, Policy, Ring } from '#domain/policy';
import { dutyWords } from '#domain/timeline/duty-words';
import { useSay, useTexts } from '#web/frame/words.ts';
import { useLimitText } from './limit-text.ts';

/** Every limit with the chain behind it, in the order of the document's clauses. */
export function PolicyClocks({ clocks }: { clocks: Policy['clocks'] }) {
  const t = useTexts('administration');
  const limitText = useLimitText();
  const nameOf = useClockName();
  const rows = Object.entries(clocks).sort(([, one], [, other]) => byClause(one.clause, other.clause));
  return (
    <section className="card">
      <h2>{t('policy.clocks')}</h2>
      <p className="quiet">{t('policy.clocksAbout')}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('policy.clocks')}>
        <table className="plain-table">
          <thead>
            <tr>
              {(['clause', 'what', 'limit', 'holder', 'chain'] as const).map((each) => (
                <th key={each} scope="col">
                  {t(`policy.column.${each}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([id, clock]) => (
              <tr key={id}>
                <td>{clock.clause}</td>
                <th scope="row">{nameOf(id)}</th>
                <td>{limitText(clock.limit)}</td>
                <td>{t(`post.${clock.holder}`)}</td>
                <td>
                  <Chain clock={clock} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function byClause(one: string, other: string): number {
  const [a = 0, b = 0] = one.split('.').map(Number);
  const [c = 0, d = 0] = other.split('.').map(Number);
  return a - c || b - d;
}

/** `interview.L3`: the duty's own words, and for whom the clock is. */
function useClockName(): (id: string) => string {
  const t = useTexts('administration');
  const say = useSay();
  return (id) => {
    const [kind = '', ...rest] = id.split('.');
    const suffix = rest.map((part) => t(`clockOf.${part}`, { defaultValue: part })).join(' · ');
    const name = say(dutyWords[kind as DutyKind]) || kind;
    return suffix === '' ? name : `${name}（${suffix}）`;
  };
}

function Chain({ clock }: { clock: Clock }) {
  const t = useTexts('administration');
  const limitText = useLimitText();
  return (
    <>
      {clock.rings.map((ring) => (
        <div key={JSON.stringify(ring)}>
          <RingText ring={ring} />
        </div>
      ))}
      <div className="quiet">
        {t(clock.round ? 'policy.goesRound' : 'policy.repeats', { every: limitText(clock.repeat) })}
      </div>
    </>
  );
}

function RingText({ ring: { when, calls } }: { ring: Ring }) {
  const t = useTexts('administration');
  const limitText = useLimitText();
  const who = calls.map((post) => t(`post.${post}`)).join(t('frame:comma'));
  if ('share' in when)
    return when.share === 1 ? t('ring.due', { who }) : t('ring.share', { who, share: Math.round(when.share * 100) });
  if ('before' in when) return t('ring.before', { who, time: limitText({ basis: 'wall', amount: when.before }) });
  return t('ring.after', { who, time: limitText(when.after) });
}
