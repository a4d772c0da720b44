export { ConntrackPanel } from './ConntrackPanel.tsx';
