import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { api, ask } from '#web/frame/api.ts';
import { asProblem } from '#web/frame/problem.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { download } from '#web/parts/download.ts';
import { DayFilter } from '#web/parts/day-filter.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { plain } from '#web/parts/plain.ts';
import { PlaceInput } from '#web/parts/place-input.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type RecordKind, useKinds } from '#web/parts/record-kinds.ts';
import { RecordRow } from '#web/parts/record-row.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Worklist } from '#web/parts/worklist.tsx';

const STATES = ['recorded', 'approved', 'withdrawn'] as const;
const NAMES = ['like', 'topic', 'state', 'from', 'to', 'org'] as const;
type Filters = Partial<Record<(typeof NAMES)[number], string>>;

/** Records of one kind, the newest first; the filters stand in the address. */
export default function List() {
  const t = useTexts('records');
  const { kind: code = '' } = useParams({ strict: false }) as { kind?: string };
  const kinds = useKinds();
  const kind = kinds.data?.find((each) => each.kind === code);
  if (kinds.isPending) return <Waiting />;
  if (kind === undefined) return <Empty title={t('unknownKind')} hint={t('unknownKindHint')} />;
  return <ListOf key={code} kind={kind} />;
}

function ListOf({ kind }: { kind: RecordKind }) {
  const t = useTexts('records');
  const say = useSay();
  const go = useNavigate();
  const [filters, setFilters] = useFilters();
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ['records', kind.kind, filters],
    queryFn: ({ pageParam }) => pageOf(kind, filters, pageParam),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const add = () => void go({ to: `/records/${kind.kind}/new` });
  const actions = (
    <>
      <Export kind={kind} filters={filters} />
      {kind.may.record ? (
        <Button type="primary" onClick={add}>
          {t('new')}
        </Button>
      ) : null}
    </>
  );
  return (
    <Page title={say(kind.name)} actions={actions}>
      <FilterBar kind={kind} filters={filters} onChange={setFilters} />
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? (
        <Empty title={t('none')} hint={t(Object.keys(filters).length > 0 ? 'noneFiltered' : 'noneHint')} />
      ) : null}
      {items.length === 0 ? null : (
        <Worklist
          label={say(kind.name)}
          items={items}
          keyOf={({ id }) => id}
          rowHeight={60}
          row={(line) => <RecordRow kind={kind} line={line} />}
          chosen={chosen}
          onChoose={(id) => (id === chosen ? void go({ to: `/records/${kind.kind}/${id}` }) : setChosen(id))}
          onOpen={({ id }) => void go({ to: `/records/${kind.kind}/${id}` })}
          more={pages.hasNextPage && !pages.isFetchingNextPage}
          onMore={() => void pages.fetchNextPage()}
        />
      )}
    </Page>
  );
}

function pageOf({ kind }: RecordKind, filters: Filters, after: string) {
  const query = { ...filters, order: 'newest', ...(after === '' ? {} : { after }) };
  // Filters come from the address: the API looks at each of them and says what is wrong.
  return ask(() => api.GET('/api/records/{kind}', { params: { path: { kind }, query: query as never } }));
}

function useFilters() {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const go = useNavigate();
  const filters: Filters = Object.fromEntries(
    NAMES.flatMap((name) => (plain(search[name]) === '' ? [] : [[name, plain(search[name])]])),
  );
  const set = (next: Filters) => {
    const kept = Object.entries({ ...filters, ...next }).filter(([, value]) => value !== undefined && value !== '');
    void go({ to: '.', search: Object.fromEntries(kept) as never, replace: true });
  };
  return [filters, set] as const;
}

function FilterBar(props: { kind: RecordKind; filters: Filters; onChange: (next: Filters) => void }) {
  const { kind, filters, onChange } = props;
  const t = useTexts('records');
  const say = useSay();
  const topic = Object.values(kind.fields).find((field) => field.as === 'topic');
  const topics = topic?.type === 'choice' ? Object.entries(topic.of) : [];
  return (
    <search className="filters">
      <Input.Search
        aria-label={t('like')}
        placeholder={t('like')}
        defaultValue={filters.like}
        allowClear
        onSearch={(like) => onChange({ like: like.trim() })}
      />
      {topics.length === 0 ? null : (
        <Select
          aria-label={say(topic?.label)}
          placeholder={say(topic?.label)}
          value={filters.topic ?? null}
          allowClear
          onChange={(value) => onChange({ topic: value ?? '' })}
          options={topics.map(([value, label]) => ({ value, label: say(label) }))}
        />
      )}
      <Select
        aria-label={t('state')}
        placeholder={t('state')}
        value={filters.state ?? null}
        allowClear
        onChange={(value) => onChange({ state: value ?? '' })}
        options={STATES.map((value) => ({ value, label: t(`frame:recordState.${value}`) }))}
      />
      <PlaceInput
        kinds={['county', 'school']}
        mine
        label={t('org')}
        placeholder={t('org')}
        value={filters.org ?? null}
        onChange={(value) => onChange({ org: String(value ?? '') })}
      />
      <DayFilter label={t('from')} value={filters.from} onChange={(from) => onChange({ from })} />
      <DayFilter label={t('to')} value={filters.to} onChange={(to) => onChange({ to })} />
    </search>
  );
}

function Export({ kind, filters }: { kind: RecordKind; filters: Filters }) {
  const t = useTexts('records');
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    const query = new URLSearchParams(filters).toString();
    await download(`/api/records/${kind.kind}/export.xlsx?${query}`, `${kind.kind}.xlsx`).catch((error: unknown) =>
      message.error(asProblem(error).message),
    );
    setBusy(false);
  };
  return (
    <Button loading={busy} onClick={() => void take()}>
      {t('export')}
    </Button>
  );
}
