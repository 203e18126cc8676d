import type { ArithmeticExpression } from 'unbash';
import type { Scope } from '../state/scope.ts';

/** The value where it is constant; undefined where it is known only at run time. */
export function evaluateArithmetic(expression: ArithmeticExpression, scope: Scope): number | undefined {
  switch (expression.type) {
    case 'ArithmeticWord':
      return word(expression.value, scope);
    case 'ArithmeticGroup':
      return evaluateArithmetic(expression.expression, scope);
    case 'ArithmeticUnary': {
      const value = evaluateArithmetic(expression.operand, scope);
      if (value === undefined) return undefined;
      if (expression.operator === '-') return -value;
      if (expression.operator === '+') return value;
      return expression.operator === '!' ? Number(value === 0) : undefined;
    }
    case 'ArithmeticBinary': {
      const left = evaluateArithmetic(expression.left, scope);
      const right = evaluateArithmetic(expression.right, scope);
      return left === undefined || right === undefined ? undefined : binary(expression.operator, left, right);
    }
    case 'ArithmeticTernary':
    case 'ArithmeticCommandExpansion':
      return undefined;
  }
}

function word(text: string, scope: Scope): number | undefined {
  if (/^\d{1,15}$/.test(text)) return text.length > 1 && text.startsWith('0') ? undefined : Number(text);
  const value = scope.variables.get(text.replace(/^\$\{?|\}$/g, ''))?.value;
  return value !== undefined && /^-?[1-9]\d{0,14}$|^0$/.test(value) ? Number(value) : undefined;
}

function binary(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : Math.trunc(a / b);
    case '%':
      return b === 0 ? undefined : a % b;
    default:
      return undefined;
  }
}
