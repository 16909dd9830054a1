import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRunning, readMark, writeMark } from '#tools/servers/process';
import { lockHome } from './home-lock.ts';

let home: string;
let file: string;
const said: string[] = [];
const say = (line: string) => said.push(line);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'xinqiao-lock-'));
  file = join(home, 'start.pid');
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the lock of a home', () => {
  it('is refused, naming the process, while another start runs on it', async () => {
    writeMark(file, process.ppid);
    await expect(lockHome(home, say, 0)).rejects.toThrow(`(pid ${process.ppid}) runs on ${home}`);
    expect(said[0]).toContain(`pid ${process.ppid}`);
  });

  it.each([
    ['of a number that now belongs to another process', JSON.stringify({ pid: process.ppid, born: 'another moment' })],
    ['that was written halfway', '{"pid":1'],
  ])('is taken over a mark %s', async (_, mark) => {
    writeFileSync(file, mark);
    await lockHome(home, say, 0);
    expect(readMark(file)?.pid).toBe(process.pid);
  });

  it('is taken in a folder that is not there yet, and its mark is of this very process', async () => {
    const fresh = join(home, 'fresh');
    await lockHome(fresh, say, 0);
    expect(existsSync(join(fresh, 'start.pid'))).toBe(true);
    const mark = readMark(join(fresh, 'start.pid'));
    expect(mark !== undefined && isRunning(mark)).toBe(true);
  });
});
