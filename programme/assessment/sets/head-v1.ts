import type { IndicatorSet } from '#programme/assessment/indicator';
import { indicator, shareOfDue } from './draw.ts';

/** Heads of schools, version 1: what a head decides, never what pupils of the school answered. Weights and marks are defaults for the bureau to set. */
export const headV1: IndicatorSet = {
  code: 'head',
  version: 1,
  assesses: 'head',
  indicators: [
    indicator('organised', '组织机构与负责人', 'Body and named lead', {
      formula: 'min(network.bodies, network.leads)',
      weight: 20,
      full: 1,
      zero: 0,
    }),
    indicator('documents', '文件按时阅办比例', 'Documents read and answered in time', {
      formula: shareOfDue('documents.onTime', 'documents.due'),
      weight: 15,
      full: 1,
      zero: 0.5,
      evidence: { records: 0 },
    }),
    indicator('hours', '心理课课时达标班级比例', 'Classes that had their class hours', {
      formula: 'ratio(curriculum.classesOnHours, curriculum.classes)',
      weight: 25,
      full: 1,
      zero: 0.6,
      evidence: { files: 1 },
    }),
    indicator('teachers', '各年级配备心理教师比例', 'Grades with a psychology teacher', {
      formula: 'ratio(staff.gradesCovered, staff.grades)',
      weight: 20,
      full: 1,
      zero: 0,
    }),
    indicator('mended', '逾期未整改的督导问题', 'Findings not mended in time', {
      formula: 'supervision.findingsOverdue',
      weight: 20,
      full: 0,
      zero: 3,
      evidence: { records: 0 },
    }),
  ],
};
