import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from './problem-alert.tsx';

export type Pupil = paths['/api/students']['get']['responses'][200]['content']['application/json']['items'][number];

interface Props {
  readonly chosen: Pupil | null;
  readonly onChoose: (pupil: Pupil | null) => void;
}

/** Whole name, its pinyin or initials, or the number; a class teacher sees their class at once. */
export function PupilPicker({ chosen, onChoose }: Props) {
  const t = useTexts('frame');
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed.trim());
  const found = useInfiniteQuery({
    enabled: chosen === null,
    queryKey: ['pupil-picker', wanted],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/students', {
          params: { query: { limit: '60', ...pupilQuery(wanted), ...(pageParam === '' ? {} : { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const pupils = found.data?.pages.flatMap(({ items }) => items) ?? [];
  if (chosen !== null)
    return (
      <div className="field">
        <span className="picked">
          <strong>{pupilText(chosen, t)}</strong>
          <Button type="link" onClick={() => onChoose(null)}>
            {t('pupil.other')}
          </Button>
        </span>
      </div>
    );
  return (
    <div className="field">
      <label htmlFor="pupil">{t('pupil.who')}</label>
      <input
        id="pupil"
        type="search"
        autoComplete="off"
        value={typed}
        maxLength={40}
        placeholder={t('pupil.hint')}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ProblemAlert error={found.error} />
      {found.isSuccess && pupils.length === 0 ? <p className="quiet">{t('pupil.none')}</p> : null}
      <div className="pupils">
        {pupils.map((pupil) => (
          <button key={pupil.id} type="button" className="choice" onClick={() => onChoose(pupil)}>
            {pupilText(pupil, t)}
          </button>
        ))}
      </div>
      {found.hasNextPage ? <Button onClick={() => void found.fetchNextPage()}>{t('more')}</Button> : null}
    </div>
  );
}

export function pupilText({ name, grade, number }: Pupil, t: ReturnType<typeof useTexts>): string {
  return [name ?? '', grade === null ? '' : t('pupil.grade', { grade }), number]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Letters and characters are a name, anything with a digit a number. */
export function pupilQuery(wanted: string): { name?: string; number?: string } {
  if (wanted === '') return {};
  return /\d/.test(wanted) ? { number: wanted } : { name: wanted.toLowerCase() };
}
