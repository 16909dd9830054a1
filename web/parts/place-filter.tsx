import { type ComponentProps, useState } from 'react';
import { PlaceInput, usePlaceNames } from './place-input.tsx';

interface Props extends Pick<ComponentProps<typeof PlaceInput>, 'kinds' | 'mine'> {
  readonly label: string;
  /** What holds while no place is chosen. */
  readonly none: string;
  readonly value: string | undefined;
  /** `''`: no place any more. */
  readonly onChange: (code: string) => void;
}

/** A place that narrows a screen: only its name until somebody wants another one. The box that seeks costs the browser more than all else in such a line. */
export function PlaceFilter({ kinds, mine = false, label, none, value, onChange }: Props) {
  const [opened, setOpened] = useState(false);
  const [place] = usePlaceNames(value === undefined ? [] : [value]);
  const name = value === undefined ? none : (place?.name ?? value);
  if (opened)
    return (
      <PlaceInput
        kinds={kinds}
        mine={mine}
        opened
        label={label}
        placeholder={none}
        value={value ?? null}
        onChange={(chosen) => onChange(String(chosen ?? ''))}
      />
    );
  return (
    <button
      type="button"
      className="filter-place"
      aria-haspopup="listbox"
      aria-expanded={false}
      aria-label={`${label} ${name}`}
      onClick={() => setOpened(true)}
    >
      {name}
    </button>
  );
}
