import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { ReportForm } from '#programme/report/form';
import { useTexts } from '#web/frame/words.ts';
import { PlaceInput } from '#web/parts/place-input.tsx';

/** The parts of the form as a page of inputs has them. */
export interface FormInputs {
  readonly addressed?: readonly string[];
  readonly addressees?: readonly string[];
  readonly word?: string;
  readonly contactName?: string;
  readonly contactPhone?: string;
  readonly copies?: readonly { readonly to?: string; readonly count?: number | null }[];
  readonly office?: string;
  readonly result?: 'A' | 'B' | 'C';
  readonly public?: boolean;
}

export function inputsOf(
  { addressees, word, contact, copies, office, marks }: ReportForm,
  addressed: string[],
): FormInputs {
  return {
    addressed,
    addressees,
    word,
    contactName: contact?.name ?? '',
    contactPhone: contact?.phone ?? '',
    copies,
    office: office ?? '',
    ...(marks === null ? {} : { result: marks.result, public: marks.public }),
  };
}

/** The form as the API takes it: what was left empty is not there. */
export function formOf(inputs: FormInputs, reply: boolean) {
  const { addressees = [], word = '', contactName = '', contactPhone = '', copies = [], office = '', result } = inputs;
  const [name, phone] = [contactName.trim(), contactPhone.trim()];
  return {
    addressees: [...addressees],
    word: word.trim(),
    contact: name === '' || phone === '' ? null : { name, phone },
    copies: copies.flatMap(({ to = '', count }) =>
      to.trim() === '' ? [] : [{ to: to.trim(), ...(count == null ? {} : { count }) }],
    ),
    office: office.trim() === '' ? null : office.trim(),
    marks: reply && result !== undefined ? { result, public: inputs.public ?? false } : null,
  };
}

/** Above and below the text: to whom, under which word, who is asked about it, who else has it, who prints it. */
export function FormFields({ reply }: { reply: boolean }) {
  const t = useTexts('reports');
  return (
    <>
      <div className="form-grid">
        <Form.Item name="addressees" label={t('part.addressees')} extra={t('severalHint')}>
          <Select mode="tags" tokenSeparators={['、', ',', '，']} open={false} suffixIcon={null} />
        </Form.Item>
        <Form.Item name="word" label={t('part.number')} extra={t('wordHint')}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="contactName" label={t('contactName')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="contactPhone" label={t('contactPhone')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="office" label={t('part.printed')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="addressed" label={t('addressed')} extra={t('addressedHint')}>
          <PlaceInput kinds={['city', 'county', 'school']} many />
        </Form.Item>
        {reply ? <Marks /> : null}
      </div>
      <Copies />
    </>
  );
}

function Marks() {
  const t = useTexts('reports');
  return (
    <>
      <Form.Item name="result" label={t('result.label')}>
        <Select options={(['A', 'B', 'C'] as const).map((value) => ({ value, label: t(`result.${value}`) }))} />
      </Form.Item>
      <Form.Item name="public" label={t('public')}>
        <Select
          options={[
            { value: true, label: t('frame:yes') },
            { value: false, label: t('frame:no') },
          ]}
        />
      </Form.Item>
    </>
  );
}

function Copies() {
  const t = useTexts('reports');
  return (
    <section aria-label={t('copies')}>
      <h3>{t('copies')}</h3>
      <Form.List name="copies">
        {(entries, { add, remove }) => (
          <>
            {entries.map(({ key, name }) => (
              <div className="form-row" key={key}>
                <Form.Item name={[name, 'to']} label={t('copyTo')}>
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'count']} label={t('copyCount')}>
                  <InputNumber min={1} max={999} controls={false} />
                </Form.Item>
                <Button type="text" onClick={() => remove(name)} aria-label={t('removeCopy', { row: name + 1 })}>
                  {t('remove')}
                </Button>
              </div>
            ))}
            <Button onClick={() => add({})}>{t('addCopy')}</Button>
          </>
        )}
      </Form.List>
    </section>
  );
}
