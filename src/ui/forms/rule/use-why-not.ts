import { useTranslation } from 'react-i18next';
import type { Illegality } from './rule-form-edit.ts';

/** Says where an extension may stand instead: 'only in filter', 'only in PREROUTING and OUTPUT'. */
export function useWhyNot(): (illegal: Illegality) => string {
  const { t } = useTranslation('rules');
  return ({ kind, names }) => t(kind === 'tables' ? 'onlyTables' : 'onlyChains', { names: names.join(', ') });
}
