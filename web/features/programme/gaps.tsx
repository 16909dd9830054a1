import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import type { paths } from '#api/openapi';
import type { Day } from '#domain/instant';
import { api, ask } from '#web/frame/api.ts';
import { dayText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { plain } from '#web/parts/plain.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { gapOf } from '#programme/gaps';

type Gap = paths['/api/programme/gaps']['get']['responses'][200]['content']['application/json']['items'][number];
type Code = Gap['gap'];

/** What is missing, late or soon over, each with who is to act and a link to where it is mended; offices narrow it down place by place. */
export function Gaps() {
  const t = useTexts('programme');
  const [{ org, gap }, narrow] = useNarrowed();
  const pages = useInfiniteQuery({
    queryKey: ['gaps', 'list', org, gap],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/programme/gaps', {
          params: {
            query: {
              ...(org === '' ? {} : { org }),
              ...(gap === '' ? {} : { gap: gap as Code }), // from the address: the API looks at it
              ...(pageParam === '' ? {} : { after: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="programme-part" aria-label={t('gaps.title')}>
      <h2>{t('gaps.title')}</h2>
      <p className="quiet">{t('gaps.about')}</p>
      <Counts org={org} gap={gap} onNarrow={narrow} />
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t('gaps.none')} hint={t('gaps.noneHint')} /> : null}
      {items.length === 0 ? null : (
        <ul className="card gap-list">
          {items.map((one) => (
            <OneGap key={`${one.gap} ${one.org} ${one.record ?? ''}`} gap={one} />
          ))}
        </ul>
      )}
      {pages.hasNextPage ? (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('gaps.more')}
        </Button>
      ) : null}
    </section>
  );
}

interface Narrowed {
  readonly org: string;
  readonly gap: string;
}

/** Place and sort as the address has them. */
function useNarrowed() {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const go = useNavigate();
  const narrow = (next: Partial<Narrowed>) =>
    void go({ to: '.', search: (before: object) => ({ ...before, ...next }) as never, replace: true });
  return [{ org: plain(search['org']), gap: plain(search['gap']) }, narrow] as const;
}

function Counts({ org, gap, onNarrow }: Narrowed & { onNarrow: (next: Partial<Narrowed>) => void }) {
  const t = useTexts('programme');
  const say = useSay();
  const counts = useQuery({
    queryKey: ['gaps', 'counts', org],
    queryFn: () => ask(() => api.GET('/api/programme/gaps/counts', { params: { query: org === '' ? {} : { org } } })),
    placeholderData: (before) => before,
  });
  const parts = counts.data?.parts ?? [];
  const sums = new Map<string, number>();
  for (const part of parts)
    for (const [code, count] of Object.entries(part.gaps)) sums.set(code, (sums.get(code) ?? 0) + count);
  const sorts = [...sums].map(([code, count]) => ({ value: code, label: `${say(gapOf(code as Code).name)} ${count}` }));
  const below = parts.filter((part) => part.org !== counts.data?.org && part.total > 0);
  return (
    <div className="filters">
      <Select
        aria-label={t('gaps.sort')}
        placeholder={t('gaps.sort')}
        value={gap === '' ? null : gap}
        allowClear
        onChange={(value) => onNarrow({ gap: value ?? '' })}
        options={sorts}
      />
      {org === '' ? null : (
        <Button size="small" onClick={() => onNarrow({ org: '' })}>
          {t('gaps.back')}
        </Button>
      )}
      {below.map((part) => (
        <Button key={part.org} size="small" onClick={() => onNarrow({ org: part.org })}>
          {t('gaps.of', { place: part.orgName, count: part.total })}
        </Button>
      ))}
    </div>
  );
}

function OneGap({ gap }: { gap: Gap }) {
  const t = useTexts('programme');
  const say = useSay();
  const { item, name, rule, act, orgName, since, amount, person } = gap;
  return (
    <li className="gap">
      <div className="gap-head">
        <strong>{say(name)}</strong>
        {amount === null ? null : <span>{t('gaps.amount', { count: amount })}</span>}
        <span className="quiet">{`${item} · ${orgName} · ${t('gaps.since', { day: dayText(noon(since)) })}`}</span>
        <Mend gap={gap} />
      </div>
      <p title={say(rule)}>
        {say(act)}
        <span className="quiet">
          {' · '}
          {person === null ? t('gaps.nobody') : t('gaps.who', { name: person.name })}
        </span>
      </p>
    </li>
  );
}

/** To the record that is late, or to the form that ends the gap, for those who keep such records. */
function Mend({ gap: { record, kind, topic, org, mayMend, name } }: { gap: Gap }) {
  const t = useTexts('programme');
  const say = useSay();
  if (record !== null)
    return (
      <Link className="gap-act" to={`/records/${kind}/${record}`} aria-label={`${t('gaps.open')} ${say(name)}`}>
        {t('gaps.open')}
      </Link>
    );
  if (!mayMend) return null;
  const search = { org, ...(topic === null ? {} : { topic }) };
  return (
    <Link
      className="gap-act"
      to={`/records/${kind}/new`}
      search={search as never}
      aria-label={`${t('gaps.mend')} ${say(name)}`}
    >
      {t('gaps.mend')}
    </Link>
  );
}

/** A civil day as an instant of that day. */
function noon(day: Day): number {
  return Date.parse(`${day}T12:00:00+08:00`);
}
