import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, readMark, writeMark } from '#tools/servers/process';
import { type CityToPlay, playAgain, type Played, playFirst } from './play-city.ts';

export interface DemoPlay extends CityToPlay {
  /** Where the mark of a running play lies. */
  readonly home: string;
  /** Only what belongs to a first start; left out: the cases once more. */
  readonly first: boolean;
}

/** Plays, one play at a time, and says what came of it. Rejects when nothing could be played. */
export async function playDemo({ home, first, ...wanted }: DemoPlay): Promise<Played | null> {
  const file = join(home, 'demo-play.pid');
  const other = readMark(file);
  if (other !== undefined && isRunning(other))
    throw new Error(`演示案例正在生成 · another play (pid ${other.pid}) is running; wait for it to end`);
  writeMark(file, process.pid);
  try {
    const played = first ? await playFirst(wanted) : await playAgain(wanted);
    for (const line of linesOf(played)) wanted.say(line);
    return played;
  } finally {
    rmSync(file, { force: true });
  }
}

function linesOf(played: Played | null): readonly string[] {
  if (played === null) return ['  已有演示案例，未作更改 · the cases are there already: nothing was changed'];
  const { stories, stopped } = played;
  const done = stories - stopped.length;
  const line = `  ${done}/${stories} 段演示 · ${done} of ${stories} stories played`;
  const why = stopped.map((one) => `  未演完 · stopped half-way: ${one}`);
  return [line, ...why];
}
