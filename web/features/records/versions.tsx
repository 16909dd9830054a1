import { useQuery } from '@tanstack/react-query';
import type { Field } from '#programme/field';
import { api, ask } from '#web/frame/api.ts';
import { fullText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type RecordKind, useValueText } from '#web/parts/record-kinds.ts';
import { useNames } from './reading.ts';

type Held = Readonly<Record<string, unknown>>;

/** Every version of a record, the newest first, each with what it changed, by whom and why. */
export function Versions({ kind, id }: { kind: RecordKind; id: string }) {
  const t = useTexts('records');
  const versions = useQuery({
    queryKey: ['records', kind.kind, 'versions', id],
    queryFn: () =>
      ask(() => api.GET('/api/records/{kind}/{id}/versions', { params: { path: { kind: kind.kind, id } } })),
  });
  const items = versions.data?.items ?? [];
  const name = useNames(items.map(({ by }) => by));
  return (
    <section className="card">
      <h2>{t('versions')}</h2>
      <ProblemAlert error={versions.error} onAgain={() => void versions.refetch()} />
      <ol className="versions" reversed>
        {items.toReversed().map(({ version, state, values, why, by, at }) => (
          <li key={version}>
            <div>
              {t(`frame:recordState.${state}`)} · {name(by)} · <span className="quiet">{fullText(at)}</span>
            </div>
            {why === null ? null : <div>{t('because', { why })}</div>}
            <Differences kind={kind} now={values} before={items.find((each) => each.version === version - 1)?.values} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Differences({ kind, now, before }: { kind: RecordKind; now: Held; before: Held | undefined }) {
  const say = useSay();
  const text = useValueText();
  if (before === undefined) return null;
  const changed = Object.entries(kind.fields).filter(
    ([name]) => JSON.stringify(now[name]) !== JSON.stringify(before[name]),
  );
  const shown = (field: Field, value: unknown) => text(field, value) || '—';
  return changed.map(([name, field]) => (
    <div key={name}>
      {say(field.label)} <del>{shown(field, before[name])}</del> → <ins>{shown(field, now[name])}</ins>
    </div>
  ));
}
