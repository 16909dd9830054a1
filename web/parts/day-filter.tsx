interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string) => void;
}

/** A day that narrows a list. A control of the browser's own shows no hint of what it asks for, so its name stands before it. */
export function DayFilter({ label, value = '', onChange }: Props) {
  return (
    <label className="filter">
      {label}
      <input type="date" value={value} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}
