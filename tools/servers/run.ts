import { spawn } from 'node:child_process';

/** How a program ended: its exit code (null when it was killed or never ran) and the tail of what it printed. */
export type Outcome = { code: number | null; output: string };

/** What may be told to {@link run}. */
export type RunOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number | undefined;
  gid?: number | undefined;
  /** Kills the program after so many milliseconds. */
  limitMs?: number;
  /** Called with every piece of output as it comes. */
  onOutput?: (text: string) => void;
};

const KEPT_OUTPUT = 8_000;

/** Runs a program to its end without a shell; never rejects: a program that cannot be started gives code null. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    let output = '';
    const { cwd = process.cwd(), env = process.env, uid, gid, limitMs } = options;
    const as = uid === undefined || gid === undefined ? {} : { uid, gid };
    const child = spawn(program, args, { cwd, env, ...as, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = limitMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limitMs);
    const take = (piece: Buffer) => {
      const text = piece.toString('utf8');
      output = (output + text).slice(-KEPT_OUTPUT);
      options.onOutput?.(text);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => {
      output += error.message;
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output: output.trim() });
    });
  });
}
