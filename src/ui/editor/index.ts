export { RulesetPanel } from './RulesetPanel.tsx';
