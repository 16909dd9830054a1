import { Link, useParams } from '@tanstack/react-router';
import { DOCUMENT_KINDS } from '#programme/document';
import { civilDayText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Faults } from './faults.tsx';
import { Files } from './files.tsx';
import { FormCard } from './form-card.tsx';
import { History } from './history.tsx';
import { Moved } from './moved.tsx';
import { Paper } from './paper.tsx';
import { PlanCard } from './plan-card.tsx';
import { type Report, useReport } from './reading.ts';
import { ReportState } from './report-state.tsx';
import { Signatures } from './signatures.tsx';
import { Steps } from './steps.tsx';
import './reports.css';

/** One report: as it will go out, what still lacks, who signs, its files and where it came from. */
export default function ReportScreen() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const found = useReport(id);
  if (found.data === undefined)
    return found.isError ? (
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
    ) : (
      <Waiting rows={8} />
    );
  return <Known key={id} report={found.data} />;
}

function Known({ report }: { report: Report }) {
  const t = useTexts('reports');
  const say = useSay();
  const { kind, orgName, from, to, state, edition, number, supersededBy, corrects, why } = report;
  return (
    <Page
      title={`${say(DOCUMENT_KINDS[kind].words)} · ${orgName}`}
      beside={
        <>
          <ReportState state={state} superseded={supersededBy !== null} />
          <span className="quiet">
            {[t('period', { from: civilDayText(from), to: civilDayText(to) }), number, t('edition', { edition })]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        </>
      }
      actions={<Steps report={report} />}
    >
      {supersededBy === null ? null : (
        <p className="note">
          {t('supersededNote')} <Link to={`/reports/${supersededBy}`}>{t('openNewer')}</Link>
        </p>
      )}
      {corrects === null ? null : (
        <p className="note">
          {t('correctsNote', { why })} <Link to={`/reports/${corrects}`}>{t('openOlder')}</Link>
        </p>
      )}
      <div className="record-page">
        <Paper report={report} />
        <div className="beside-cards">
          <Faults report={report} />
          <Moved report={report} />
          <Signatures report={report} />
          <Files report={report} />
          <PlanCard report={report} />
          <FormCard report={report} />
          <History report={report} />
        </div>
      </div>
    </Page>
  );
}
