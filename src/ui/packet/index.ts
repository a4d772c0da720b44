export { PacketPanel } from './PacketPanel.tsx';
