import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { PlaceKind } from '#programme/field';
import { api, ask } from '#web/frame/api.ts';

interface Props {
  readonly id?: string;
  readonly kinds: readonly PlaceKind[];
  /** Only the own place and what lies below. */
  readonly mine?: boolean;
  readonly many?: boolean;
  /** Somebody has just asked for it: it has the focus and shows what there is. */
  readonly opened?: boolean;
  readonly label?: string;
  readonly placeholder?: string;
  readonly value?: string | string[] | null;
  readonly onChange?: (value: string | string[] | undefined) => void;
}

const FOUND = '20';

/** Organisations by a part of their name or the beginning of their code. */
export function PlaceInput({ id, kinds, mine = false, many = false, opened = false, ...rest }: Props) {
  const { label, placeholder, value, onChange } = rest;
  const [like, setLike] = useState('');
  const found = useQuery({ queryKey: ['places', kinds, mine, like], queryFn: () => placesLike(kinds, mine, like) });
  const chosen = value == null ? [] : [value].flat();
  const names = usePlaceNames(chosen);
  const options = new Map([...names, ...(found.data ?? [])].map(({ code, name }) => [code, `${name}（${code}）`]));
  return (
    <Select
      id={id}
      aria-label={label}
      mode={many ? 'multiple' : undefined}
      autoFocus={opened}
      defaultOpen={opened}
      showSearch={{ filterOption: false, onSearch: setLike }}
      allowClear
      placeholder={placeholder}
      loading={found.isFetching}
      value={value ?? (many ? [] : undefined)}
      onChange={onChange}
      options={[...options].map(([code, text]) => ({ value: code, label: text }))}
    />
  );
}

async function placesLike(kinds: readonly PlaceKind[], mine: boolean, like: string) {
  const asked = like.trim().slice(0, 40);
  const pages = await Promise.all(
    kinds.map((kind) =>
      ask(() =>
        api.GET('/api/organisations', {
          params: {
            query: { kind, limit: FOUND, ...(asked === '' ? {} : { like: asked }), ...(mine ? { mine: 'true' } : {}) },
          },
        }),
      ),
    ),
  );
  return pages.flatMap(({ items }) => items);
}

/** Organisations by their codes, for those that name them; as many as a person reads. */
export function usePlaceNames(codes: readonly string[]) {
  const asked = codes.slice(0, 60);
  const found = useQuery({
    queryKey: ['places', 'named', asked],
    queryFn: () =>
      Promise.all(asked.map((code) => ask(() => api.GET('/api/organisations', { params: { query: { code } } })))),
    enabled: asked.length > 0,
    staleTime: 600_000,
  });
  return found.data?.flatMap(({ items }) => items) ?? [];
}
