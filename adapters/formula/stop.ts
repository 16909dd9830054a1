import type { FormulaFault, FormulaFaultCode } from '#domain/formula';

/** Thrown inside the adapter alone: readFormula() and evaluate() answer it as a fault. */
export class Stop extends Error {
  readonly fault: FormulaFault;

  constructor(fault: FormulaFaultCode, at: number, name?: string) {
    super(fault);
    this.fault = name === undefined ? { fault, at } : { fault, at, name };
  }
}
