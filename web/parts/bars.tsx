import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Words } from '#domain/words';
import { inTurn } from '#web/frame/after-paint.ts';
import { useTheme } from '#web/frame/theme.ts';
import { useSay } from '#web/frame/words.ts';

use([BarChart, GridComponent, LegendComponent, SVGRenderer]);

interface Bar {
  readonly name: Words;
  /** One for each part; what is kept back has no length. */
  readonly values: readonly (number | null)[];
}

interface Drawn {
  readonly title: Words;
  readonly columns: readonly { readonly name: Words }[];
  readonly rows: readonly Bar[];
}

/** Neighbours differ in brightness too: not everybody tells colours apart. */
const COLOURS = ['#0b7285', '#f2a65a', '#a4161a', '#8ecae6', '#5b3758', '#95b46a', '#c9ada7', '#343a40'];
/** The same order, light enough to be told from a dark page. */
const ON_DARK = ['#2aa5bb', '#f2a65a', '#e5585c', '#8ecae6', '#b58bb0', '#95b46a', '#c9ada7', '#aeb6bc'];
const ROW_PX = 28;
const AROUND_PX = 76;

/** Lengths of bars, a row each, parts one after another. Heavy: load it with `lazy`. */
export default function Bars({ drawn }: { drawn: Drawn }) {
  const say = useSay();
  const { dark } = useTheme();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let end: () => void = () => undefined;
    const callOff = inTurn(() => {
      const chart = init(element, null, { renderer: 'svg' });
      chart.setOption(optionOf(drawn, say, dark));
      const watch = new ResizeObserver(() => chart.resize());
      watch.observe(element);
      end = () => {
        watch.disconnect();
        chart.dispose();
      };
    });
    return () => {
      callOff();
      end();
    };
  }, [drawn, say, dark]);
  const height = AROUND_PX + ROW_PX * Math.max(drawn.rows.length, 2);
  return <div ref={box} className="bars" role="img" aria-label={say(drawn.title)} style={{ height }} />;
}

function optionOf({ columns, rows }: Drawn, say: ReturnType<typeof useSay>, dark: boolean) {
  const ink = dark ? '#e6ecee' : '#1c2529';
  const rule = dark ? '#344046' : '#d9dee2';
  const several = columns.length > 1;
  return {
    animation: false,
    color: dark ? ON_DARK : COLOURS,
    // Words are measured before they are drawn, so the library must know the very letters.
    textStyle: { color: ink, fontFamily: getComputedStyle(document.body).fontFamily },
    ...(several ? { legend: { bottom: 0, textStyle: { color: ink }, itemWidth: 14, itemHeight: 10 } } : {}),
    grid: { left: 4, right: 40, top: 4, bottom: several ? 44 : 8, outerBoundsMode: 'same' as const },
    xAxis: {
      type: 'value' as const,
      minInterval: 1,
      axisLabel: { color: ink },
      splitLine: { lineStyle: { color: rule } },
    },
    yAxis: {
      type: 'category' as const,
      inverse: true,
      data: rows.map(({ name }) => say(name)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: rule } },
      axisLabel: { color: ink, width: 150, overflow: 'truncate' as const },
    },
    series: columns.map(({ name }, at) => ({
      type: 'bar' as const,
      name: say(name),
      stack: 'all',
      barMaxWidth: 18,
      silent: true,
      data: rows.map(({ values }) => values[at] ?? 0),
      ...(several ? {} : { label: { show: true, position: 'right' as const, color: ink } }),
    })),
  };
}
