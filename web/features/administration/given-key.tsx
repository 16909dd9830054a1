import { Alert, Typography } from 'antd';
import { fullText } from '#web/frame/dates.ts';
import { useTexts } from '#web/frame/words.ts';
import type { Given } from './reading.ts';

/** User name and first password, the only time that they are shown. */
export function GivenKey({ given }: { given: Given }) {
  const t = useTexts('administration');
  const tooltips = [t('frame:copy'), t('frame:copied')];
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      className="admin-given"
      title={t('given.title')}
      description={
        <>
          <dl>
            <dt>{t('given.username')}</dt>
            <dd>
              <Typography.Text copyable={{ text: given.username, tooltips }}>
                <code>{given.username}</code>
              </Typography.Text>
            </dd>
            <dt>{t('given.password')}</dt>
            <dd>
              <Typography.Text copyable={{ text: given.password, tooltips }}>
                <code className="secret">{given.password}</code>
              </Typography.Text>
            </dd>
          </dl>
          <p>{t('given.hint', { until: fullText(given.expiresAt) })}</p>
        </>
      }
    />
  );
}
