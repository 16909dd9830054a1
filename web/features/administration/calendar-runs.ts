interface NamedDay {
  readonly day: string;
  readonly name: string;
}

export interface NamedRun {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Civil days. */
  readonly length: number;
}

/** Days in order as runs: neighbours of one name are one. */
export function runsOf(days: readonly NamedDay[]): readonly NamedRun[] {
  const runs: NamedRun[] = [];
  for (const { day, name } of days) {
    const last = runs.at(-1);
    const follows = last !== undefined && Date.parse(day) - Date.parse(last.to) === 86_400_000 && last.name === name;
    if (follows) runs[runs.length - 1] = { ...last, to: day, length: last.length + 1 };
    else runs.push({ name, from: day, to: day, length: 1 });
  }
  return runs;
}
