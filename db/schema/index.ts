export * from './answers.ts';
export * from './duties.ts';
export * from './import-files.ts';
export * from './organisations.ts';
export * from './programme.ts';
export * from './records.ts';
export * from './streams.ts';
export * from './students.ts';
