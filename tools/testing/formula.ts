/** The real reader of formulas, for tests of pure rules, which may not import adapters. */
export { readFormula } from '#adapters/formula/read-formula';
