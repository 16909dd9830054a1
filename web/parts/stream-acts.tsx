import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { Words } from '#domain/words';
import { api, ask } from '#web/frame/api.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import type { Option } from './act-field.tsx';
import { ActForm, type PermittedAct } from './act-form.tsx';
import { dutyFor, firstAct, type Owed } from './duty-acts.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface Props {
  readonly kind: 'follow-ups' | 'returns';
  readonly view: {
    readonly id: string;
    readonly open: boolean;
    readonly personVersion: number;
    readonly duties: readonly Owed[];
  };
  readonly titles: Readonly<Record<string, Words>>;
  /** The act whose form is open; null: none. */
  readonly act: string | null;
  readonly onAct: (act: string | null) => void;
  readonly options: Readonly<Record<string, readonly Option[]>>;
}

/** The act that the address names, until another is chosen. */
export function useChosenAct() {
  const { act } = useSearch({ strict: false }) as { act?: unknown }; // the address says what it likes
  return useState<string | null>(typeof act === 'string' ? act : null);
}

/** What can be done with a stream that hangs on a case: one primary act drawn from what is owed, every other beside it, and the form of the one chosen. */
export function StreamActs({ kind, view, titles, act, onAct, options }: Props) {
  const t = useTexts('acts');
  const say = useSay();
  const me = useMe();
  const permitted = useQuery({
    queryKey: ['streams', kind, view.id, 'permitted'],
    queryFn: () => ask(() => api.GET(`/api/${kind}/{id}/permitted-acts`, { params: { path: { id: view.id } } })),
  });
  const acts = useMemo(() => (permitted.data?.acts ?? []).filter(isFilledIn).map(asForm), [permitted.data]);
  const open = acts.find((each) => each.act === act);
  const names = acts.map((each) => each.act);
  const first = firstAct(view.duties, names, me.person) ?? names[0];
  if (open !== undefined)
    return (
      <section className="card" aria-label={say(titles[open.act])}>
        <ActForm
          key={open.act}
          kind={kind}
          stream={view.id}
          permitted={open}
          title={titles[open.act]}
          duty={dutyFor(open.act, view.duties, me.person)}
          personVersion={view.personVersion}
          options={options}
          onDone={() => onAct(null)}
          onCancel={() => onAct(null)}
        />
      </section>
    );
  return (
    <section className="card acts" aria-label={t('acts')}>
      <ProblemAlert error={permitted.error} onAgain={() => void permitted.refetch()} />
      {names.length === 0 ? <p className="quiet">{t(view.open ? 'nothing' : 'ended')}</p> : null}
      {names.map((name) => (
        <Button key={name} type={name === first ? 'primary' : 'default'} size="large" onClick={() => onAct(name)}>
          {say(titles[name]) || name}
        </Button>
      ))}
    </section>
  );
}

/** Acknowledged in its row of today. */
function isFilledIn({ act }: PermittedAct): boolean {
  return act !== 'acknowledge';
}

/** Answers to a form of their own are joined by the engine, not by hand. */
function asForm({ act, body }: PermittedAct): PermittedAct {
  const { sheet: _sheet, ...properties } = (body as { properties?: Record<string, unknown> }).properties ?? {};
  return { act, body: { ...body, properties } };
}
