import type { Gate, ProjectFile } from './gate.ts';
import { ownGates } from './own-gates.ts';
import { projectFiles } from './project-files.ts';
import { runTool, staticTools, type Verdict } from './static-tools.ts';

const AT_ONCE = 2;

/** Runs every static gate over the tree at `root`, two tools at a time, and tells `report` of each as it ends. */
export async function runStaticGates(root: string, report: (verdict: Verdict) => void): Promise<Verdict[]> {
  const waiting = [...staticTools];
  const verdicts: Verdict[] = [];
  const keep = (verdict: Verdict) => {
    verdicts.push(verdict);
    report(verdict);
  };
  const lane = async () => {
    for (let tool = waiting.shift(); tool !== undefined; tool = waiting.shift()) keep(await runTool(root, tool));
  };
  const lanes = Array.from({ length: AT_ONCE }, lane);
  const files = projectFiles(root);
  for (const gate of ownGates) keep(runGate(gate, files));
  await Promise.all(lanes);
  return verdicts;
}

function runGate(gate: Gate, files: readonly ProjectFile[]): Verdict {
  const began = performance.now();
  const findings = gate.find(files);
  const details = findings.map(({ path, line, text }) => `${path}:${line}: ${text}`).join('\n');
  return { name: gate.name, ok: findings.length === 0, details, seconds: (performance.now() - began) / 1000 };
}
