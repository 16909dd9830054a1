import { Button, Form, Input } from 'antd';
import { useTexts } from './words.ts';

interface Typed {
  readonly old: string;
  readonly own: string;
}

interface Props {
  readonly busy: boolean;
  readonly onDone: (old: string, own: string) => void;
}

const LEAST = 12;

/** A password that nobody else knows: the given one, the new one, and the new one again. */
export function OwnPassword({ busy, onDone }: Props) {
  const t = useTexts('frame');
  const missing = { required: true, message: t('signIn.passwordMissing') };
  return (
    <Form layout="vertical" requiredMark={false} onFinish={({ old, own }: Typed) => onDone(old, own)}>
      <Form.Item name="old" label={t('enrol.old')} rules={[missing]}>
        <Input.Password autoComplete="current-password" autoFocus maxLength={128} size="large" />
      </Form.Item>
      <Form.Item
        name="own"
        label={t('enrol.own')}
        extra={t('enrol.ownHint')}
        rules={[missing, { min: LEAST, message: t('enrol.ownHint') }]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} size="large" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('enrol.again')}
        dependencies={['own']}
        rules={[
          missing,
          ({ getFieldValue }) => ({
            validator: (_rule, value: string) =>
              value === getFieldValue('own') ? Promise.resolve() : Promise.reject(new Error(t('enrol.differ'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" loading={busy} block>
        {t('enrol.next')}
      </Button>
    </Form>
  );
}
