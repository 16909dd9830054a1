import { Alert, Button, Typography } from 'antd';
import { DOCUMENT_FAULT_WORDS, type DocumentFaultCode } from '#programme/document-fault';
import { asProblem } from '#web/frame/problem.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { useRefusedDetail } from './refused-detail.ts';

/** What went wrong, in plain words, with a code that can be copied and given to whoever helps. */
export function ProblemAlert({ error, onAgain }: { error: unknown; onAgain?: () => void }) {
  const t = useTexts('frame');
  const say = useSay();
  const detail = useRefusedDetail();
  if (error == null) return null;
  const problem = asProblem(error);
  const faultText = (fault: string) =>
    say(DOCUMENT_FAULT_WORDS[fault as DocumentFaultCode]) || t(`fault.${fault}`, { defaultValue: fault });
  const title = problem.status === 0 ? t('problem.unreachable') : problem.message;
  const details = detail(problem.facts);
  const fieldText = (pointer: string) => {
    const path = pointer.split('/').filter((part) => part !== '');
    return t(`acts:field.${path.join('.')}`, { defaultValue: path.join(' ') });
  };
  const code = [problem.code, problem.instance].filter((part) => part !== '').join(' · ');
  return (
    <Alert
      type={problem.open ? 'warning' : 'error'}
      showIcon
      role="alert"
      className="problem"
      title={title}
      description={
        <>
          {details.length === 0 ? null : (
            <ul>
              {details.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          {problem.pointers.length === 0 ? null : (
            <ul>
              {problem.pointers.map(({ pointer, code: fault }) => (
                <li key={`${pointer} ${fault}`}>
                  {fieldText(pointer)}: {faultText(fault)}
                </li>
              ))}
            </ul>
          )}
          <Typography.Text className="problem-code" copyable={{ text: code, tooltips: [t('copy'), t('copied')] }}>
            {t('problem.code')} <code>{code}</code>
          </Typography.Text>
        </>
      }
      action={onAgain === undefined ? null : <Button onClick={onAgain}>{t('again')}</Button>}
    />
  );
}
