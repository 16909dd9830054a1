import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useKeys } from '#web/frame/keys.tsx';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { actOfDuty } from '#web/parts/duty-acts.ts';
import { LOOK, wayTo } from '#web/parts/duty-way.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Worklist } from '#web/parts/worklist.tsx';
import { Bulk } from './bulk.tsx';
import { DutyRow } from './duty-row.tsx';
import { keyOf, type Line, useDuties, usePupils } from './duties.ts';
import { Filters, type View, viewOf } from './filters.tsx';
import { NowStrip } from './now-strip.tsx';
import { Preview } from './preview.tsx';
import { useHeldAcknowledge } from './held.ts';

const WIDE = window.matchMedia('(min-width: 1001px)');

/** Duties by their next step: one's own first, and what waits on others. The address holds the view. */
export default function Today() {
  const t = useTexts('today');
  const go = useNavigate();
  const me = useMe();
  const view = viewOf(useSearch({ strict: false }));
  const [chosen, setChosen] = useState<string | null>(null);
  const { marked, mark, clear } = useMarked(view.list);
  const { pages, items, now, shown } = useDuties(view);
  const pupilOf = usePupils(items);
  const line = items.find((each) => keyOf(each) === chosen) ?? items[0];
  const open = (each: Line, act?: string) => void go(wayTo(each, act));
  const { acknowledge, undo, isHeld, problem } = useHeldAcknowledge();
  useTodayKeys(line, { open, mark, acknowledge, undo });
  return (
    <Page title={t('title')} actions={<Bulk lines={items.filter((each) => marked.has(keyOf(each)))} onDone={clear} />}>
      <CrisisBanner items={items} onOpen={open} />
      <NowStrip />
      {useFilters(view, shown)}
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      <ProblemAlert error={problem} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t(`none.${view.list}`)} hint={t('noneHint')} /> : null}
      {items.length === 0 ? null : (
        <div className="today">
          <Worklist
            label={t(`list.${view.list}`)}
            items={items}
            keyOf={keyOf}
            rowHeight={WIDE.matches ? 60 : 92}
            row={(each) => (
              <DutyRow
                line={each}
                me={me}
                now={now}
                pupil={pupilOf(each)}
                marked={shown ? marked.has(keyOf(each)) : null}
                onMark={() => mark(keyOf(each))}
                onAcknowledge={() => acknowledge(each)}
                onUndo={isHeld(each) ? () => undo(each) : null}
              />
            )}
            chosen={line === undefined ? null : keyOf(line)}
            onChoose={(key, each) => (WIDE.matches ? setChosen(key) : open(each))}
            onOpen={open}
            more={pages.hasNextPage && !pages.isFetchingNextPage}
            onMore={() => void pages.fetchNextPage()}
          />
          {line === undefined ? null : (
            <Preview
              line={line}
              pupil={pupilOf(line)}
              onOpen={open}
              onAcknowledge={isHeld(line) ? null : () => acknowledge(line)}
            />
          )}
        </div>
      )}
    </Page>
  );
}

/** Drawn for a view, not for each answer that comes: they are half of the screen. */
function useFilters({ list, level, kind }: View, shown: boolean) {
  const go = useNavigate();
  return useMemo(() => {
    const view = viewOf({ list, level, kind });
    return <Filters view={view} listed={shown} onView={(next) => void go({ to: '/today', search: { ...next } })} />;
  }, [list, level, kind, shown, go]);
}

/** Rows marked for an act on many; another list begins with none. */
function useMarked(list: string) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const clear = () => setMarked(new Set());
  useEffect(clear, [list]);
  return { marked, clear, mark: (key: string) => setMarked((before) => toggled(before, key)) };
}

interface Doing {
  readonly open: (line: Line, act?: string) => void;
  readonly mark: (key: string) => void;
  readonly acknowledge: (line: Line) => void;
  readonly undo: () => void;
}

function useTodayKeys(line: Line | undefined, { open, mark, acknowledge, undo }: Doing): void {
  const t = useTexts('today');
  useKeys([
    { key: 'a', label: t('acknowledge'), act: () => line?.mine === true && acknowledge(line) },
    { key: 'u', label: t('undo'), act: undo },
    {
      key: 'e',
      label: t('do'),
      act: () => line !== undefined && open(line, line.watches === null ? actOfDuty(line.kind) : LOOK),
    },
    { key: 'x', label: t('mark'), act: () => line !== undefined && mark(keyOf(line)) },
  ]);
}

/** A head has the crises of the school above the list. */
function CrisisBanner({ items, onOpen }: { items: readonly Line[]; onOpen: (line: Line) => void }) {
  const t = useTexts('today');
  const { acting } = useMe();
  const line = items.find(({ stage, mine, streamKind }) => stage === 'crisis' && mine && streamKind === 'case');
  if (line === undefined || acting.role === 'schoolHead') return null;
  return (
    <div className="crisis-banner" role="alert">
      <strong>{t('crisis')}</strong>
      <Button danger type="primary" onClick={() => onOpen(line)}>
        {t('toCrisis')}
      </Button>
    </div>
  );
}

function toggled(before: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(before);
  if (!next.delete(key)) next.add(key);
  return next;
}
