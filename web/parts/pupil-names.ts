import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useOnScreen } from '#web/frame/after-paint.ts';
import { api, ask } from '#web/frame/api.ts';
import { inHundreds } from './in-hundreds.ts';
import type { Pupil } from './pupil-picker.tsx';

/**
 * Names of the pupils in a list, asked for after its rows are there, each pupil once however the list grows or moves; none for readers who may not know
 * them.
 */
export function usePupilNames(students: readonly string[]): ReadonlyMap<string, Pupil> {
  const queries = useQueryClient();
  const shown = useOnScreen(students.length > 0);
  const [known, setKnown] = useState(() =>
    byId(queries.getQueriesData<Page>({ queryKey: ['pupils'] }).flatMap(([, page]) => page?.items ?? [])),
  );
  const asked = useRef(new Set(known.keys()));
  const refused = useRef(false);
  useEffect(() => {
    if (!shown || refused.current) return;
    for (const ids of unasked(students, asked.current)) {
      for (const id of ids) asked.current.add(id);
      queries
        .fetchQuery({ retry: false, staleTime: 600_000, queryKey: ['pupils', ids], queryFn: () => pupilsOf(ids) })
        .then(({ items }) => setKnown((before) => new Map([...before, ...byId(items)])))
        .catch(() => {
          refused.current = true;
        });
    }
  });
  return known;
}

/** Those that nobody has asked for yet, as many at once as the API names. */
export function unasked(students: readonly string[], asked: ReadonlySet<string>): readonly (readonly string[])[] {
  return inHundreds([...new Set(students)].filter((id) => !asked.has(id)));
}

type Page = Awaited<ReturnType<typeof pupilsOf>>;

function pupilsOf(ids: readonly string[]) {
  return ask(() => api.GET('/api/students', { params: { query: { ids: ids.join(','), limit: '100' } } }));
}

function byId(pupils: readonly Pupil[]): ReadonlyMap<string, Pupil> {
  return new Map(pupils.map((pupil) => [pupil.id, pupil]));
}
