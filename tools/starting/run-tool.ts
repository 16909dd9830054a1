import { spawn } from 'node:child_process';

/**
 * Runs one of our own tools to its end at the same terminal.
 * @throws Error when it fails; it has said why
 */
export function runTool(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { env, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${script} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}
