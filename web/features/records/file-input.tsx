import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { FilePurpose } from '#domain/file';
import { api, ask } from '#web/frame/api.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { FileName } from './file-name.tsx';

interface Props {
  readonly org: string;
  readonly purpose: FilePurpose;
  readonly most: number;
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (value: readonly string[]) => void;
}

const ACCEPTED = { photo: '.jpg,.jpeg,.png', evidence: '', material: '' } as const;

/** Files of a record: each is looked at and kept as it is chosen; the record then names it. */
export function FileInput({ org, purpose, most, id, value = [], onChange }: Props) {
  const t = useTexts('records');
  const box = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const take = async (file: File) => {
    setBusy(true);
    setProblem(null);
    try {
      const { id: kept } = await upload(file, org, purpose);
      if (!value.includes(kept)) onChange?.([...value, kept]);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <div>
      <ul className="file-list">
        {value.map((file) => (
          <li key={file}>
            <FileName id={file} />{' '}
            <Button size="small" type="text" onClick={() => onChange?.(value.filter((each) => each !== file))}>
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      <input
        ref={box}
        id={id}
        type="file"
        hidden
        accept={ACCEPTED[purpose] || '.jpg,.jpeg,.png,.pdf,.docx,.xlsx'}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) void take(file);
          target.value = '';
        }}
      />
      {value.length >= most ? null : (
        <ReadyButton loading={busy} lacks={org === '' ? [t('org')] : []} onClick={() => box.current?.click()}>
          {t('addFile')}
        </ReadyButton>
      )}{' '}
      <span className="quiet">{t(`fileRule.${purpose}`, { most })}</span>
      <ProblemAlert error={problem} />
    </div>
  );
}

function upload(file: File, organisation: string, purpose: FilePurpose) {
  const form = new FormData();
  form.append('file', file);
  return ask(() =>
    api.POST('/api/files', {
      params: { query: { organisation, purpose } },
      // The description has no body for files; the browser writes the form.
      body: form as never,
      bodySerializer: (body: unknown) => body as FormData,
    }),
  );
}
