import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningTemporal, startTemporal } from './temporal.ts';

let home: string;
let running: RunningTemporal | undefined;
let said: string[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'xinqiao-temporal-'));
  said = [];
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(home, { recursive: true, force: true });
});

async function start(port?: number): Promise<RunningTemporal> {
  const say = (line: string) => said.push(line);
  running = await startTemporal({ home, keep: true, namespace: 'default', port, ui: false, say });
  return running;
}

async function withClient<T>(address: string, body: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await body(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

describe('our own Temporal', () => {
  it('still knows a running workflow after kill -9, on the same port', async () => {
    const first = await start();
    await withClient(first.address, (client) =>
      client.workflow.start('story', { workflowId: 'case/1', taskQueue: 'nobody', args: ['1'] }),
    );
    process.kill(first.pid, 'SIGKILL');
    expect(await first.ended).toBe('killed by SIGKILL');
    const second = await start(first.port);
    expect(second.address).toBe(first.address);
    const found = await withClient(second.address, (client) => client.workflow.getHandle('case/1').describe());
    expect(found.status.name).toBe('RUNNING');
  });

  it('stops the server that an earlier start left behind before it starts its own', async () => {
    const left = await start();
    await start();
    expect(said.at(-1)).toContain('left behind');
    expect(left.running()).toBe(false);
  });

  it('keeps the histories of ended workflows for thirty days', async () => {
    const { address } = await start();
    const retention = await withClient(address, async (client) => {
      const { config } = await client.workflowService.describeNamespace({ namespace: 'default' });
      return Number(config?.workflowExecutionRetentionTtl?.seconds);
    });
    expect(retention).toBe(30 * 24 * 3600);
  });
});
